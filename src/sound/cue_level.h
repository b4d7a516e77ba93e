// How loud a song is in an episode.
#pragma once

#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

/// Music to everything else, in dB between -40 and 40, over the episode's frames [from, to) of the line. The song's own loudness is known;
/// the landmarks both share say how much softer it plays here.
double cue_level(const Landmarks& episode, const Landmarks& song, const Line& line, double from, double to);

}  // namespace bt::sound
