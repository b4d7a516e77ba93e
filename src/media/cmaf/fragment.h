// The bytes of a CMAF fragment before its payload: moof and the header of mdat. ISO/IEC 23000-19 §7.3.2, §7.5.
//
// The payload is not here: it is sent as ranges of the original file, sample after sample in decode order, right behind.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace bt::media::cmaf {

/// Durations and offsets in the track's timescale.
struct FragmentSample {
    std::uint32_t duration = 0;
    std::uint32_t size = 0;               ///< bytes of payload
    std::int32_t composition_offset = 0;  ///< presentation minus decode time; may be negative
    bool is_sync = true;
};

struct FragmentInfo {
    std::uint32_t sequence_number = 1;  ///< rises from fragment to fragment, 'mfhd'
    std::uint64_t base_media_decode_time = 0;
    std::span<const FragmentSample> samples;
    bool starts_segment = false;        ///< begins with a SegmentTypeBox ('styp')
};

/// A file of ours has one track.
inline constexpr std::uint32_t kTrackId = 1;

/// Samples one fragment may hold: what `trun` counts with sizes that stay far below 4 GiB.
inline constexpr std::size_t kMaxFragmentSamples = 1U << 24;

/// styp (where asked for), moof, and mdat's header, whose size counts the payload that follows: 64 bits wide beyond 4 GiB.
/// One allocation. `fragment.samples` is within kMaxFragmentSamples.
Bytes write_fragment_header(const FragmentInfo& fragment);

}  // namespace bt::media::cmaf
