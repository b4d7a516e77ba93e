// Short-time spectra on the pitch grid of hearing_range.h, freed of their slope: each step is told as decibels above its surroundings.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sound/fourier.h"
#include "sound/hearing_range.h"

namespace bt::sound {

struct SpectrumRow {
    std::array<float, kPitchSteps> level;     ///< dB; a full-scale sine is 0
    std::array<float, kPitchSteps> contrast;  ///< dB above the mean of the steps around
};

class LogSpectrum {
public:
    explicit LogSpectrum(double rate);

    /// Samples a window takes.
    std::size_t window() const { return window_.size(); }
    /// The spectra of two windows at once: `window()` samples each from `a` and `b`.
    void measure(const float* a, const float* b, SpectrumRow& row_a, SpectrumRow& row_b);

private:
    struct Step {
        std::uint32_t first, count;  // bins; none: between `first` and the next at `share`
        float share;
    };
    void fill(const std::vector<float>& power, SpectrumRow& row) const;

    std::vector<float> window_;
    std::vector<Step> steps_;
    Fourier transform_;
    std::vector<float> power_a_, power_b_;
};

}  // namespace bt::sound
