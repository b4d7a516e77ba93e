// What only a track's first samples tell, read once when a file is first opened and kept in the stored index from then on: a
// player's first request must not wait for them.
#pragma once

#include "base/result.h"
#include "media/index/media_file.h"

namespace bt::media {

/// Fills Track::unreadable, opening and reordering of every audio and video track of `description`, which is `file`'s own. Reads the first
/// sample of each and, of the picture, the headers of its first seconds.
/// Faults: Io. Whatever else is wrong with a track is told in Track::unreadable.
Result<void> describe_beginnings(const MediaFile& file, Description& description);

}  // namespace bt::media
