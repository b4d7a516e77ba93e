#include "http/listen_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>

namespace bt::http {

Result<ListenAddress> parse_listen_address(std::string_view text) {
    const auto invalid = [&](std::string_view why) {
        return Error{.fault = Fault::Invalid, .message = fmt::format("listen address \"{}\": {}", text, why)};
    };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return invalid("no port; write 127.0.0.1:8420 or [::1]:8420");
    ListenAddress address;
    const auto digits = text.substr(colon + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
        return invalid("the port is not a number from 0 to 65535");
    }
    auto host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    if (host == "*") host = "::";
    address.host = host;
    in_addr v4{};
    in6_addr v6{};
    const bool is_v4 = ::inet_pton(AF_INET, address.host.c_str(), &v4) == 1;
    const bool is_v6 = ::inet_pton(AF_INET6, address.host.c_str(), &v6) == 1;
    if (!is_v4 && !is_v6) return invalid("the host is not an IP address");
    if (is_v6 && !bracketed && address.host != "::") return invalid("IPv6 addresses are written in brackets");
    if (is_v4 && bracketed) return invalid("brackets are for IPv6 addresses");
    return address;
}

}  // namespace bt::http
