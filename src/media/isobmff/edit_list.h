// From the media's own line to the movie's: ISO/IEC 14496-12:2015 §8.6.5 and §8.6.6.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/media_time.h"
#include "media/isobmff/track_boxes.h"

namespace bt::media::isobmff {

/// How an edit list is followed: leading empty edits delay the track, the first other one trims its beginning, those that go on
/// where it ends change nothing. What more it says (cuts, repeats, other speeds) is not followed, and told in `notes`.
struct Timeline {
    std::int64_t shift = 0;       ///< movie time = media time - shift, in the media's timescale
    std::int64_t media_time = 0;  ///< of the first edit that shows something
    std::vector<std::string> notes;
};
Timeline read_timeline(std::span<const Edit> edits, Timescale movie, Timescale media);

}  // namespace bt::media::isobmff
