// MPEG audio frame headers: what MP3 says of itself.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace bt::media::codec {

/// ISO/IEC 11172-3 §2.4.1.3, with the lower rates of ISO/IEC 13818-3 and of the unofficial MPEG-2.5.
struct MpegAudioHeader {
    std::uint8_t layer = 3;           ///< 1, 2 or 3
    bool is_low_rate = false;         ///< MPEG-2 or 2.5
    std::uint32_t sample_rate = 0;
    std::uint8_t channels = 2;
    std::uint32_t samples_per_frame = 1'152;
};
/// Nothing when the bytes do not begin with a frame.
std::optional<MpegAudioHeader> read_mpeg_audio_header(ByteView frame);

}  // namespace bt::media::codec
