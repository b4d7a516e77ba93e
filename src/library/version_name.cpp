#include "library/version_name.h"

#include <algorithm>

#include "base/text.h"
#include "library/number_words.h"
#include "library/text.h"

namespace bt::library {

std::string common_beginning(const std::vector<std::string>& stems) {
    if (stems.empty()) return {};
    std::size_t length = stems.front().size();
    for (const auto& other : stems) {
        std::size_t same = 0;
        while (same < std::min(length, other.size()) && stems.front()[same] == other[same]) ++same;
        length = same;
    }
    // Not inside a word of any of them.
    const auto splits_a_word = [&](std::size_t at) {
        return std::ranges::any_of(stems, [&](const std::string& s) {
            return at > 0 && at < s.size() && !is_separator(s[at - 1]) && s[at - 1] != '[' && s[at - 1] != '(' && !is_separator(s[at]) &&
                   s[at] != '[' && s[at] != '(';
        });
    };
    while (length > 0 && splits_a_word(length)) --length;
    return stems.front().substr(0, length);
}

std::string version_label(std::string_view name_stem, std::string_view common) {
    if (!name_stem.starts_with(common)) return std::string(name_stem);
    std::string rest(name_stem.substr(common.size()));
    std::erase_if(rest, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')' || c == '{' || c == '}'; });
    return clean_title(rest);
}

int stated_resolution(std::string_view name_stem) {
    const std::string lower = ascii_lower(name_stem);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (!starts_word(lower, i)) continue;
        const auto number = digits_at(lower, i);
        if (!number) continue;
        if (number->value == 4 && number->end < lower.size() && lower[number->end] == 'k' && ends_word(lower, number->end + 1)) return 2160;
        if (number->value >= 144 && number->value <= 4320 && is_resolution_suffix(lower, number->end)) return number->value;
    }
    return 0;
}

}  // namespace bt::library
