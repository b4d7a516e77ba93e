// Music is made of bars that come again: within a song, and wherever else it sounds.
#pragma once

#include <span>
#include <vector>

#include "sound/repeats.h"

namespace bt::sound {

/// Without the repeats that say no more than longer ones of the same music do: a bar of a song that is here and a minute later in the other episode,
/// where the whole song is in both. `episodes` are those of find_repeats(). Knows no errors; where there are no waves nothing is left out.
std::vector<Repeat> without_bars(std::span<const Landmarks* const> episodes, std::vector<Repeat> repeats);

}  // namespace bt::sound
