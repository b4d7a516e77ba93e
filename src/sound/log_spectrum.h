// Short-time spectra on the pitch grid of hearing_range.h, freed of their slope: each step is told as decibels above its surroundings.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <memory>
#include <vector>

#include "sound/hearing_range.h"

struct AVTXContext;

namespace bt::sound {

struct SpectrumRow {
    std::array<float, kPitchSteps> level;     ///< dB; a full-scale sine is 0
    std::array<float, kPitchSteps> contrast;  ///< dB above the mean of the steps around
};

class LogSpectrum {
public:
    explicit LogSpectrum(double rate);
    LogSpectrum(LogSpectrum&&) noexcept;
    ~LogSpectrum();

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
    std::size_t size_;
    AVTXContext* transform_ = nullptr;
    void (*run_)(AVTXContext*, void*, void*, std::ptrdiff_t) = nullptr;
    std::complex<float>*in_ = nullptr, *out_ = nullptr;  // av_malloc'ed: av_tx wants aligned memory
    std::vector<float> power_a_, power_b_;
};

}  // namespace bt::sound
