// Sound in the rate and with the channels of other sound, so that one can go on where the other ends.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sound/pcm_source.h"

namespace bt::sound {

/// `source` with `channels` channels, no fewer than it has, at `sample_rate`. Channels keep their places; what is not there is silent, and one
/// channel alone sounds on both sides, as it does on two speakers. The next frame is where it would be: nothing is late.
class MatchedPcm final : public PcmSource {
public:
    MatchedPcm(std::unique_ptr<PcmSource> source, int sample_rate, int channels);

    int sample_rate() const override { return rate_; }
    int channels() const override { return channels_; }
    Result<std::span<const float>> read() override;

private:
    void place(std::span<const float> samples);
    void interpolate();
    void drop_used();

    const std::unique_ptr<PcmSource> source_;
    const int rate_, channels_;
    const bool is_same_rate_;
    std::vector<int> from_;             // of each channel: the source's, or -1
    std::vector<float> table_;          // the filter between two samples, at each place between them
    std::vector<float> placed_, out_;   // at the source's rate; at ours
    double step_ = 1, next_ = 0;        // in frames of placed_: from one of ours to the next, and where the next one is
    bool has_ended_ = false;
};

}  // namespace bt::sound
