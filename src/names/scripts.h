// Which letters a folded text is written in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "names/fold.h"

namespace bt::names {

inline constexpr std::size_t kMaxUnits = 40;  ///< of a name or title in the tree of syllables

constexpr bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool is_latin_row(const Words& words);
/// A syllable or a lone initial consonant.
bool has_korean(std::u32string_view text);

/// The units of a Korean name; empty when it holds characters the tree has no use for, or no syllable.
std::u16string units_of(std::u32string_view text);

}  // namespace bt::names
