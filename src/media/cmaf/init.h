// The CMAF header of one track: ftyp and moov, the "init segment" of HLS and DASH. ISO/IEC 23000-19 §7.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/media_time.h"
#include "media/codec/configuration.h"
#include "media/index/description.h"

namespace bt::media::cmaf {

/// Of 'btrt', ISO/IEC 14496-12:2015 §8.5.2.2: bits a second, bytes of decoding buffer.
struct BitRate {
    std::uint32_t buffer_bytes = 0, maximum = 0, average = 0;
    friend bool operator==(const BitRate&, const BitRate&) = default;
};

/// What goes into the header of one track of pictures or sound (text is sent as WebVTT files); its track_ID is always 1.
struct InitTrack {
    TrackKind kind = TrackKind::Video;
    Timescale timescale;
    std::string language = "und";  ///< BCP 47
    /// Of the whole presentation, for 'mehd'; nothing leaves it out.
    std::optional<MediaDuration> duration;

    codec::CodecConfiguration configuration;
    int rotation_degrees = 0;  ///< clockwise, 0, 90, 180 or 270

    /// Audio: the presentation begins this many ticks into the media (priming), as an edit list.
    std::optional<std::int64_t> edit_media_time;
    std::optional<BitRate> bit_rate;
};

/// The header of a track as its description and configuration have it. Set `edit_media_time` and `duration` besides.
InitTrack describe_track(const Track& track, codec::CodecConfiguration configuration);

/// The bytes of the init segment. `track.timescale` is not zero.
Bytes write_init(const InitTrack& track);

}  // namespace bt::media::cmaf
