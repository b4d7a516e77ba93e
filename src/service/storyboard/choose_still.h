// The picture a film is shown by where nobody gave it one: of its beginning, so that it gives little away, the key frame with most to see.
#pragma once

#include "base/result.h"
#include "domain/series.h"
#include "media/index/media_file.h"

namespace bt::service {

/// Decodes some twenty key frames at most, small. The content of its facts is left to the caller. Faults: Unsupported when no picture of it can be decoded.
Result<domain::ChosenStill> choose_still(const media::MediaFile& film);

}  // namespace bt::service
