// A layer of landmarks in three bytes each: frames since the last one, pitch, level.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "sound/landmarks.h"

namespace bt::sound {

/// Landmarks must rise by frame.
void pack(std::span<const Landmark> landmarks, Bytes& into);
/// Faults: Malformed for a pitch there is not, frames beyond `last_frame`, or bytes left over.
Result<std::vector<Landmark>> unpack(ByteView bytes, std::uint32_t last_frame);

/// An episode's landmarks as they are stored: versioned, some 4 MB an hour.
Bytes encode_landmarks(const Landmarks& landmarks);
/// Faults: Unsupported (another version: hear the episode again), Truncated, Malformed.
Result<Landmarks> decode_landmarks(ByteView bytes);

}  // namespace bt::sound
