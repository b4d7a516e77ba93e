// A song does not sound over itself: where two cues of one song overlap, one has gone on a little too long, or both are the same.
#pragma once

#include <vector>

#include "sound/episode_sound.h"

namespace bt::sound {

/// `cues` of one episode, by start; they are by start afterwards. Of two of one song that overlap by more than half of the shorter, the surer stays, else
/// the longer; others meet in the middle of what both have, each on its own line.
void let_songs_sound_once_at_a_time(std::vector<SongCue>& cues);

}  // namespace bt::sound
