// The key by which titles and names are sorted: plain bytes compare as people expect, so the database needs no collation.
#pragma once

#include <string>
#include <string_view>

namespace bt::store {

/// Case, accents and width are ignored, numbers compare by value ("#2" before "#10"), a leading "The", "A" or "An" and leading
/// punctuation are dropped. Hangul stays composed: syllables are in dictionary order in Unicode. At most kSortKeyBytes long.
std::string title_sort_key(std::string_view title);
/// The same, with articles kept: for names, and for sort titles that somebody has written.
std::string name_sort_key(std::string_view name);

inline constexpr std::size_t kSortKeyBytes = 256;

}  // namespace bt::store
