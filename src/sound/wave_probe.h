// A first look at waves, where landmarks say little: does one recording's wave lie under a second or more of another, within a few hundredths of a second of a
// place? A correlation over all of a stretch (overlay.h), or a walk from there (wave_match.h), then tells for certain.
#pragma once

#include <cstdint>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

class WaveProbe {
public:
    /// Of `words` times 64 samples of the episode, which must outlive it.
    WaveProbe(const Landmarks& episode, std::int64_t words) : episode_(episode.waves), words_(words) {}

    /// How far the best lag stands out of chance, in standard deviations of one; of all lags together chance reaches 3.5. 0 where either has no waves for so long.
    struct Found {
        float score = 0;
        std::int64_t lag = 0;  ///< samples of the song behind its frame
    };
    /// Around the episode's frame, the song's frame on it to within four frames.
    Found look(std::uint32_t frame, const Waves& song, std::int64_t song_frame);

private:
    const Waves& episode_;
    std::int64_t words_;
    std::vector<std::uint64_t> heard_, known_;
};

}  // namespace bt::sound
