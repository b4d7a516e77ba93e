#include "http/headers.h"

#include <algorithm>

#include "base/text.h"

namespace bt::http {

void Headers::add(std::string_view name, std::string_view value) {
    fields_.push_back({std::string(name), std::string(value)});
}

void Headers::set(std::string_view name, std::string_view value) {
    remove(name);
    add(name, value);
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Header& field) { return equals_ignoring_ascii_case(field.name, name); });
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const auto& field : fields_) {
        if (equals_ignoring_ascii_case(field.name, name)) return field.value;
    }
    return std::nullopt;
}

std::optional<std::string> Headers::joined(std::string_view name) const {
    std::optional<std::string> all;
    for (const auto& field : fields_) {
        if (!equals_ignoring_ascii_case(field.name, name)) continue;
        if (all) {
            all->append(", ").append(field.value);
        } else {
            all = field.value;
        }
    }
    return all;
}

std::size_t Headers::count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        begin(), end(), [&](const Header& field) { return equals_ignoring_ascii_case(field.name, name); }));
}

std::vector<std::string_view> list_elements(std::string_view value) {
    std::vector<std::string_view> elements;
    const auto keep = [&](std::string_view element) {
        element = trim(element);
        if (!element.empty()) elements.push_back(element);
    };
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (quoted && value[i] == '\\') {
            ++i;
        } else if (value[i] == '"') {
            quoted = !quoted;
        } else if (value[i] == ',' && !quoted) {
            keep(value.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    keep(value.substr(begin));
    return elements;
}

}  // namespace bt::http
