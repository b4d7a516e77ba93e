// Landmarks as they are stored. What is alike lies together, column by column, and is deflated (RFC 1950): frames since the landmark before, pitches,
// levels by their difference from those around, then the ground by its differences from row to row. Waves are as chance has it and stay as they are.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "sound/landmarks.h"

namespace bt::sound {

/// Versioned. Landmarks must rise by frame.
Bytes encode_landmarks(const Landmarks& landmarks);
/// Takes memory by the length the bytes claim, up to two days. Faults: Unsupported (another version: hear it again), Truncated, Malformed.
Result<Landmarks> decode_landmarks(ByteView bytes);

}  // namespace bt::sound
