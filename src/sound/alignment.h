// From a candidate to a line: the exact place, tempo and pitch at which most landmarks of song and episode meet.
#pragma once

#include <optional>

#include "sound/landmarks.h"
#include "sound/line.h"

namespace bt::sound {

struct Alignment {
    Line line;
    double score = 0;  ///< standard deviations above what chance brings to one place
};

/// Sound is bent in three ways: tempo alone, pitch alone, or speed, which is both by the same amount. True for a line that is one of them, or none,
/// to within `slack` steps of pitch. Two songs in one key and of one tempo can be bent onto each other in ways that nobody bends a song.
bool is_a_bend(double rate, double shift, double slack);

/// Changes of pitch that are looked at, in whole steps.
struct Shifts {
    int low, high;
};
constexpr Shifts kAnyShift{-3, 3};
/// Those within a step of one that is known to about a step.
Shifts shifts_near(double shift);

/// The best line through the episode's frames [from, to) on which `song_frame` sounds in the middle, to within `reach` frames, at any tempo and
/// those pitches up to five percent from the song's. Nothing when there is nothing to compare.
std::optional<Alignment> align(const Landmarks& episode, const Landmarks& song, double from, double to, double song_frame, int reach, Shifts shifts = kAnyShift);

}  // namespace bt::sound
