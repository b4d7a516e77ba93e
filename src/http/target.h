// The request target: RFC 9112 §3.2, RFC 3986 §3.3 and §3.4, decoded strictly.
//
// Whatever could name the same thing in two ways is refused rather than repaired, so that a check made on the decoded path holds
// for the file or row looked up with it: bad percent escapes, ill-formed UTF-8, control characters, "." and ".." segments (also
// escaped), and escaped slashes (%2F, %5C) inside a segment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bt::http {

struct QueryParameter {
    std::string name;
    std::string value;
    friend bool operator==(const QueryParameter&, const QueryParameter&) = default;
};

struct Target {
    std::string path = "/";  ///< decoded UTF-8, begins with '/'; "*" for the asterisk form
    std::vector<QueryParameter> query;
    std::string authority;   ///< of the absolute form, as received: "host:8420"; empty for the others
};

inline constexpr std::size_t kMaxQueryParameters = 100;

/// Reads the origin form ("/a/b?x=1"), the absolute form ("http://host/a") and "*". Faults: Malformed; TooLarge beyond
/// kMaxQueryParameters.
Result<Target> parse_target(std::string_view text);

/// Resolves %XX; in a query also '+', which stands for a space (WHATWG URL §5.1). Nothing when an escape is broken.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

}  // namespace bt::http
