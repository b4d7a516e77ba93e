// The DASH manifest of a film: a file, or several that follow each other.
#pragma once

#include "delivery/dash/mpd.h"
#include "delivery/joined.h"

namespace bt::delivery::dash {

/// The same segments as the HLS playlists list, each with its file's own times: each file a Period, each rendition an AdaptationSet in all of them; subtitles, as whole
/// WebVTT files, in those that have them.
Mpd mpd_of(const Joined& joined);

}  // namespace bt::delivery::dash
