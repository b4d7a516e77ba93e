// A correction in one line for people: what was said, of which music or part, and where.
#pragma once

#include <string>

#include "domain/corrections.h"
#include "store/sound_reader.h"

namespace bt::service {

/// "move Rain 60.00-120.00 to 61.00-119.00", "delete [credits] 3000.00-3100.00"; times in seconds, as --at takes them. `view` names the music.
std::string describe(const domain::Correction& correction, const store::SoundView& view);

}  // namespace bt::service
