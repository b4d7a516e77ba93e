// A presentation's DASH manifest.
#pragma once

#include "delivery/dash/mpd.h"
#include "delivery/presentation.h"

namespace bt::delivery::dash {

/// The same segments as the HLS playlists list, each rendition an AdaptationSet; subtitles as whole WebVTT files.
Mpd mpd_of(const Presentation& presentation);

}  // namespace bt::delivery::dash
