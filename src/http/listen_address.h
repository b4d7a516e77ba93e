// "host:port" as operators write it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bt::http {

struct ListenAddress {
    std::string host;  ///< an IPv4 or IPv6 literal, without brackets
    std::uint16_t port = 0;
};

/// "127.0.0.1:8420", "[::1]:0", "localhost:80" (127.0.0.1), "*:80" (every address). Faults: Invalid.
Result<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace bt::http
