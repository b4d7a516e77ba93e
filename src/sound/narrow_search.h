// First pass for songs that sound just as recorded, however soft: narrow bands of sixteen seconds of the episode are laid over every place of every song.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sound/song_set.h"
#include "sound/waves.h"

namespace bt::sound {

constexpr std::int64_t kSearchStretch = 32'000;  ///< samples of Waves: sixteen seconds

/// What of a song may sound over a stretch.
struct NarrowPlace {
    std::uint32_t song = 0;        ///< of the set
    std::int64_t sample = 0;       ///< of the episode, where the stretch begins
    std::int64_t song_sample = 0;  ///< what sounds there, to half of kNarrowStep; below 0 where the song begins later
    float power = 0;               ///< of the correlations in all bands: each has one by chance, on average
};

/// Of each stretch, by the sample at which it begins (a multiple of kNarrowStep), the 96 places of each group of songs that stand out most, twelve of a song at most. Nearly all are chance's: all waves are to be
/// asked next. Costs some 10 ms of processor time a stretch and six hours of songs.
std::vector<NarrowPlace> search_bands(const Waves& episode, std::span<const std::int64_t> stretches, const SongSet& songs);

/// How all waves agree on a stretch, within kNarrowStep of a place.
struct Overlap {
    std::int64_t lag = 0;      ///< samples of the song less the episode's
    std::int8_t polarity = 1;  ///< -1: turned over
    double score = 0;          ///< standard deviations of chance; of all lags together chance reaches 3
    std::int64_t middle = 0;   ///< sample of the episode: of the eight seconds that agree best
};
/// Clear samples, which agree with half of any, where the song is not there.
Overlap overlap_at(const Waves& episode, const Waves& song, const NarrowPlace& place);

}  // namespace bt::sound
