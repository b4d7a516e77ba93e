#include "base/result.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace bt {

std::string_view to_string(Fault fault) {
    switch (fault) {
        case Fault::Truncated: return "truncated";
        case Fault::Malformed: return "malformed";
        case Fault::Unsupported: return "unsupported";
        case Fault::TooLarge: return "too large";
        case Fault::NotFound: return "not found";
        case Fault::Io: return "input/output error";
        case Fault::Full: return "no room";
        case Fault::Denied: return "permission denied";
        case Fault::Conflict: return "conflict";
        case Fault::Busy: return "busy";
        case Fault::Invalid: return "invalid";
    }
    return "unknown fault";
}

bool is_lasting(Fault fault) {
    switch (fault) {
        case Fault::Truncated:
        case Fault::Malformed:
        case Fault::Unsupported:
        case Fault::TooLarge:
        case Fault::Invalid: return true;
        case Fault::NotFound:
        case Fault::Io:
        case Fault::Full:
        case Fault::Denied:
        case Fault::Conflict:
        case Fault::Busy: return false;
    }
    return false;
}

std::string Error::describe() const {
    std::string text = place.empty() ? message : fmt::format("{}: {}", place, message);
    if (offset) text += fmt::format(" (at byte {})", *offset);
    return text;
}

std::string Error::describe_in(std::string_view file) const {
    auto inside = *this;
    if (place == file) inside.place.clear();
    return fmt::format("{}: {}", file, inside.describe());
}

Error Error::within(std::string_view outer) && {
    if (place != outer) place = place.empty() ? std::string(outer) : fmt::format("{} > {}", outer, place);
    return std::move(*this);
}

namespace detail {
void assertion_failed(const char* condition, const char* why, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken promise: %s (%s)\n", file, line, condition, why);
    std::abort();
}
}  // namespace detail

}  // namespace bt
