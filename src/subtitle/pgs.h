// Presentation Graphic Streams: the pictures of Blu-ray's subtitles. Containers keep display sets as runs of segments, a .sup file the same
// segments each behind a header with its time. No standard is public; the fields are as every demuxer reads them:
//
//     block: | type 1 | size 2 | data ... | type 1 | size 2 | data ... |     .sup: | "PG" | PTS 4 | DTS 4 | type 1 | size 2 | data ... | ...
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace bt::subtitle {

/// Of a segment inside a block: its type and the size of its data.
inline constexpr std::size_t kPgsSegmentHeader = 3;

/// Bytes a segment takes whose first kPgsSegmentHeader bytes these are.
constexpr std::uint64_t pgs_segment_size(ByteView head) {
    return kPgsSegmentHeader + (std::to_integer<std::uint64_t>(head[1]) << 8 | std::to_integer<std::uint64_t>(head[2]));
}

/// What goes before a segment in a .sup file; the time in ticks of 90 kHz, modulo 2^32.
inline Bytes sup_segment_header(std::uint64_t ticks) {
    ByteWriter out;
    out.text("PG").u32(static_cast<std::uint32_t>(ticks)).u32(0);
    return std::move(out).take();
}

}  // namespace bt::subtitle
