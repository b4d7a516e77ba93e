// Who sent a request, where a proxy may have passed it on.
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"

namespace bt::http {

/// Whether an address is on this machine or in a private network: loopback, link-local, RFC 1918, RFC 4193. An IPv6 address may have its
/// zone behind it. What is no address is not.
bool is_home_address(std::string_view address);

/// The client's address: the peer's; but where that is a home address it may be a proxy, and the last address counts that fields name; where
/// that is one at home, too, it may be a further proxy, and the one before it counts, and so on. What stands before an address from afar,
/// anybody may have written. Forwarded (RFC 7239), X-Forwarded-For and X-Real-IP are read; where there is more than one of them, an address
/// from afar in any counts, for a proxy passes on untouched those it does not write.
/// Empty when what comes to count is no address: "unknown", a pseudonym, or nonsense.
std::string client_address(const Request& request);

}  // namespace bt::http
