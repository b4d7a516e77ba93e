#include "service/api/problems.h"

namespace bt::service {

http::Response problem_for(const Error& error) {
    switch (error.fault) {
        case Fault::NotFound: return http::problem(404, error.message);
        case Fault::Invalid: return http::problem(400, error.message);
        case Fault::Conflict: return http::problem(409, error.message);
        case Fault::Busy: return http::problem(503, error.message);
        case Fault::Unsupported: return http::problem(415, error.message);
        case Fault::Truncated:
        case Fault::Malformed:
        case Fault::TooLarge: return http::problem(500, "The media file is damaged", error.describe());
        case Fault::Io:
        case Fault::Denied: return http::problem(500, "The file cannot be read", "The server could not read a file it needs; its log says which.");
    }
    return http::problem(500, "unknown fault");
}

}  // namespace bt::service
