// Landmarks are counted that lie at the same place of both, in stretches of ten seconds: one that differs, and what people said of it
// would be wrong without a word, however alike the rest.
//
// Of nine minutes that were encoded once more, as AAC, Opus or MP3 of 32 to 128 kbit/s, 42 to 84 of a hundred landmarks returned in every
// stretch; of another episode of the length 5 at most, of the same one a tenth of a second later 11. With other tags all return.
#include "service/sound/same_sound.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace bt::service {
namespace {

constexpr double kMostApart = 1.0;         // seconds of length: encoders fill their last block
constexpr double kStretchSeconds = 10;
constexpr std::size_t kFewest = 20;        // landmarks that a stretch is told by: half a second of music
constexpr std::size_t kFewestInAll = 100;  // silence is no likeness

std::size_t stretch_of(const sound::Landmark& mark) { return static_cast<std::size_t>(mark.frame * sound::kFrameSeconds / kStretchSeconds); }

/// True when `mark` is among `marks`, by frame, a frame earlier or later.
bool has(std::span<const sound::Landmark> marks, const sound::Landmark& mark) {
    const auto earliest = std::max(mark.frame, 1U) - 1;
    auto at = std::ranges::lower_bound(marks, earliest, {}, &sound::Landmark::frame);
    for (; at != marks.end() && at->frame <= mark.frame + 1; ++at) {
        if (at->pitch == mark.pitch) return true;
    }
    return false;
}

/// True when enough of what stands out of `one` stands out of `other`, in every stretch.
bool returns_in(std::span<const sound::Landmark> one, std::span<const sound::Landmark> other) {
    struct Count {
        std::size_t all = 0, found = 0;
    };
    if (one.size() < kFewestInAll) return false;
    std::vector<Count> counts(stretch_of(one.back()) + 1);
    for (const auto& mark : one) {
        auto& count = counts[stretch_of(mark)];
        ++count.all;
        if (has(other, mark)) ++count.found;
    }
    return std::ranges::all_of(counts, [](const Count& count) { return count.all < kFewest || count.found * 4 >= count.all; });
}

}  // namespace

bool are_same_sound(const sound::Landmarks& one, const sound::Landmarks& other) {
    if (std::abs(one.duration - other.duration) > kMostApart) return false;
    const auto a = one.layer(sound::Layer::Mid), b = other.layer(sound::Layer::Mid);
    return returns_in(a, b) && returns_in(b, a);
}

}  // namespace bt::service
