// Text typed while the keyboard was in the other mode: "rmatofhr" is 금새록 on the two-set layout (KS X 5002), and "ㅏㄷㅕㅡ" is "keum".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bt::names {

/// What the keys would have written in Korean mode; nothing unless every letter falls into a whole block (the last one may be half
/// typed). Case counts: Shift writes ㄲ, ㄸ, ㅃ, ㅆ, ㅉ, ㅒ, ㅖ.
std::optional<std::u32string> as_korean_keys(std::string_view latin);
/// What the keys would have written in Latin mode; nothing when `text` holds no Korean letter. Lower case.
std::optional<std::string> as_latin_keys(std::u32string_view text);

}  // namespace bt::names
