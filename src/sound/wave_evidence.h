// What waves say about a line that lays a song over an episode sample on sample.
#pragma once

#include "sound/landmark_map.h"
#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

/// Adds to each bin how much more probable it is that the samples of both agree as they do if the song sounds. Samples on which the song agrees
/// with one that has been taken out of the episode do not count. Nothing for a line without waves.
void add_wave_evidence(const LandmarkMap& episode, const Landmarks& song, const Line& line, Evidence& evidence);

}  // namespace bt::sound
