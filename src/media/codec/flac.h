// FLAC: STREAMINFO, wherever a container put it.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::codec {

/// METADATA_BLOCK_STREAMINFO, RFC 9639 §8.2.
struct FlacStreamInfo {
    std::uint16_t min_block = 0, max_block = 0;  ///< samples
    std::uint32_t sample_rate = 0;
    std::uint8_t channels = 0, bits_per_sample = 0;
    ByteView bytes;                              ///< the 34 bytes themselves
};

/// Finds it in the body of 'dfLa', in "fLaC" and its metadata blocks (Matroska's CodecPrivate), or bare.
/// Faults: Malformed, Truncated.
Result<FlacStreamInfo> find_flac_stream_info(ByteView stored);

/// The body of 'dfLa' with STREAMINFO alone, "Encapsulation of FLAC in ISO Base Media File Format" §3.3.2.
Bytes write_dfla(const FlacStreamInfo& info);

}  // namespace bt::media::codec
