// Two real windows share one complex transform (libavutil's av_tx has no real one of floats before version 6): with z = a + ib,
// A[k] = (Z[k] + conj Z[n-k]) / 2 and B[k] = (Z[k] - conj Z[n-k]) / 2i.
#include "sound/log_spectrum.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "sound/fast_math.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr float kSilence = 1e-11F;   // power: -110 dB, below any recording's noise
constexpr int kSurroundings = 9;     // steps on each side: a quarter of an octave

}  // namespace

LogSpectrum::LogSpectrum(double rate)
    : window_(static_cast<std::size_t>(std::lround(kWindowSeconds * rate))), transform_(std::bit_ceil(std::max<std::size_t>(window_.size(), 64))) {
    const auto length = window_.size(), size = transform_.size();
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const double w = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(length));
        window_[i] = static_cast<float>(w);
        sum += w;
    }
    for (auto& w : window_) w = static_cast<float>(w * 2 / sum);

    const double spacing = rate / static_cast<double>(size);
    const auto bins = static_cast<std::uint32_t>(size / 2);
    const double half_step = std::exp2(0.5 / kStepsPerOctave);
    for (int k = 0; k < kPitchSteps; ++k) {
        const double pitch = kLowestPitch * std::exp2(static_cast<double>(k) / kStepsPerOctave) / spacing;
        const auto first = static_cast<std::uint32_t>(std::ceil(pitch / half_step));
        const auto end = static_cast<std::uint32_t>(std::ceil(pitch * half_step));
        if (end >= bins) {
            steps_.push_back({bins - 2, 0, 0});  // beyond what a low sample rate holds
        } else if (end - first >= 2) {
            steps_.push_back({first, end - first, 0});
        } else {
            const auto below = static_cast<std::uint32_t>(pitch);
            steps_.push_back({below, 0, static_cast<float>(pitch - below)});
        }
    }
    power_a_.resize(size / 2);
    power_b_.resize(size / 2);
}

BT_WIDE_VECTORS void LogSpectrum::measure(const float* a, const float* b, SpectrumRow& row_a, SpectrumRow& row_b) {
    const auto in = transform_.in();
    for (std::size_t i = 0; i < window_.size(); ++i) in[i] = {a[i] * window_[i], b[i] * window_[i]};
    transform_.run();
    const auto size = transform_.size();
    const auto out = transform_.out();
    const auto last = std::min<std::size_t>(size / 2, steps_.back().first + std::max<std::uint32_t>(2, steps_.back().count));
    for (std::size_t k = 1; k < last; ++k) {
        const float re = out[k].real(), im = out[k].imag();
        const float mirror_re = out[size - k].real(), mirror_im = out[size - k].imag();
        const float a_re = re + mirror_re, a_im = im - mirror_im;
        const float b_re = im + mirror_im, b_im = mirror_re - re;
        power_a_[k] = 0.25F * (a_re * a_re + a_im * a_im);
        power_b_[k] = 0.25F * (b_re * b_re + b_im * b_im);
    }
    fill(power_a_, row_a);
    fill(power_b_, row_b);
}

BT_WIDE_VECTORS void LogSpectrum::fill(const std::vector<float>& power, SpectrumRow& row) const {
    std::array<float, kPitchSteps> picked;
    for (std::size_t k = 0; k < kPitchSteps; ++k) {
        const auto& step = steps_[k];
        const float* bins = power.data() + step.first;
        float value = 0;
        if (step.count == 0) {
            value = bins[0] + (bins[1] - bins[0]) * step.share;
        } else {
            for (std::uint32_t i = 0; i < step.count; ++i) value = std::max(value, bins[i]);
        }
        picked[k] = value + kSilence;
    }
    for (std::size_t k = 0; k < kPitchSteps; ++k) row.level[k] = 3.0103F * fast_log2(picked[k]);
    std::array<float, kPitchSteps + 1> sums;
    sums[0] = 0;
    for (std::size_t k = 0; k < kPitchSteps; ++k) sums[k + 1] = sums[k] + row.level[k];
    for (int k = 0; k < kPitchSteps; ++k) {
        const auto low = static_cast<std::size_t>(std::max(0, k - kSurroundings));
        const auto high = static_cast<std::size_t>(std::min(kPitchSteps, k + kSurroundings + 1));
        row.contrast[static_cast<std::size_t>(k)] = row.level[static_cast<std::size_t>(k)] - (sums[high] - sums[low]) / static_cast<float>(high - low);
    }
}

}  // namespace bt::sound
