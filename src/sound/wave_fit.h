// A song laid over an episode sample on sample where it plays faster or slower than recorded, as a film does in another country's television.
#pragma once

#include <optional>

#include "sound/line.h"
#include "sound/waves.h"

namespace bt::sound {

struct WaveFit {
    Line line;         ///< the one tried, moved and bent to where most waves agree; with its polarity
    double score = 0;  ///< standard deviations above chance
};

/// The best line near `line` over the episode's frames [from, to): moved by a twentieth of a second, and bent by as much at the ends, at most. Nothing
/// where there are no waves to compare. What is best of some thousand lines has a score of 3.5 by chance.
std::optional<WaveFit> fit_waves(const Waves& heard, const Waves& song, const Line& line, double from, double to);

}  // namespace bt::sound
