#include "sound/triples.h"

#include <algorithm>
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

struct Place {
    int interval, frames;
};

TripleKey key_of(Layer layer, int pitch_cell, const std::int8_t (&intervals)[2], int first_cell, int second_cell) {
    std::uint32_t key = static_cast<std::uint32_t>(layer) << 7 | static_cast<std::uint32_t>(pitch_cell);
    for (const auto interval : intervals) key = key << 6 | static_cast<std::uint32_t>(interval + PairKeys::kMostInterval);
    key = key << 4 | static_cast<std::uint32_t>(first_cell);
    key = key << 4 | static_cast<std::uint32_t>(second_cell);
    return (key * kSpread) & (kTripleKeys - 1);
}
static_assert(PairKeys::kPitchCells <= 128 && PairKeys::kIntervals <= 64 && PairKeys::kTimeCells <= 16 && kTripleKeyBits == 1 + 7 + 6 + 6 + 4 + 4);

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
    return key_of(layer, triple.pitch / 2, triple.intervals, time_cells(triple.frames[0]).first, time_cells(triple.frames[1]).first);
}

void append_similar_keys(Layer layer, const LandmarkTriple& triple, std::vector<TripleKey>& into) {
    const int low = std::max(0, triple.pitch - kPitchReach) / 2;
    const int high = std::min(kPitchSteps - 1, triple.pitch + kPitchReach) / 2;
    const auto first = time_cells(triple.frames[0]), second = time_cells(triple.frames[1]);
    for (int pitch = low; pitch <= high; ++pitch) {
        for (const int a : {first.first, first.second}) {
            for (const int b : {second.first, second.second}) {
                into.push_back(key_of(layer, pitch, triple.intervals, a, b));
                if (second.first == second.second) break;
            }
            if (first.first == first.second) break;
        }
    }
}

}  // namespace bt::sound
