// A presentation's HLS playlists.
#pragma once

#include "delivery/hls/audio_groups.h"
#include "delivery/hls/media_playlist.h"
#include "delivery/hls/multivariant_playlist.h"
#include "delivery/presentation.h"

namespace bt::delivery::hls {

/// One variant for each group of audio_groups.h, so that a player that cannot decode one codec takes another; all subtitles in one group.
MultivariantPlaylist multivariant_playlist_of(const Presentation& presentation, const AudioCodecs& decodable = {});
MediaPlaylist media_playlist_of(const Presentation& presentation, const MediaRendition& rendition);
/// Single pictures about a second or more apart.
MediaPlaylist i_frame_playlist_of(const Presentation& presentation, const MediaRendition& rendition);
MediaPlaylist text_playlist_of(const Presentation& presentation);

}  // namespace bt::delivery::hls
