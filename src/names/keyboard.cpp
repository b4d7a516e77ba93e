#include "names/keyboard.h"

#include <algorithm>

#include "names/hangul.h"

namespace bt::names {
namespace {

constexpr std::string_view kKeys = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml";
constexpr std::u32string_view kLetters = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
static_assert(kKeys.size() == kLetters.size());

}  // namespace

std::optional<std::u32string> as_korean_keys(std::string_view latin) {
    std::u32string letters;
    for (const char c : latin) {
        auto key = kKeys.find(c);
        // Shift changes few keys: the others write the same with it.
        if (key == kKeys.npos && c >= 'A' && c <= 'Z') key = kKeys.find(static_cast<char>(c - 'A' + 'a'));
        if (key != kKeys.npos) letters += kLetters[key];
        else if (c == ' ') letters += U' ';
        else return std::nullopt;
    }
    auto blocks = compose_typed(letters);
    const auto whole = static_cast<std::size_t>(std::count_if(blocks.begin(), blocks.end(), is_syllable));
    const auto spaces = static_cast<std::size_t>(std::count(blocks.begin(), blocks.end(), U' '));
    const bool has_open_end = !blocks.empty() && !is_syllable(blocks.back()) && blocks.back() != U' ';
    if (whole == 0 || whole + spaces + (has_open_end ? 1 : 0) != blocks.size()) return std::nullopt;
    return blocks;
}

std::optional<std::string> as_latin_keys(std::u32string_view text) {
    std::string out;
    bool has_korean = false;
    for (const char32_t c : typed_letters(text)) {
        const auto key = kLetters.find(c);
        if (key != kLetters.npos) {
            out += kKeys[key];
            has_korean = true;
        } else if (c < 0x80) {
            out += static_cast<char>(c);
        } else {
            return std::nullopt;
        }
    }
    for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return has_korean ? std::optional(out) : std::nullopt;
}

}  // namespace bt::names
