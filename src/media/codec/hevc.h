// HEVC: sequence parameter sets, the messages that describe HDR, and the HEVCDecoderConfigurationRecord ('hvcC').
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/codec/picture.h"

namespace bt::media::codec {

/// The general part of profile_tier_level(), Rec. ITU-T H.265 §7.3.3.
struct HevcProfile {
    std::uint8_t profile_space = 0;        ///< 0 to 3
    bool high_tier = false;
    std::uint8_t profile_idc = 0;
    std::uint32_t compatibility_flags = 0; ///< general_profile_compatibility_flag[0] is bit 31
    std::uint64_t constraint_flags = 0;    ///< 48 bits, the first is bit 47
    std::uint8_t level_idc = 0;            ///< 30 times the level
};

struct HevcSps {
    HevcProfile profile;
    std::uint8_t temporal_layers = 1;
    bool temporal_id_nested = false;
    std::uint8_t bit_depth_luma = 8, bit_depth_chroma = 8;
    PictureFormat picture;
};

/// seq_parameter_set_rbsp() with its VUI, §7.3.2.2, Annex E.2.1; `nal_unit` begins with the two-byte NAL header.
/// Faults: Malformed, Truncated.
Result<HevcSps> read_hevc_sps(ByteView nal_unit);

/// Takes what prefix SEI messages say about HDR into `picture`: mastering display (137), light levels (144), and the
/// transfer a receiver should prefer (147, HLG that old sets take for SDR). Annex D.2. Damaged messages are passed over.
void read_hevc_hdr_messages(std::span<const ByteView> nal_units, PictureFormat& picture);

/// "hvc1.2.4.L153.B0" with the sample entry it is given, ISO/IEC 14496-15:2017 Annex E.3.
std::string hevc_rfc6381(std::string_view sample_entry, const HevcProfile& profile);
/// "Main 10 L4.0"; "Main 10 L5.1 High tier".
std::string hevc_profile_text(const HevcProfile& profile);

/// HEVCDecoderConfigurationRecord, ISO/IEC 14496-15 §8.3.3.1.2; the views point into the bytes it was read from.
struct HevcConfiguration {
    unsigned length_size = 4;
    std::vector<ByteView> vps, sps, pps, other;  ///< other: SEI
    bool complete() const { return !vps.empty() && !sps.empty() && !pps.empty(); }
};
Result<HevcConfiguration> read_hvcc(ByteView body);
/// The record of these parameter sets, every array complete as 'hvc1' wants it; facts are the first SPS's.
/// Faults: Unsupported when a kind of parameter set is missing, TooLarge beyond what the record can count, those of the SPS.
Result<Bytes> write_hvcc(const HevcConfiguration& record);
/// A record that holds every parameter set already, changed only where 'hvc1' asks: their arrays are marked complete.
/// `body` was read by read_hvcc().
Bytes mark_arrays_complete(ByteView body);

/// Adds the parameter sets (of the base layer) among the NAL units of a sample, each once.
void add_hevc_parameter_sets(std::span<const ByteView> nal_units, HevcConfiguration& record);

}  // namespace bt::media::codec
