// Parts that chapters name. Discs and encoders call an opening an opening, and writers call the first act of a play so as well.
#pragma once

#include <vector>

#include "sound/parts.h"

namespace bt::sound {

/// Those whose whole name says what they are: of two recaps or intros the first, of what ends an episode the last. None where such a part cannot be, or where voices are heard in what should be an intro or credits.
std::vector<Part> parts_of_chapters(const EpisodeEvidence& episode);

}  // namespace bt::sound
