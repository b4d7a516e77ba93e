// The HLS playlists of a film: a file, or several that follow each other. A file's segments are named where it has them itself.
#pragma once

#include "delivery/hls/audio_groups.h"
#include "delivery/hls/media_playlist.h"
#include "delivery/hls/multivariant_playlist.h"
#include "delivery/joined.h"

namespace bt::delivery::hls {

/// One variant for each group of audio_groups.h, so that a player that cannot decode one codec takes another; all subtitles in one group.
MultivariantPlaylist multivariant_playlist_of(const Joined& joined, const AudioCodecs& decodable = {});
MediaPlaylist media_playlist_of(const Joined& joined, const JoinedMedia& rendition);
/// Single pictures about a second or more apart.
MediaPlaylist i_frame_playlist_of(const Joined& joined, const JoinedMedia& rendition);
/// Where a file has no such subtitles, "none.vtt" stands for each segment.
MediaPlaylist text_playlist_of(const Joined& joined, const JoinedText& text);

}  // namespace bt::delivery::hls
