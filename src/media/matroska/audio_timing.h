// How long a frame of sound is: what makes times exact and divides laces.
#pragma once

#include "base/bytes.h"
#include "media/matroska/timing.h"
#include "media/matroska/tracks.h"

namespace bt::media::matroska {

/// Timing of an audio track. The timescale is the rate at which the codec's frames have a whole number of samples: for AAC
/// with SBR the core's rate (frames of 1024), which may be half the output rate. `first_frame` holds the beginning of the
/// track's first frame, as far as it is known (12 bytes suffice), its stripped header put back.
TrackTiming audio_timing(const TrackEntry& entry, ByteView first_frame, std::uint64_t timestamp_scale);

}  // namespace bt::media::matroska
