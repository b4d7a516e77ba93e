// Which song sounds when: the whole way from an episode's landmarks to its cues.
#pragma once

#include <vector>

#include "sound/episode_sound.h"
#include "sound/landmarks.h"
#include "sound/line.h"
#include "sound/song_set.h"

namespace bt::sound {

/// A cue with what it was judged by.
struct FoundCue {
    SongCue cue;
    Span heard;         ///< of its span: without fades that are too soft to hear
    Line line;          ///< where each landmark of the song lies in the episode
    double score = 0;   ///< summed log-likelihood ratio, nats
};

/// By start. The same for the same episode and songs, whatever the order of the songs but for ties.
std::vector<FoundCue> find_cues(const Landmarks& episode, const SongSet& songs);

}  // namespace bt::sound
