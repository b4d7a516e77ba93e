// Dolby Vision as "Dolby Vision Streams Within the ISO Base Media File Format" 2.6 and RFC 8216bis have it.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "media/codec/configuration.h"

namespace bt::media::codec {

/// DOVIDecoderConfigurationRecord, §3.2 there.
struct DolbyVision {
    std::uint8_t profile = 0, level = 0;
    bool has_enhancement_layer = false;
    std::uint8_t compatibility_id = 0;  ///< 0 none, 1 HDR10, 2 SDR, 4 HLG
};
/// Nothing when the bytes are too short to be one.
std::optional<DolbyVision> read_dolby_vision(ByteView record);

/// Announces the track's Dolby Vision record in a configuration of its base layer: a stream that only Dolby Vision decoders show
/// right (HEVC profile 5, AV1 profile 10.0) gets their sample entry, one whose base layer stands alone (8, 9, 10) a supplement.
/// Dual-layer streams (4, 7) are carried as their base layer, which is HDR10.
void announce_dolby_vision(ByteView record, CodecConfiguration& configuration);

}  // namespace bt::media::codec
