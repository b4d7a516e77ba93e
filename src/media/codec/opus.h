// Opus: the identification header in both its spellings, and how long a packet lasts.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::codec {

/// Opus counts time at this rate, whatever the input's was.
inline constexpr std::uint32_t kOpusRate = 48'000;

/// "OpusHead", RFC 7845 §5.1, and OpusSpecificBox ('dOps'), "Encapsulation of Opus in ISO Base Media File Format" §4.3.2.
struct OpusHeader {
    std::uint8_t channels = 2;
    std::uint16_t pre_skip = 0;            ///< at 48 kHz
    std::uint32_t input_sample_rate = kOpusRate;
    std::int16_t output_gain = 0;          ///< dB in 1/256
    std::uint8_t mapping_family = 0;
    std::uint8_t streams = 1, coupled = 0; ///< with a mapping family other than 0
    ByteView mapping;                      ///< a byte a channel
};
/// Little-endian, with the magic. Faults: Truncated, Malformed.
Result<OpusHeader> read_opus_head(ByteView bytes);
/// Big-endian, body of the box. Faults: Truncated, Malformed.
Result<OpusHeader> read_dops(ByteView body);
Bytes write_dops(const OpusHeader& header);

/// Samples at 48 kHz a packet decodes to, from its TOC: RFC 6716 §3.1, §3.2. 0 when it is empty or against the rules
/// (no frames, or more than 120 ms).
std::uint32_t opus_packet_duration(ByteView packet);

}  // namespace bt::media::codec
