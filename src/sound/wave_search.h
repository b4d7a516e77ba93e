// Looks for two seconds of one recording anywhere in another, by correlating their waves: finds what a music bed as loud as the voices has left no landmarks of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sound/waves.h"

namespace bt::sound {

struct WavePlace {
    std::int64_t sample = 0;  ///< where the window begins in the other recording
    double score = 0;         ///< standard deviations of chance; the best of an hour by chance has 5.5
};

constexpr std::int64_t kSearchWindow = 4'096;  ///< samples

/// Of each window of `here`, by its first sample, the place in `there` that agrees best, if one stands out. Costs some 25 ms of processor time a window
/// and hour of `there`.
std::vector<std::optional<WavePlace>> search_waves(const Waves& here, std::span<const std::int64_t> windows, const Waves& there);

}  // namespace bt::sound
