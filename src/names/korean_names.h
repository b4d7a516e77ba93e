// Which family names and given-name syllables are common in Korea: for reading Latin names back into Hangul, and for inventing names.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "names/latin_lattice.h"

namespace bt::names {

struct WeightedSyllable {
    char16_t syllable = 0;
    std::uint16_t weight = 0;  ///< how often, beside the others of the list
};
std::span<const WeightedSyllable> common_surnames();
/// The syllables of given names, by place: first or second.
std::span<const WeightedSyllable> common_given(bool second);

/// `count` invented Korean names of three syllables, the same for the same seed.
std::vector<std::u16string> invent_names(std::size_t count, std::uint64_t seed);

/// How much rarer a Korean name is than the commonest, as a cost: the sum over its syllables.
Cost rarity_of(std::u16string_view name);

struct Reading {
    std::u16string units;
    Cost cost = 0;
};
/// The likeliest Hangul behind a Latin name, the best first, at most `limit`; nothing when it does not read as a Korean name.
std::vector<Reading> read_latin_name(const LatinLattice& name, std::size_t limit);

}  // namespace bt::names
