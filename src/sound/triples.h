// Triples of landmarks as search keys, for libraries in which pairs are too common: what a pair says, and where the third one lies.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

/// Below kTripleKeys. Spread evenly over them, whatever music is like.
using TripleKey = std::uint32_t;
constexpr unsigned kTripleKeyBits = 28;
constexpr TripleKey kTripleKeys = 1U << kTripleKeyBits;

struct LandmarkTriple {
    std::uint32_t frame;              ///< of the first
    std::uint8_t pitch;               ///< of the first
    std::int8_t intervals[2];         ///< from the first to the others
    std::uint8_t frames[2];           ///< likewise
};

/// Each landmark with two of the next `reach` ones near it, no two at one pitch: at most `most` triples of the nearest. `from` and `to` bound the first's place
/// in `landmarks`.
void append_triples(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int reach, int most, std::vector<LandmarkTriple>& into);

/// The key under which a song's triple is kept.
TripleKey triple_key(Layer layer, const LandmarkTriple& triple);
/// The keys that a song's triple may have which sounds like this one, at any tempo and pitch to five percent.
void append_similar_keys(Layer layer, const LandmarkTriple& triple, std::vector<TripleKey>& into);

}  // namespace bt::sound
