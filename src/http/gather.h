// Bodies of many small stretches, brought into memory at once: frames of sound lie between frames of picture, and each costs a read of
// its own however often it is sent. Worth it for what many will ask for; what is sent once goes through windows (window.h).
#pragma once

#include "http/body.h"

namespace bt::http {

/// The largest body that is gathered: six seconds of sound at 320 kbit/s.
inline constexpr std::uint64_t kGatherUpTo = 256U << 10;

/// Stretches of this length and more on the average lie close enough together to be sent through windows as they are.
inline constexpr std::uint64_t kGatherStretch = 8U << 10;

/// Several short stretches of files in a body of no more than kGatherUpTo.
bool is_worth_gathering(const Body& body);

/// All of the body's bytes. Blocks on files, which are asked to read ahead first. Faults: as for Body::read.
Result<std::string> gather(const Body& body);

}  // namespace bt::http
