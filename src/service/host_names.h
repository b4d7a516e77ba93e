// The names this server answers to. A browser sends the name it was given: one that nobody gave us means that some page let its own
// name lead here (DNS rebinding), to read and write as if it were ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bt::service {

class HostNames {
public:
    /// Always: literal addresses, localhost and names below it, the machine's name, alone or with ".local", ".lan" or ".home.arpa"
    /// behind it. `further` as they are written in a browser, without port; "*" takes any name.
    explicit HostNames(const std::vector<std::string>& further, std::string_view machine);

    /// `host` as in the Host field: "tv.example:8420", "[::1]:8420".
    bool has(std::string_view host) const;

private:
    std::vector<std::string> names_;
    bool any_ = false;
};

/// The machine's own name; empty when it has none.
std::string machine_name();

}  // namespace bt::service
