// Pairs of landmarks as search keys: the pitch of the first, the interval to the second, the time between them. The interval survives a change
// of pitch; time is told in narrow cells, of which all are asked that a change of tempo may lead to; and the one thing that does not
// survive, the first pitch, is asked for step by step, so that what a pair says is also said of one change of pitch only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

/// Below kPairKeys.
using PairKey = std::uint32_t;

struct PairKeys {
    static constexpr int kMostFrames = 62;   ///< one second between the two
    static constexpr int kLeastFrames = 2;
    static constexpr int kMostInterval = 31; ///< steps up or down; never none: a note that is held or repeated meets itself anywhere
    static constexpr int kTimeCells = 32;
    static constexpr int kIntervals = 64;
};
constexpr PairKey kPairKeys = 2U * kPitchSteps * PairKeys::kIntervals * PairKeys::kTimeCells;

constexpr PairKey pair_key(Layer layer, int pitch, int interval, int time_cell) {
    return ((static_cast<PairKey>(layer) * kPitchSteps + static_cast<PairKey>(pitch)) * PairKeys::kIntervals +
            static_cast<PairKey>(interval + PairKeys::kMostInterval)) * PairKeys::kTimeCells + static_cast<PairKey>(time_cell);
}

/// The cell of a time between landmarks, kLeastFrames to kMostFrames: one, two or three frames wide.
constexpr int time_cell(int frames) { return frames < 8 ? frames : frames < 24 ? 8 + (frames - 8) / 2 : 16 + (frames - 24) / 3; }
static_assert(time_cell(PairKeys::kMostFrames) < PairKeys::kTimeCells);

/// The cells in which the same pair of a song may lie: five percent faster or slower, and a frame off.
struct TimeCells {
    int first, last;
};
TimeCells similar_time_cells(int frames);

struct LandmarkPair {
    std::uint32_t frame;      ///< of the first
    std::uint8_t pitch;       ///< of the first
    std::int8_t interval;
    std::uint8_t frames;      ///< between them
};

/// Each landmark with the next `fan_out` ones within reach, by the first's frame. `from` and `to` bound the first's place in `landmarks`.
void append_pairs(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int fan_out, std::vector<LandmarkPair>& into);

}  // namespace bt::sound
