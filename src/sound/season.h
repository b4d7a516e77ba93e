// The episodes of a season heard together: what only their likeness to each other tells, parts and themes.
#pragma once

#include <span>
#include <vector>

#include "sound/closing_picture.h"
#include "sound/cue_finder.h"
#include "sound/landmarks.h"
#include "sound/parts.h"
#include "sound/song_library.h"

namespace bt::sound {

/// What is known of an episode by itself. Borrowed, but for the chapters.
struct KnownEpisode {
    const Landmarks* landmarks = nullptr;
    std::span<const FoundCue> cues;
    std::vector<NamedSpan> chapters;
    PictureSource* picture = nullptr;   ///< nothing: no picture, or nobody to look at it
};

struct SeasonAnswer {
    std::vector<Part> parts;
    std::vector<ThemeCue> themes;
};

/// An answer for each episode. `season` is in the order it is told in; a season may be one episode.
std::vector<SeasonAnswer> hear_season(std::span<const KnownEpisode> season, const SongLibrary& songs);

}  // namespace bt::sound
