// AAC: AudioSpecificConfig, ADTS headers, and the elementary stream descriptor ('esds') around them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::codec {

/// What AudioSpecificConfig() says, ISO/IEC 14496-3 §1.6.2.1.
struct AacConfig {
    std::uint32_t object_type = 2;        ///< of the core: 2 LC, 42 USAC; 34 is MP3 inside MPEG-4
    std::uint32_t core_sample_rate = 0;
    std::uint32_t core_channels = 0;      ///< 0 when not told
    std::uint32_t frame_samples = 1'024;  ///< of the core, a channel
    bool has_lfe = false;
    bool has_sbr = false;                 ///< signalled explicitly, in either way
    bool has_ps = false;
    std::uint32_t extension_sample_rate = 0;  ///< with has_sbr
    std::uint8_t channel_configuration = 0;

    std::uint32_t output_sample_rate() const { return has_sbr && extension_sample_rate != 0 ? extension_sample_rate : core_sample_rate; }
    std::uint32_t output_channels() const { return has_ps ? 2 : core_channels; }
};
/// Faults: Truncated, Malformed.
Result<AacConfig> read_audio_specific_config(ByteView config);

/// "LC", "HE-AAC", "HE-AAC v2", "xHE-AAC".
std::string aac_profile_text(const AacConfig& config);
/// "mp4a.40.2", "mp4a.40.5", "mp4a.40.29".
std::string aac_rfc6381(const AacConfig& config);

/// An ADTS header, ISO/IEC 14496-3 §1.A.2.2.
struct AdtsHeader {
    std::size_t header_size = 7;  ///< 9 with a CRC
    std::size_t frame_size = 0;   ///< header included
    std::uint8_t object_type = 2;
    std::uint8_t sampling_frequency_index = 0;
    std::uint8_t channel_configuration = 0;
};
/// Nothing when the bytes do not begin with a header.
std::optional<AdtsHeader> read_adts_header(ByteView sample);
/// The AudioSpecificConfig that says what the header said.
Bytes to_audio_specific_config(const AdtsHeader& header);

/// DecoderConfigDescriptor of an 'esds', ISO/IEC 14496-1 §7.2.6.6.
struct ElementaryStream {
    std::uint8_t object_type_indication = 0x40;
    ByteView decoder_specific_info;  ///< empty when there is none
};
/// Reads the body of an 'esds' box, with or without its version and flags. Faults: Truncated, Malformed.
Result<ElementaryStream> read_esds(ByteView body);
/// The body of an 'esds' box (FullBox) of an audio stream, as ISO/IEC 14496-14 §3.1.2 wants it.
Bytes write_esds(std::uint8_t object_type_indication, ByteView decoder_specific_info);

}  // namespace bt::media::codec
