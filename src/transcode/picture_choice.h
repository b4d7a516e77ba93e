// Which of some pictures of films shows most, and which part of one.
#pragma once

#include "transcode/picture.h"

namespace bt::transcode {

/// How much there is to see: 0 for a plain surface, some 8 for a bright street. The entropy of its brightness in 64 steps, and its colours (Hasler and
/// Süsstrunk, Measuring colourfulness in natural images, 2003), less where most of it lies in the dark or in glare, as of fades and of words on black.
double interest(const Picture& picture);

/// Without black bars above and below, or at both sides, as wide films have them in narrower pictures: of nearly the same width, and no more than two fifths
/// of the picture together. A dark picture stays as it is.
Picture without_bars(const Picture& picture);

/// The upright part, two thirds as wide as it is high, that has most detail. A picture that is no wider stays as it is.
Picture upright_part(const Picture& picture);

}  // namespace bt::transcode
