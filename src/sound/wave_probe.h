// A first look at waves, where landmarks say little: does a song's wave lie under three seconds of the episode, within a few hundredths of a second of a
// place? A correlation over all of a stretch (overlay.h) then tells for certain.
#pragma once

#include <cstdint>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

class WaveProbe {
public:
    /// `episode` must outlive it.
    explicit WaveProbe(const Landmarks& episode) : episode_(episode.waves) {}

    /// Around the episode's frame, the song's frame on it to within four frames: how far the best lag stands out of chance, in standard deviations of one;
    /// of all lags together chance reaches 3.5. 0 where either has no waves for so long.
    float look(std::uint32_t frame, const Waves& song, std::int64_t song_frame);

private:
    const Waves& episode_;
    std::vector<std::uint64_t> heard_, known_;
};

}  // namespace bt::sound
