// The whole answer for the episodes of a season, heard together: what is said of one depends on the others.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "sound/closing_picture.h"
#include "sound/episode_sound.h"
#include "sound/landmarks.h"
#include "sound/parts.h"
#include "sound/song_library.h"

namespace bt::sound {

/// Raised whenever the same landmarks would be answered differently.
constexpr std::uint32_t kAnswerVersion = 19;

struct SeasonEpisode {
    Landmarks landmarks;
    std::vector<NamedSpan> chapters;    ///< as the file names them; none as a rule
    PictureSource* picture = nullptr;   ///< looked at in the last minutes only; nothing: no picture, or nobody to look
};

/// An answer an episode, in order; without loudness and energy, which are measured while listening. Episodes in the order they are told
/// in; a season may be one episode. `own`: songs of the season's own soundtrack, rising, which are looked for however large the library, and named before others'
/// copies of them. Asks `go_on` before each episode. Faults: Busy when that says no.
Result<std::vector<EpisodeSound>> hear_season(std::span<const SeasonEpisode> season, const SongLibrary& songs, std::span<const SongNumber> own, const std::function<bool()>& go_on);

}  // namespace bt::sound
