// How Chinese characters are read: Unicode's Unihan database, made into a table when the program is built.
#pragma once

#include <cstdint>
#include <string_view>

namespace bt::names {

namespace han_table {
struct Row {
    std::uint16_t mandarin, cantonese;  ///< places in kSyllables; 0 for none
    char16_t hangul;                    ///< 0 for none
};
inline constexpr char32_t kFirst = 0x3400, kLast = 0x9FFF;
extern const char* const kSyllables[];
extern const Row kRows[];
}  // namespace han_table

constexpr bool is_han(char32_t c) { return c >= han_table::kFirst && c <= han_table::kLast; }

/// The commonest reading of a character, without tone; empty when it has none, or for any other character.
std::string_view mandarin_reading(char32_t c);   ///< pinyin, ü as v
std::string_view cantonese_reading(char32_t c);  ///< Jyutping
/// As Koreans read it, not at the beginning of a word: 梁 is 량. 0 when they do not.
char16_t korean_reading(char32_t c);

}  // namespace bt::names
