// First pass for songs that sound at their own pitch, at any tempo: where most landmarks of the episode have one of the song in their places, each
// counted by itself. Pairs of landmarks (candidates.h) are looked up in a moment, but under voices few of them are left whole; this tries
// every place of every song.
#pragma once

#include <vector>

#include "sound/candidates.h"
#include "sound/landmarks.h"
#include "sound/song_set.h"

namespace bt::sound {

/// By stretch of eight seconds, every two seconds: the best few of each group of songs. Songs are numbered as they are in the set.
std::vector<Candidate> find_meetings(const Landmarks& episode, const SongSet& songs);

}  // namespace bt::sound
