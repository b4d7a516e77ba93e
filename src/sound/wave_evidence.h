// What waves say about a line that lays a song over an episode sample on sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sound/landmark_map.h"
#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

/// Samples of an episode and of a song on a line that agree, by bins of Evidence.
struct WaveCounts {
    std::int64_t first_bin = 0;
    std::vector<std::int32_t> agreed;   ///< in the bins before each, less those that do not
    std::vector<std::int32_t> counted;  ///< likewise: those that can tell: where both are there, and on which the song differs from what has been taken out of the episode
};
WaveCounts count_waves(const LandmarkMap& episode, const Landmarks& song, const Line& line, std::int64_t first_bin, std::size_t bins);

/// Adds to each bin how much more probable it is that the samples of both agree as they do if the song sounds. Samples on which the song agrees
/// with one that has been taken out of the episode do not count. Nothing for a line without waves.
void add_wave_evidence(const LandmarkMap& episode, const Landmarks& song, const Line& line, Evidence& evidence);

}  // namespace bt::sound
