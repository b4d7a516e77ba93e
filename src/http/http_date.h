// Dates in header fields: RFC 9110 §5.6.7.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bt::http {

/// IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string format_http_date(std::chrono::sys_seconds time);
/// All three forms a recipient must accept: IMF-fixdate, RFC 850, asctime. `now` decides the century of RFC 850's two-digit year.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text, std::chrono::sys_seconds now);

}  // namespace bt::http
