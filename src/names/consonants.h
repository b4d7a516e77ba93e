// A word's consonants by class, the vowels left out: where loan words in Hangul and their originals meet.
#pragma once

#include <string>
#include <string_view>

namespace bt::names {

/// "soundtrack2" and 사운드트랙2 are both "SNTLK2". Letters of other scripts are left out.
std::u32string consonants(std::u32string_view folded);
/// How a foreign name sounds in Hangul: its consonants, marked so that Korean names of the same consonants are left alone.
std::u32string foreign_sound(std::u32string_view folded);

}  // namespace bt::names
