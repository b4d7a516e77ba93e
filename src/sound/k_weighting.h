// The power of sound as ears weigh it, in tenths of a second: what all loudness of ITU-R BS.1770 and EBU R 128 is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bt::sound {

/// Channels in the order of WAVE files; one channel counts as what it is played on, two speakers.
class KWeighting {
public:
    KWeighting(int sample_rate, int channels);

    /// Numbers must be finite.
    void push(std::span<const float> interleaved);
    /// The mean power of each whole tenth of a second so far, channels added up by their weights.
    const std::vector<double>& tenths() const { return tenths_; }

private:
    static constexpr std::size_t kLanes = 2;  // channels filtered side by side
    struct Biquad {
        double b[3], a[3];
    };
    struct Pair {
        double state[4][kLanes] = {};
        double weight[kLanes] = {};
    };
    static Biquad shelf(double rate);
    static Biquad high_pass(double rate);
    double run(Pair& pair, const float* samples, std::size_t frames, std::size_t lanes) const;
    void close_tenth();

    std::size_t rate_, channels_;
    Biquad shelf_, high_pass_;
    std::vector<Pair> pairs_;
    double power_ = 0;              // of the tenth at hand
    std::uint64_t frames_ = 0, begun_ = 0;
    std::vector<double> tenths_;
};

/// -0.691 + 10 lg of it.
double loudness_of(double power);

}  // namespace bt::sound
