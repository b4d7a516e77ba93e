// Is it the whole mix that two stretches have in common, or only what lies under their voices? Rain, or the music of a scene, fills the pauses of any talk and agrees
// there; where the voices are loudest only the same voices do.
#pragma once

#include "sound/landmarks.h"
#include "sound/repeats.h"

namespace bt::sound {

struct Mixture {
    double where_loud = 1;    ///< waves that agree in the loudest cells of either stretch, as a share of those that agree throughout: about 1 in one mix coded anew
    double covered_head = 0;  ///< seconds from the beginning in which they agree far less than behind: something else lies over the music there
};
/// As if it were one mix where waves do not tell.
Mixture mixture_of(const Landmarks& earlier, const Landmarks& later, const Repeat& repeat);

}  // namespace bt::sound
