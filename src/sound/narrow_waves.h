// Narrow bands of waves, thinned out to a thirty-second of the samples: so little that they can be laid over every place of every song.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sound/waves.h"

namespace bt::sound {

/// 100 to 163 Hz, where voices have little and bass and drums go on under them; 513 to 575 Hz, which a radio in the scene has, too.
constexpr std::size_t kBands = 2;
constexpr std::int64_t kNarrowStep = 32;  ///< samples of Waves from one to the next

/// A sample of a band, moved down to 0. Those of white waves have kNarrowPower.
struct NarrowSample {
    std::int8_t real = 0, imaginary = 0;
};
constexpr float kNarrowPower = 32 * 32;
using NarrowWaves = std::vector<NarrowSample>;

/// As many as whole filters fit: sample n begins at the waves' sample n * kNarrowStep. Takes half a megabyte an hour and band.
using NarrowBands = std::array<NarrowWaves, kBands>;
NarrowBands narrow_bands(const Waves& waves);

}  // namespace bt::sound
