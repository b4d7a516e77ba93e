// Pairs of landmarks as search keys: the pitch of the first, the interval to the second, the time between them. Tolerant by
// construction: the interval survives a change of pitch, coarse logarithmic steps of time survive a change of tempo, and the
// one thing that does not survive, the first pitch, is looked up a few steps up and down.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

/// Below kPairKeys.
using PairKey = std::uint32_t;

struct PairKeys {
    static constexpr int kMostFrames = 62;   ///< one second between the two
    static constexpr int kLeastFrames = 2;
    static constexpr int kMostInterval = 31; ///< steps up or down
    static constexpr int kTimeCells = 16;
    static constexpr int kPitchCells = 96;   ///< two steps each
    static constexpr int kIntervals = 64;
};
constexpr PairKey kPairKeys = 2U * PairKeys::kPitchCells * PairKeys::kIntervals * PairKeys::kTimeCells;

constexpr PairKey pair_key(Layer layer, int pitch_cell, int interval, int time_cell) {
    return ((static_cast<PairKey>(layer) * PairKeys::kPitchCells + static_cast<PairKey>(pitch_cell)) * PairKeys::kIntervals +
            static_cast<PairKey>(interval + PairKeys::kMostInterval)) * PairKeys::kTimeCells + static_cast<PairKey>(time_cell);
}

/// The cell of a time between landmarks, kLeastFrames to kMostFrames, and the neighbour it is nearest to (itself when in the middle).
std::pair<int, int> time_cells(int frames);

struct LandmarkPair {
    std::uint32_t frame;      ///< of the first
    std::uint8_t pitch;       ///< of the first
    std::int8_t interval;
    std::uint8_t frames;      ///< between them
};

/// Each landmark with the next `fan_out` ones within reach, by the first's frame. `from` and `to` bound the first's place in `landmarks`.
void append_pairs(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int fan_out, std::vector<LandmarkPair>& into);

}  // namespace bt::sound
