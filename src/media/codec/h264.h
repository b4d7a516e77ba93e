// H.264: sequence parameter sets and the AVCDecoderConfigurationRecord ('avcC').
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/codec/picture.h"

namespace bt::media::codec {

struct H264Sps {
    std::uint8_t profile_idc = 0;
    std::uint8_t constraint_flags = 0;  ///< constraint_set0_flag is bit 7
    std::uint8_t level_idc = 0;
    std::uint8_t bit_depth_luma = 8, bit_depth_chroma = 8;
    PictureFormat picture;
};

/// seq_parameter_set_rbsp() with its VUI; `nal_unit` begins with the NAL header. Rec. ITU-T H.264 §7.3.2.1.1, Annex E.1.1.
/// Faults: Malformed, Truncated.
Result<H264Sps> read_h264_sps(ByteView nal_unit);

/// "High 4.1".
std::string h264_profile_text(const H264Sps& sps);

/// AVCDecoderConfigurationRecord, ISO/IEC 14496-15 §5.3.3.1.2; the views point into the bytes it was read from.
struct AvcConfiguration {
    unsigned length_size = 4;
    std::vector<ByteView> sps, pps;
};
Result<AvcConfiguration> read_avcc(ByteView body);
/// The record of these parameter sets; profile and level are the first SPS's.
/// Faults: Unsupported when there are none, TooLarge beyond what the record can count, those of reading the SPS.
Result<Bytes> write_avcc(const AvcConfiguration& record);

/// Adds the parameter sets among the NAL units of a sample, each once.
void add_h264_parameter_sets(std::span<const ByteView> nal_units, AvcConfiguration& record);

}  // namespace bt::media::codec
