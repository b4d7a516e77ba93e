// Which song sounds when: the whole way from an episode's landmarks to its cues.
#pragma once

#include <span>
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

/// By start. The same for the same episode and songs, whatever the order of the songs but for ties. `speeds`: at which songs are known to play in the season, other than as
/// recorded; what plays at them is looked for as closely as what does not.
std::vector<FoundCue> find_cues(const Landmarks& episode, const SongSet& songs, std::span<const double> speeds = {});

}  // namespace bt::sound
