// BS.1770 gives the two filters as numbers for 48 kHz. They are a high shelf (the head) and a high-pass (the ear) whose analogue prototypes follow from
// those numbers, and so the filters of any other rate: here by the bilinear transform, as everyone does it.
#include "sound/k_weighting.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace bt::sound {
namespace {

constexpr double kSurround = 1.41;  // BS.1770 table 4: what comes from the sides
constexpr double kNothing = 1e-30;  // below any sound; smaller numbers would only be slow

/// What a channel counts for; the low-frequency channel and those beyond 7.1 do not.
double weight_of(int channel, int channels) {
    if (channels == 1) return 2;
    if (channels == 4) return channel < 2 ? 1 : kSurround;
    if (channels == 5) return channel < 3 ? 1 : kSurround;
    if (channel < 3) return 1;
    if (channels == 8) return channel == 3 ? 0 : channel < 6 ? 1 : kSurround;  // back, then side
    return channel == 4 || channel == 5 ? kSurround : 0;
}

}  // namespace

double loudness_of(double power) { return power > 0 ? -0.691 + 10 * std::log10(power) : -std::numeric_limits<double>::infinity(); }

KWeighting::Biquad KWeighting::shelf(double rate) {
    constexpr double kFrequency = 1681.974450955533, kGain = 3.999843853973347, kQuality = 0.7071752369554196;
    const double k = std::tan(std::numbers::pi * kFrequency / rate);
    const double high = std::pow(10.0, kGain / 20), band = std::pow(high, 0.4996667741545416);
    const double a0 = 1 + k / kQuality + k * k;
    return {{(high + band * k / kQuality + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / kQuality + k * k) / a0},
            {1, 2 * (k * k - 1) / a0, (1 - k / kQuality + k * k) / a0}};
}

KWeighting::Biquad KWeighting::high_pass(double rate) {
    constexpr double kFrequency = 38.13547087602444, kQuality = 0.5003270373238773;
    const double k = std::tan(std::numbers::pi * kFrequency / rate);
    const double a0 = 1 + k / kQuality + k * k;
    return {{1, -2, 1}, {1, 2 * (k * k - 1) / a0, (1 - k / kQuality + k * k) / a0}};
}

KWeighting::KWeighting(int sample_rate, int channels)
    : rate_(static_cast<std::size_t>(sample_rate)), channels_(static_cast<std::size_t>(channels)), shelf_(shelf(sample_rate)), high_pass_(high_pass(sample_rate)),
      pairs_((channels_ + kLanes - 1) / kLanes) {
    for (std::size_t c = 0; c < channels_; ++c) pairs_[c / kLanes].weight[c % kLanes] = weight_of(static_cast<int>(c), channels);
}

/// Both filters, transposed direct form II. Returns the sum of squares by weight. `lanes`: channels there are from `samples` on.
double KWeighting::run(Pair& pair, const float* samples, std::size_t frames, std::size_t lanes) const {
    double state[4][kLanes], sums[kLanes] = {};
    std::copy_n(&pair.state[0][0], 4 * kLanes, &state[0][0]);
    const auto second = lanes > 1 ? std::size_t{1} : 0;
    for (std::size_t i = 0; i < frames; ++i, samples += channels_) {
        const double in[kLanes] = {samples[0], samples[second]};
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double x = in[lane];
            const double y = shelf_.b[0] * x + state[0][lane];
            state[0][lane] = shelf_.b[1] * x - shelf_.a[1] * y + state[1][lane];
            state[1][lane] = shelf_.b[2] * x - shelf_.a[2] * y;
            const double z = y + state[2][lane];
            state[2][lane] = -2 * y - high_pass_.a[1] * z + state[3][lane];
            state[3][lane] = y - high_pass_.a[2] * z;
            sums[lane] += z * z;
        }
    }
    for (auto& row : state) {
        for (auto& value : row) {
            if (std::abs(value) < kNothing) value = 0;
        }
    }
    std::copy_n(&state[0][0], 4 * kLanes, &pair.state[0][0]);
    return sums[0] * pair.weight[0] + sums[1] * pair.weight[1];
}

void KWeighting::close_tenth() {
    tenths_.push_back(power_ / static_cast<double>(frames_ - begun_));
    power_ = 0;
    begun_ = frames_;
}

void KWeighting::push(std::span<const float> interleaved) {
    const auto count = interleaved.size() / channels_;
    for (std::size_t done = 0; done < count;) {
        const std::uint64_t end = std::max<std::uint64_t>(begun_ + 1, ((tenths_.size() + 1) * rate_ + 5) / 10);
        const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(count - done, end - frames_));
        for (std::size_t p = 0; p < pairs_.size(); ++p) {
            if (pairs_[p].weight[0] == 0 && pairs_[p].weight[1] == 0) continue;
            power_ += run(pairs_[p], interleaved.data() + done * channels_ + p * kLanes, frames, channels_ - p * kLanes);
        }
        done += frames;
        frames_ += frames;
        if (frames_ == end) close_tenth();
    }
}

}  // namespace bt::sound
