// Which songs of a library take part: all of a small one; of a large one the season's own, and those that a first, selective pass says may sound in it.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "sound/landmarks.h"
#include "sound/song_library.h"

namespace bt::sound {

/// Seconds of music that are compared whole; larger libraries need triples().
constexpr double kCompareWhole = 12 * 3'600;
/// Of a larger one so many take part.
constexpr double kTakePart = 8 * 3'600;

/// Rising. Of a large library `own`, the season's own soundtrack, and then the most likely songs, kTakePart of music at most. Asks `go_on`
/// before each episode. Faults: Busy.
Result<std::vector<SongNumber>> choose_songs(std::span<const Landmarks* const> episodes, const SongLibrary& library, std::span<const SongNumber> own, const std::function<bool()>& go_on);

}  // namespace bt::sound
