#include "sound/wave_probe.h"

#include <bit>
#include <cmath>
#include <cstdlib>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kReach = 128;  // samples to either side: four frames
constexpr std::int64_t kLagWords = 2 * kReach / 64;

/// How many samples differ, at each lag of whole words.
BT_COUNTS_BITS void compare(const std::uint64_t* heard, const std::uint64_t* known, std::int64_t words, int* differ) {
    for (std::int64_t lag = 0; lag < kLagWords; ++lag) {
        int sum = 0;
        for (std::int64_t i = 0; i < words; ++i) sum += std::popcount(heard[i] ^ known[i + lag]);
        differ[lag] = sum;
    }
}

}  // namespace

WaveProbe::Found WaveProbe::look(std::uint32_t frame, const Waves& song, std::int64_t song_frame) {
    const auto heard_at = sample_of(frame) - words_ * 32, known_at = sample_of(static_cast<double>(song_frame)) - words_ * 32 - kReach;
    const auto heard = words_ * 64, known = heard + 2 * kReach;
    if (heard_at < 0 || heard_at + heard > size_of(episode_) || known_at < 0 || known_at + known > size_of(song)) return {};
    heard_.resize(static_cast<std::size_t>(words_));
    for (std::int64_t i = 0; i < words_; ++i) heard_[static_cast<std::size_t>(i)] = samples_from(episode_, heard_at + 64 * i);
    known_.resize(static_cast<std::size_t>(words_ + kLagWords));
    const auto half = static_cast<int>(words_ * 32);
    int most = 0;
    std::int64_t best_lag = 0;
    for (std::int64_t bit = 0; bit < 64; ++bit) {
        for (std::int64_t i = 0; i < words_ + kLagWords; ++i) known_[static_cast<std::size_t>(i)] = samples_from(song, known_at + bit + 64 * i);
        int differ[kLagWords];
        compare(heard_.data(), known_.data(), words_, differ);
        for (std::int64_t lag = 0; lag < kLagWords; ++lag) {
            if (std::abs(differ[lag] - half) > most) most = std::abs(differ[lag] - half), best_lag = bit + 64 * lag - kReach;
        }
    }
    return {static_cast<float>(2 * most) / std::sqrt(static_cast<float>(words_ * 64)), best_lag};
}

}  // namespace bt::sound
