// HLS media playlists as values and as text: RFC 8216bis §4.4.3 and §4.4.4.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/media_time.h"

namespace bt::delivery::hls {

/// One media segment: EXTINF and its URI.
struct Segment {
    MediaDuration duration;
    std::string uri;
    bool is_gap = false;  ///< EXT-X-GAP (§4.4.4.7): the rendition has nothing here
};

/// Where another file goes on: EXT-X-DISCONTINUITY (§4.4.4.3), and its own header.
struct Joint {
    std::size_t segment = 0;             ///< the file's first, by index
    std::optional<std::string> map_uri;  ///< EXT-X-MAP: none for WebVTT
};

/// A finished (VOD) media playlist.
struct MediaPlaylist {
    std::optional<std::string> map_uri;  ///< EXT-X-MAP: the init segment; none for WebVTT
    bool i_frames_only = false;          ///< EXT-X-I-FRAMES-ONLY
    bool independent_segments = true;    ///< EXT-X-INDEPENDENT-SEGMENTS: each can be decoded without another
    MediaDuration target{0, {1}};        ///< for EXT-X-TARGETDURATION, where a segment is not longer still
    std::vector<Segment> segments;
    std::vector<Joint> joints;           ///< rising; none before the first segment
};

/// The playlist's text. EXT-X-TARGETDURATION is rounded to the nearest second, as §4.4.3.1 compares it.
std::string to_m3u8(const MediaPlaylist& playlist);

}  // namespace bt::delivery::hls
