// What a page needs of a picture before it has come: its colour and its shape.
#pragma once

#include <optional>
#include <string>

#include "transcode/picture.h"

namespace bt::transcode {

/// The hue of its colours, 0 to 359 degrees of OKLCH: the mean of all pixels, each counting by its chroma; those of a chroma below
/// 0.03 look grey and do not count, nor do pixels that let more through than they show. Nothing for a grey picture.
std::optional<int> accent_hue(const Picture& picture);

/// The picture in twenty to thirty bytes, as ThumbHash (evanw.github.io/thumbhash) writes them, in base64. Of at most 100 x 100 pixels.
std::string thumbhash(const Picture& picture);

}  // namespace bt::transcode
