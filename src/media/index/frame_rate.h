// The frame rates there are, recognised in durations that a container has rounded.
#pragma once

#include <optional>

#include "media/index/description.h"

namespace bt::media {

/// Durations are believed to be a rate's own within this part of it: 24 and 24000/1001 differ by a thousandth.
inline constexpr double kFrameRateTolerance = 0.0002;

/// A frame rate of film, television or screens that has frames of about `nanoseconds`: whole numbers, halves up to 15, and
/// n / 1001. Nothing else within kFrameRateTolerance.
std::optional<Rational> recognise_frame_rate(double nanoseconds);

}  // namespace bt::media
