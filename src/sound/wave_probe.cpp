#include "sound/wave_probe.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kReach = 128;  // samples to either side: four frames
constexpr std::int64_t kWords = 96;
constexpr std::int64_t kLagWords = 2 * kReach / 64;

/// Where fewest and most samples differ, over all lags of whole words.
struct Extremes {
    int least, most;
};
BT_COUNTS_BITS void compare(const std::uint64_t* heard, const std::uint64_t* known, Extremes& extremes) {
    for (std::int64_t lag = 0; lag < kLagWords; ++lag) {
        int differ = 0;
        for (std::int64_t i = 0; i < kWords; ++i) differ += std::popcount(heard[i] ^ known[i + lag]);
        extremes.least = std::min(extremes.least, differ);
        extremes.most = std::max(extremes.most, differ);
    }
}

}  // namespace

float WaveProbe::look(std::uint32_t frame, const Waves& song, std::int64_t song_frame) {
    const auto heard_at = sample_of(frame) - kWords * 32, known_at = sample_of(static_cast<double>(song_frame)) - kWords * 32 - kReach;
    constexpr std::int64_t kHeard = kWords * 64, kKnown = kHeard + 2 * kReach;
    if (heard_at < 0 || heard_at + kHeard > size_of(episode_) || known_at < 0 || known_at + kKnown > size_of(song)) return 0;
    heard_.resize(kWords);
    for (std::int64_t i = 0; i < kWords; ++i) heard_[static_cast<std::size_t>(i)] = samples_from(episode_, heard_at + 64 * i);
    known_.resize(kWords + kLagWords);
    Extremes extremes{kWords * 64, 0};
    for (std::int64_t bit = 0; bit < 64; ++bit) {
        for (std::int64_t i = 0; i < kWords + kLagWords; ++i) known_[static_cast<std::size_t>(i)] = samples_from(song, known_at + bit + 64 * i);
        compare(heard_.data(), known_.data(), extremes);
    }
    constexpr int kHalf = kWords * 32;
    const auto away = std::max(kHalf - extremes.least, extremes.most - kHalf);
    return static_cast<float>(2 * away) / std::sqrt(static_cast<float>(kWords * 64));
}

}  // namespace bt::sound
