// Where sound comes from: a decoder in the program, a few numbers in a test.
#pragma once

#include <span>

#include "base/result.h"

namespace bt::sound {

/// A sound track, decoded as it is read, front to back.
class PcmSource {
public:
    virtual ~PcmSource() = default;

    /// Samples a second of each channel, the same for the whole source.
    virtual int sample_rate() const = 0;
    /// Channels interleaved in a frame, the same for the whole source, in the order of WAVE files: front left, front right, centre,
    /// low frequencies, then the rest.
    virtual int channels() const = 0;
    /// The next frames, interleaved, full scale at +-1. Empty at the end. The bytes stay good until the next call.
    virtual Result<std::span<const float>> read() = 0;
};

}  // namespace bt::sound
