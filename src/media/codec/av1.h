// AV1: the sequence header OBU and the AV1CodecConfigurationRecord ('av1C').
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "media/codec/picture.h"

namespace bt::media::codec {

struct Av1SequenceHeader {
    std::uint8_t profile = 0;
    std::uint8_t level_idx = 0;       ///< seq_level_idx of operating point 0; 31 is "maximum parameters"
    bool high_tier = false;
    bool high_bitdepth = false, twelve_bit = false;
    bool subsampling_x = true, subsampling_y = true;
    std::uint8_t chroma_sample_position = 0;
    PictureFormat picture;
    ByteView obu;                     ///< header included, where it was found
};

/// The first sequence header OBU of a temporal unit or of configOBUs, "AV1 Bitstream & Decoding Process" §5.3, §5.5.
/// Faults: NotFound when there is none, Malformed, Truncated.
Result<Av1SequenceHeader> find_av1_sequence_header(ByteView obus);

/// "AV1 Codec ISO Media File Format Binding" §2.3: body of 'av1C'. Faults: Truncated, Malformed.
struct Av1Configuration {
    std::uint8_t profile = 0, level_idx = 0;
    bool high_tier = false, high_bitdepth = false, twelve_bit = false, monochrome = false;
    bool subsampling_x = true, subsampling_y = true;
    std::uint8_t chroma_sample_position = 0;
    ByteView obus;
};
Result<Av1Configuration> read_av1c(ByteView body);
/// With the sequence header as its only OBU.
Bytes write_av1c(const Av1SequenceHeader& header);

/// "av01.0.04M.08", or with ".M.CCC.cp.tc.mc.F" when one of those is not what its absence means. §5 there.
std::string av1_rfc6381(const Av1Configuration& configuration, const Colour& colour);
/// "Main L4.0", "High L5.1 High tier".
std::string av1_profile_text(const Av1Configuration& configuration);

}  // namespace bt::media::codec
