#include "names/scripts.h"

#include <algorithm>

#include "names/hangul.h"

namespace bt::names {

bool is_latin_row(const Words& words) {
    return std::all_of(words.begin(), words.end(), [](const auto& word) { return std::all_of(word.begin(), word.end(), is_latin); });
}

bool has_korean(std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return is_syllable(c) || lone_initial(c).has_value(); });
}

std::u16string units_of(std::u32string_view text) {
    std::u16string units;
    bool has_syllable = false;
    for (const char32_t c : text) {
        if (!is_syllable(c) && !is_latin(c)) return {};
        has_syllable = has_syllable || is_syllable(c);
        units += static_cast<char16_t>(c);
    }
    if (units.size() > kMaxUnits) units.resize(kMaxUnits);
    return has_syllable ? units : std::u16string{};
}

}  // namespace bt::names
