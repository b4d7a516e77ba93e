#include "sound/triples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "sound/hearing_range.h"
#include "sound/pairs.h"

namespace bt::sound {
namespace {

constexpr int kPitchReach = 3;    // steps: five percent are 2.5
constexpr int kSamePitch = 1;   // steps; a note that is held or repeated says nothing, and says it often
constexpr int kSameTime = 1;      // frames; landmarks so near each other come in either order
constexpr std::uint32_t kSpread = 0x09E3779B;  // odd: a permutation of the keys

constexpr int kPitchCells = kPitchSteps / 2;
constexpr int kTimeCells = 16;    // logarithmic: a change of tempo leads into a neighbour at most

struct Place {
    int interval, frames;
};

/// The cell of a time between landmarks, and the neighbour it is nearest to (itself when in the middle).
struct TimeCell {
    int own, neighbour;
};
TimeCell time_cell_of(int frames) {
    static const auto cells = [] {
        std::array<TimeCell, PairKeys::kMostFrames + 1> made{};
        const double ratio = static_cast<double>(PairKeys::kMostFrames + 1) / PairKeys::kLeastFrames;
        for (int i = PairKeys::kLeastFrames; i <= PairKeys::kMostFrames; ++i) {
            const double place = std::log(static_cast<double>(i) / PairKeys::kLeastFrames) / std::log(ratio) * kTimeCells;
            const int own = std::min(kTimeCells - 1, static_cast<int>(place));
            const double within = place - own;
            const int next = within < 0.35 ? own - 1 : within > 0.65 ? own + 1 : own;
            made[static_cast<std::size_t>(i)] = {own, std::clamp(next, 0, kTimeCells - 1)};
        }
        return made;
    }();
    return cells[static_cast<std::size_t>(frames)];
}

TripleKey key_of(Layer layer, int pitch_cell, const std::int8_t (&intervals)[2], int first_cell, int second_cell) {
    std::uint32_t key = static_cast<std::uint32_t>(layer) << 7 | static_cast<std::uint32_t>(pitch_cell);
    for (const auto interval : intervals) key = key << 6 | static_cast<std::uint32_t>(interval + PairKeys::kMostInterval);
    key = key << 4 | static_cast<std::uint32_t>(first_cell);
    key = key << 4 | static_cast<std::uint32_t>(second_cell);
    return (key * kSpread) & (kTripleKeys - 1);
}
static_assert(kPitchCells <= 128 && PairKeys::kIntervals <= 64 && kTimeCells <= 16 && kTripleKeyBits == 1 + 7 + 6 + 6 + 4 + 4);

}  // namespace

void append_triples(std::span<const Landmark> landmarks, std::size_t from, std::size_t to, int reach, int most, std::vector<LandmarkTriple>& into) {
    std::vector<Place> near;
    for (std::size_t i = from; i < to; ++i) {
        const auto& first = landmarks[i];
        near.clear();
        for (std::size_t j = i + 1; j < landmarks.size() && std::ssize(near) < reach; ++j) {
            const auto frames = static_cast<int>(landmarks[j].frame - first.frame);
            if (frames > PairKeys::kMostFrames) break;
            const int interval = landmarks[j].pitch - first.pitch;
            if (frames >= PairKeys::kLeastFrames && std::abs(interval) > kSamePitch && std::abs(interval) <= PairKeys::kMostInterval) near.push_back({interval, frames});
        }
        int made = 0;
        for (std::size_t second = 1; second < near.size() && made < most; ++second) {
            for (std::size_t first_of_two = 0; first_of_two < second && made < most; ++first_of_two) {
                auto a = near[first_of_two], b = near[second];
                if (std::abs(a.interval - b.interval) <= kSamePitch) continue;
                if (b.frames - a.frames <= kSameTime && b.interval < a.interval) std::swap(a, b);
                into.push_back({first.frame, first.pitch, {static_cast<std::int8_t>(a.interval), static_cast<std::int8_t>(b.interval)},
                                {static_cast<std::uint8_t>(a.frames), static_cast<std::uint8_t>(b.frames)}});
                ++made;
            }
        }
    }
}

TripleKey triple_key(Layer layer, const LandmarkTriple& triple) {
    return key_of(layer, triple.pitch / 2, triple.intervals, time_cell_of(triple.frames[0]).own, time_cell_of(triple.frames[1]).own);
}

void append_similar_keys(Layer layer, const LandmarkTriple& triple, std::vector<TripleKey>& into) {
    const int low = std::max(0, triple.pitch - kPitchReach) / 2;
    const int high = std::min(kPitchSteps - 1, triple.pitch + kPitchReach) / 2;
    const auto first = time_cell_of(triple.frames[0]), second = time_cell_of(triple.frames[1]);
    for (int pitch = low; pitch <= high; ++pitch) {
        for (const int a : {first.own, first.neighbour}) {
            for (const int b : {second.own, second.neighbour}) {
                into.push_back(key_of(layer, pitch, triple.intervals, a, b));
                if (second.own == second.neighbour) break;
            }
            if (first.own == first.neighbour) break;
        }
    }
}

}  // namespace bt::sound
