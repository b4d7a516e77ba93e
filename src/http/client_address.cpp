#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace bt::http {
namespace {

using Address = std::array<std::uint8_t, 16>;  ///< IPv4 as ::ffff:a.b.c.d

constexpr std::array<std::uint8_t, 12> kMappedV4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<Address> read_address(std::string_view text) {
    const std::string name(text.substr(0, text.find('%')));
    if (name.find('\0') != std::string::npos) return std::nullopt;  // where inet_pton would stop reading
    Address address{};
    if (::inet_pton(AF_INET6, name.c_str(), address.data()) == 1) return address;
    std::copy(kMappedV4.begin(), kMappedV4.end(), address.begin());
    if (name.size() == text.size() && ::inet_pton(AF_INET, name.c_str(), address.data() + kMappedV4.size()) == 1) return address;
    return std::nullopt;
}

/// The address alone of "192.0.2.7", "192.0.2.7:80", "[2001:db8::7]:80", "2001:db8::7"; empty when it is none.
std::string address_of_node(std::string_view node) {
    if (node.starts_with('[')) {
        const auto end = node.find(']');
        if (end == std::string_view::npos || (end + 1 < node.size() && node[end + 1] != ':')) return {};
        node = node.substr(1, end - 1);
    } else if (std::ranges::count(node, ':') == 1) {
        node = node.substr(0, node.find(':'));
    }
    return read_address(node) ? std::string(node) : std::string();
}

/// Takes the value in front of `text`, a token or a quoted string. Nothing when a quote is not closed.
std::optional<std::string> take_value(std::string_view& text) {
    std::string value;
    if (!text.starts_with('"')) {
        value = text.substr(0, text.find(';'));
        text.remove_prefix(value.size());
        return std::string(trim(value));
    }
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"') {
            text = trim(text.substr(at + 1));
            return value;
        }
        if (text[at] == '\\' && ++at == text.size()) break;
        value += text[at];
    }
    return std::nullopt;
}

/// The node of the one "for" among the pairs of a Forwarded element (RFC 7239 §4); empty when there is none, or more, or no pairs.
std::string for_in(std::string_view element) {
    std::string node;
    while (!element.empty()) {
        const auto equals = element.find('=');
        if (equals == std::string_view::npos) return {};
        const auto name = trim(element.substr(0, equals));
        element = trim(element.substr(equals + 1));
        const auto value = take_value(element);
        if (!value || (!element.empty() && !element.starts_with(';'))) return {};
        if (!element.empty()) element = trim(element.substr(1));
        if (!equals_ignoring_ascii_case(name, "for")) continue;
        if (!node.empty()) return {};
        node = *value;
    }
    return node;
}

/// The last address in the field that is not at home, or the first of all when they all are.
std::string client_in(std::string_view field, std::string_view value) {
    auto elements = list_elements(value);
    std::string client;
    for (; !elements.empty(); elements.pop_back()) {
        client = address_of_node(field == "Forwarded" ? for_in(elements.back()) : std::string(elements.back()));
        if (!is_home_address(client)) break;
    }
    return client;
}

}  // namespace

bool is_home_address(std::string_view text) {
    const auto address = read_address(text);
    if (!address) return false;
    const auto& a = *address;
    if (std::equal(kMappedV4.begin(), kMappedV4.end(), a.begin())) {
        const int first = a[12], second = a[13];
        return first == 127 || first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168) || (first == 169 && second == 254);
    }
    constexpr Address kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return a == kLoopback || (a[0] & 0xfe) == 0xfc || (a[0] == 0xfe && (a[1] & 0xc0) == 0x80);
}

std::string client_address(const Request& request) {
    std::string client = request.peer;
    for (const std::string_view field : {"Forwarded", "X-Forwarded-For", "X-Real-IP"}) {
        if (!is_home_address(client)) break;
        if (const auto value = request.headers.joined(field)) client = client_in(field, *value);
    }
    return client;
}

}  // namespace bt::http
