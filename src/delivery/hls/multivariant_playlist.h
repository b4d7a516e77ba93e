// HLS multivariant playlists as values and as text: RFC 8216bis §4.4.6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/index/description.h"

namespace bt::delivery::hls {

/// EXT-X-MEDIA (§4.4.6.1).
struct Rendition {
    enum class Type { Audio, Subtitles };
    Type type = Type::Audio;
    std::string group_id;
    std::string name;                           ///< unique within its group
    std::string language;                       ///< BCP 47; empty when not known
    bool is_default = false, autoselect = true, forced = false;
    std::string characteristics;                ///< UTIs, comma-separated
    std::string channels;                       ///< "2", "6", "16/JOC"; audio only
    std::string uri;
};

/// EXT-X-STREAM-INF (§4.4.6.2) or, with `i_frames_only`, EXT-X-I-FRAME-STREAM-INF (§4.4.6.3).
struct Variant {
    std::uint64_t bandwidth = 0, average_bandwidth = 0;  ///< bits per second: peak segment, and over all
    std::string codecs;
    std::string supplemental_codecs;            ///< Dolby Vision over a compatible base; empty when none
    std::uint32_t width = 0, height = 0;        ///< RESOLUTION; 0 for sound alone
    std::optional<media::Rational> frame_rate;
    std::string video_range;                    ///< "SDR", "PQ", "HLG"; empty for sound alone
    std::string audio_group, subtitles_group;   ///< empty when none
    std::string uri;
};

struct MultivariantPlaylist {
    bool independent_segments = true;           ///< EXT-X-INDEPENDENT-SEGMENTS, for every segment of every playlist
    std::vector<Rendition> renditions;
    std::vector<Variant> variants;
    std::vector<Variant> i_frame_variants;
};

/// The playlist's text. Quotes, which a quoted string may not hold (§4.2), become ”; control characters (§4.1) spaces.
std::string to_m3u8(const MultivariantPlaylist& playlist);

}  // namespace bt::delivery::hls
