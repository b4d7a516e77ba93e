// Only what lies below 4.4 kHz is compared, so the rate may fall to some 11 kHz: 48 kHz / 4, 44.1 kHz / 4. Dividing by a whole number needs
// one short filter and no resampler (the frames of hearing_range.h are laid out in seconds, not samples); libswresample's way to 16 kHz
// takes five times as long. The filter lets alias what nobody looks at, which halves its length.
#include "sound/front_end.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr double kHighest = 4'600;        // Hz, kept
constexpr double kLowestRate = 11'000;    // Hz
constexpr double kAttenuation = 50;       // dB, of what folds back into the kept range
constexpr std::size_t kLanes = 8;
constexpr float kCentreShare = 0.25F;

double bessel_i0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 32; ++k) {
        term *= (x / (2 * k)) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

/// Kaiser's windowed sinc: J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974.
std::vector<float> low_pass(double rate, double pass, double stop) {
    const double width = (stop - pass) / rate;
    const auto length = static_cast<std::size_t>(std::ceil((kAttenuation - 8) / (2.285 * 2 * std::numbers::pi * width))) | 1U;
    const double beta = 0.5842 * std::pow(kAttenuation - 21, 0.4) + 0.07886 * (kAttenuation - 21);
    const double cutoff = (pass + stop) / 2 / rate;
    const auto middle = static_cast<double>(length - 1) / 2;
    std::vector<double> taps(length);
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const double x = static_cast<double>(i) - middle;
        const double sinc = x == 0 ? 2 * cutoff : std::sin(2 * std::numbers::pi * cutoff * x) / (std::numbers::pi * x);
        const double r = x / (middle + 1);
        taps[i] = sinc * bessel_i0(beta * std::sqrt(std::max(0.0, 1 - r * r)));
        sum += taps[i];
    }
    std::vector<float> result((length + kLanes - 1) / kLanes * kLanes, 0.0F);
    std::transform(taps.begin(), taps.end(), result.begin(), [sum](double tap) { return static_cast<float>(tap / sum); });
    return result;
}

/// Written so that compilers turn it into vector instructions without leave to reorder additions.
BT_WIDE_VECTORS float dot(const float* a, const float* b, std::size_t count) {
    float lanes[kLanes] = {};
    for (std::size_t i = 0; i < count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += a[i + lane] * b[i + lane];
    }
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

}  // namespace

FrontEnd::FrontEnd(int sample_rate, int channels) : channels_(channels), step_(1), output_rate_(sample_rate) {
    step_ = static_cast<std::size_t>(std::max(1.0, std::floor(sample_rate / kLowestRate)));
    output_rate_ = sample_rate / static_cast<double>(step_);
    taps_ = step_ == 1 ? std::vector<float>{1, 0, 0, 0, 0, 0, 0, 0} : low_pass(sample_rate, kHighest, output_rate_ - kHighest);
    // Silence before the start puts the first output in the middle of the filter: no delay.
    const std::size_t lead = step_ == 1 ? 0 : taps_.size() / 2;
    mid_in_.assign(lead, 0.0F);
    if (has_side()) side_in_.assign(lead, 0.0F);
}

BT_WIDE_VECTORS void FrontEnd::mix(const float* frames, std::size_t count) {
    const auto old = mid_in_.size();
    mid_in_.resize(old + count);
    if (has_side()) side_in_.resize(old + count);
    float* mid = mid_in_.data() + old;
    if (channels_ == 1) {
        std::copy_n(frames, count, mid);
        return;
    }
    float* side = side_in_.data() + old;
    if (channels_ == 2) {
        for (std::size_t i = 0; i < count; ++i) {
            mid[i] = (frames[2 * i] + frames[2 * i + 1]) * 0.5F;
            side[i] = (frames[2 * i] - frames[2 * i + 1]) * 0.5F;
        }
        return;
    }
    // Three channels are left, right, centre; four have no centre as a rule; from five on the centre is the third.
    const bool has_centre = channels_ != 4;
    const auto stride = static_cast<std::size_t>(channels_);
    for (std::size_t i = 0; i < count; ++i, frames += stride) {
        mid[i] = (frames[0] + frames[1]) * 0.5F + (has_centre ? frames[2] * kCentreShare : 0.0F);
        side[i] = (frames[0] - frames[1]) * 0.5F;
    }
}

void FrontEnd::filter(std::vector<float>& signal, std::size_t& next, std::vector<float>& out) const {
    for (; next + taps_.size() <= signal.size(); next += step_) out.push_back(dot(signal.data() + next, taps_.data(), taps_.size()));
}

void FrontEnd::drop_used() {
    // Moving what is left costs less the more is dropped at a time.
    if (mid_next_ < (1U << 15)) return;
    const auto used = static_cast<std::ptrdiff_t>(std::min(mid_next_, mid_in_.size()));
    mid_in_.erase(mid_in_.begin(), mid_in_.begin() + used);
    if (has_side()) side_in_.erase(side_in_.begin(), side_in_.begin() + used);
    mid_next_ -= static_cast<std::size_t>(used);
    side_next_ = mid_next_;
}

void FrontEnd::push(std::span<const float> interleaved, std::vector<float>& mid, std::vector<float>& side) {
    mix(interleaved.data(), interleaved.size() / static_cast<std::size_t>(channels_));
    filter(mid_in_, mid_next_, mid);
    if (has_side()) filter(side_in_, side_next_, side);
    drop_used();
}

void FrontEnd::finish(std::vector<float>& mid, std::vector<float>& side) {
    mid_in_.resize(mid_in_.size() + taps_.size() / 2, 0.0F);
    filter(mid_in_, mid_next_, mid);
    if (!has_side()) return;
    side_in_.resize(side_in_.size() + taps_.size() / 2, 0.0F);
    filter(side_in_, side_next_, side);
}

}  // namespace bt::sound
