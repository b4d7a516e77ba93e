#include "service/api/problems.h"

#include <spdlog/spdlog.h>

#include "base/text.h"

namespace bt::service {

std::string words_for_viewers(const Error& error) {
    if (error.fault == Fault::Full) return "Nothing can be saved: the disk is full, or nearly full. Nothing is lost; make room, and the server goes on by itself.";
    if (error.fault == Fault::Io || error.fault == Fault::Denied) return "The server could not read a file it needs; its log says more at level debug.";
    return to_valid_utf8(error.message);
}

http::Response problem_for(const Error& error) {
    switch (error.fault) {
        case Fault::NotFound: return http::problem(404, error.message);
        case Fault::Invalid: return http::problem(400, error.message);
        case Fault::Conflict: return http::problem(409, error.message);
        case Fault::Busy: {
            auto busy = http::problem(503, error.message);
            busy.headers.set("Retry-After", "2");
            return busy;
        }
        case Fault::Unsupported: return http::problem(415, error.message);
        case Fault::Truncated:
        case Fault::Malformed:
        case Fault::TooLarge: return http::problem(500, "The file is damaged", error.describe());
        case Fault::Full: return http::problem(507, words_for_viewers(error));
        case Fault::Io:
        case Fault::Denied:
            spdlog::warn("file_unreadable");
            spdlog::debug("file_unreadable reason=\"{}\"", error.describe());
            return http::problem(500, "The file cannot be read", words_for_viewers(error));
    }
    return http::problem(500, "unknown fault");
}

}  // namespace bt::service
