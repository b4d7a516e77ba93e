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

/// The best line near `line` over the episode's frames [from, to), of which it takes the middle 48 blocks of whole 32 ms: moved by 48 ms at most, and
/// slanted by 20 ms at most at either end. Knows no errors: nothing where there are no waves, or the episode does not hold that stretch (1.5 s at
/// least). By chance the best of these lines has a score of 3.5 to 5.5, seen where the song was not.
std::optional<WaveFit> fit_waves(const Waves& heard, const Waves& song, const Line& line, double from, double to);

}  // namespace bt::sound
