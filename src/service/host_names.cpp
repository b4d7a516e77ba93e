#include "service/host_names.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bt::service {
namespace {

bool is_address(const std::string& name) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return ::inet_pton(AF_INET, name.c_str(), address.data()) == 1 || ::inet_pton(AF_INET6, name.c_str(), address.data()) == 1;
}

/// The name alone, in lower case: without port, brackets, a zone, or the dot that ends a whole name.
std::string name_in(std::string_view host) {
    if (host.starts_with('[')) {
        host = host.substr(1, host.find(']') - 1);
        return ascii_lower(host.substr(0, host.find('%')));
    }
    host = host.substr(0, host.find(':'));
    if (host.ends_with('.')) host.remove_suffix(1);
    return ascii_lower(host);
}

}  // namespace

HostNames::HostNames(const std::vector<std::string>& further, std::string_view machine) {
    for (const auto& name : further) {
        any_ = any_ || name == "*";
        names_.push_back(name_in(name));
    }
    const std::string own = ascii_lower(machine);
    if (own.empty()) return;
    names_.push_back(own);
    // What routers and mDNS put behind it; none of these can be bought (RFC 6762, RFC 8375, ICANN's list of reserved names).
    for (const char* local : {".local", ".lan", ".home.arpa"}) names_.push_back(own.substr(0, own.find('.')) + local);
}

bool HostNames::has(std::string_view host) const {
    const std::string name = name_in(host);
    return any_ || is_address(name) || name == "localhost" || name.ends_with(".localhost") || std::ranges::find(names_, name) != names_.end();
}

std::string machine_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

}  // namespace bt::service
