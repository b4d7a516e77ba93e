// How much of what sounds is a song, second by second: alone, or under voices.
#pragma once

#include "sound/landmarks.h"
#include "sound/line.h"
#include "sound/parts.h"

namespace bt::sound {

/// The song on its line, over `span` of the episode.
SongPresence presence_of(const Landmarks& episode, const Landmarks& song, const Line& line, const Span& span);

}  // namespace bt::sound
