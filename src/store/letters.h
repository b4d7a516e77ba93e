// The letters under which titles stand in a long list: what a reader jumps by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bt::store {

/// Sort keys (sort_key.h) from `from` up to, not including, `to`; an empty `to`: to the end.
struct Letter {
    std::string name;
    std::string from, to;
};

/// Every letter, in the order of the list: "#" (digits and signs), "A" to "Z", "*" (other scripts), "ㄱ" to "ㅎ" (the initial consonant
/// of the first syllable, a doubled one with the plain one), "~" (what Unicode has after Hangul).
const std::vector<Letter>& letters();

/// Null for anything that is no letter's name.
const Letter* find_letter(std::string_view name);

}  // namespace bt::store
