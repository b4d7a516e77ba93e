// Waves of chance, and of what lies under it.
#pragma once

#include <cstdint>
#include <random>

#include "sound/waves.h"

namespace bt::sound {

inline Waves noise(double seconds, unsigned seed) {
    std::mt19937_64 random(seed);
    Waves made(static_cast<std::size_t>(seconds * kWaveRate / 64));
    for (auto& word : made) word = random();
    return made;
}

/// `words` of `from` in `into`; a quarter of the samples, `seed` says which, is the same, or the opposite where `turned`.
inline void lay(const Waves& from, std::int64_t sample, Waves& into, std::int64_t at, std::int64_t words, bool turned = false, unsigned seed = 7) {
    std::mt19937_64 random(seed);
    for (std::int64_t i = 0; i < words; ++i) {
        auto& word = into[static_cast<std::size_t>(at / 64 + i)];
        const auto mask = random() & random();
        const auto ours = samples_from(from, sample + 64 * i);
        word = (word & ~mask) | ((turned ? ~ours : ours) & mask);
    }
}

}  // namespace bt::sound
