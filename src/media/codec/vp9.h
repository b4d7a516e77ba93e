// VP9: the uncompressed header of a key frame and the VPCodecConfigurationRecord ('vpcC').
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "media/codec/picture.h"

namespace bt::media::codec {

/// "VP Codec ISO Media File Format Binding" 1.0.
struct Vp9Configuration {
    std::uint8_t profile = 0;
    std::uint8_t level = 0;               ///< ten times the level: 31 is 3.1; 0 not known
    std::uint8_t bit_depth = 8;
    std::uint8_t chroma_subsampling = 1;  ///< 0 4:2:0 vertical, 1 4:2:0 colocated, 2 4:2:2, 3 4:4:4
    Colour colour;
};

/// The body of 'vpcC', version 1 with its version and flags. Faults: Truncated, Malformed.
Result<Vp9Configuration> read_vpcc(ByteView body);
Bytes write_vpcc(const Vp9Configuration& configuration);

/// CodecPrivate of WebM: features of one byte, "VP9 Codec Feature Metadata". Unknown and cut-off ones are passed over.
void read_vp9_codec_private(ByteView codec_private, Vp9Configuration& configuration);

/// uncompressed_header() of a key frame up to the frame size, "VP9 Bitstream & Decoding Process" §6.2.
/// Faults: Malformed when it is no key frame, Truncated.
struct Vp9KeyFrame {
    std::uint8_t profile = 0;
    PictureFormat picture;
};
Result<Vp9KeyFrame> read_vp9_key_frame(ByteView frame);

/// The lowest level whose picture size and luma rate hold this, Annex A; `frames_per_second` of 0 counts as 30.
std::uint8_t lowest_vp9_level(std::uint32_t width, std::uint32_t height, double frames_per_second);

/// "vp09.00.10.08", or with ".CC.cp.tc.mc.FF" when one of those is not what its absence means.
std::string vp9_rfc6381(const Vp9Configuration& configuration);

}  // namespace bt::media::codec
