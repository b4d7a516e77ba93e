// A layer of landmarks in three or four bytes each: frames since the last one, pitch, level and, where wanted, salience.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "sound/landmarks.h"

namespace bt::sound {

enum class Salience : bool { Left, Kept };

/// Landmarks must rise by frame.
void pack(std::span<const Landmark> landmarks, Salience salience, Bytes& into);
/// Faults: Malformed for a pitch there is not, frames beyond `last_frame`, or bytes left over.
Result<std::vector<Landmark>> unpack(ByteView bytes, Salience salience, std::uint32_t last_frame);

/// An episode's landmarks as they are stored: versioned, some 1 MB an hour.
Bytes encode_landmarks(const Landmarks& landmarks);
/// Faults: Unsupported (another version: hear the episode again), Truncated, Malformed.
Result<Landmarks> decode_landmarks(ByteView bytes);

}  // namespace bt::sound
