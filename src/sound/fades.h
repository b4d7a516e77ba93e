// Where a song that fades in began, and where one that fades out ends: long before it can be heard, and after.
#pragma once

#include "sound/landmark_map.h"
#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

/// A stretch of an episode, in frames.
struct Sounding {
    double from = 0, to = 0;
};
/// `heard`, with such fades of up to four seconds as its waves tell of. As it is for a line without waves.
Sounding with_fades(const LandmarkMap& episode, const Landmarks& song, const Line& line, const Sounding& heard);

}  // namespace bt::sound
