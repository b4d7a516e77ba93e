#include "names/han.h"

namespace bt::names {

std::string_view mandarin_reading(char32_t c) { return is_han(c) ? han_table::kSyllables[han_table::kRows[c - han_table::kFirst].mandarin] : std::string_view{}; }
std::string_view cantonese_reading(char32_t c) { return is_han(c) ? han_table::kSyllables[han_table::kRows[c - han_table::kFirst].cantonese] : std::string_view{}; }
char16_t korean_reading(char32_t c) { return is_han(c) ? han_table::kRows[c - han_table::kFirst].hangul : u'\0'; }

}  // namespace bt::names
