// NAL units: how H.264 and HEVC samples are cut into them, in both ways of writing them down.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::media::codec {

/// No access unit of a broadcast or web encoder comes near this; a stream of start codes only would.
inline constexpr std::size_t kMaxNalUnits = 16'384;

/// The RBSP of a NAL unit: every emulation_prevention_three_byte removed. Rec. ITU-T H.264 §7.4.1.
Bytes remove_emulation_prevention(ByteView nal_unit);

/// Whether the bytes begin with a start code (00 00 01 or 00 00 00 01).
bool begins_with_start_code(ByteView sample);

/// NAL units between start codes, Annex B; trailing zeros are not part of a unit. Faults: Malformed, TooLarge.
Result<std::vector<ByteView>> split_annex_b(ByteView sample);

/// NAL units behind length fields of `length_size` bytes (1 to 4), ISO/IEC 14496-15 §5.3.3. Faults: Truncated, TooLarge.
Result<std::vector<ByteView>> split_length_prefixed(ByteView sample, unsigned length_size);

}  // namespace bt::media::codec
