// Header fields of a request or response, in the order they came: RFC 9110 §5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bt::http {

struct Header {
    std::string name;
    std::string value;
    friend bool operator==(const Header&, const Header&) = default;
};

/// A short list: look-up walks it and compares names without regard to ASCII case.
class Headers {
public:
    /// Appends a field, also when there is one of that name.
    void add(std::string_view name, std::string_view value);
    /// Replaces every field of that name by this one.
    void set(std::string_view name, std::string_view value);
    void remove(std::string_view name);

    /// The first field of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    bool has(std::string_view name) const { return find(name).has_value(); }
    /// All fields of that name joined by ", " (RFC 9110 §5.3); nothing when there is none.
    std::optional<std::string> joined(std::string_view name) const;
    std::size_t count(std::string_view name) const;

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    std::size_t size() const { return fields_.size(); }

private:
    std::vector<Header> fields_;
};

/// The elements of a comma-separated list, trimmed, without empty ones (RFC 9110 §5.6.1). Commas inside quotes do not separate.
std::vector<std::string_view> list_elements(std::string_view value);

}  // namespace bt::http
