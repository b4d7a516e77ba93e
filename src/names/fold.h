// Text as it is compared: one Unicode form (NFKC), one case, no accents, cut into words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bt::names {

/// Words of letters and digits. Hangul is in blocks, lone jamo in the U+1100 block.
using Words = std::vector<std::u32string>;

/// At most this many characters of a query or name are looked at: enough for the longest title, little enough to bound every search.
inline constexpr std::size_t kMaxFolded = 160;

/// Any bytes: ill-formed UTF-8 separates words. Apostrophes join ("O'Neill" is "oneill"); everything else that is neither letter nor
/// digit separates.
Words fold(std::string_view text);
std::u32string join(const Words& words);
std::string to_utf8(std::u32string_view text);
/// Code points of well-formed UTF-8; ill-formed bytes become U+FFFD.
std::u32string to_utf32(std::string_view text);

}  // namespace bt::names
