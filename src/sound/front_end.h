// From any PCM to two low-rate signals: what the front channels share ("mid", with the voices) and what they do not ("side").
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bt::sound {

/// Mixes, filters and thins out. Dialogue sits in the centre as a rule: `side` is nearly free of it, and a centre channel of its own
/// enters `mid` at -12 dB only. The output rate is the input's divided by a whole number, at least 10 kHz where the input has that much.
class FrontEnd {
public:
    FrontEnd(int sample_rate, int channels);

    double output_rate() const { return output_rate_; }
    bool has_side() const { return channels_ >= 2; }
    /// Appends what `interleaved` yields to `mid` and, with two channels or more, to `side`.
    void push(std::span<const float> interleaved, std::vector<float>& mid, std::vector<float>& side);
    /// What is still in the filter.
    void finish(std::vector<float>& mid, std::vector<float>& side);

private:
    void mix(const float* frames, std::size_t count);
    void filter(std::vector<float>& signal, std::size_t& next, std::vector<float>& out) const;
    void drop_used();

    int channels_;
    std::size_t step_;                 // input frames an output sample
    double output_rate_;
    std::vector<float> taps_;          // a multiple of kLanes
    std::vector<float> mid_in_, side_in_;
    std::size_t mid_next_ = 0, side_next_ = 0;  // first input sample of the next output's window
};

}  // namespace bt::sound
