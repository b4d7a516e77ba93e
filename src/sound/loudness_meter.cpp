// Everything but the true peak comes from the weighted power of tenths of a second (k_weighting.h): blocks of 400 ms and of three seconds, every
// 100 ms, and whole seconds. True peak costs many times as much, as each sample is looked at in between its neighbours four times over
// (by libebur128); but what lies between samples is never twice as high as they are by more than a hair, so only stretches with a
// sample of at least half the highest true peak so far need to be looked at.
#include "sound/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sound/k_weighting.h"

namespace bt::sound {
namespace {

constexpr std::size_t kPeakBlock = 600;     // frames: short, so that little is looked at for one loud sample
constexpr std::size_t kContext = 64;        // frames: the interpolator's memory and more
constexpr double kWorthLooking = 0.5;       // of the highest true peak

struct Destroy {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using Meter = std::unique_ptr<ebur128_state, Destroy>;

double power_of(double loudness) { return std::pow(10.0, (loudness + 0.691) / 10); }

/// The mean power of `length` tenths, wherever they begin; those below the absolute gate are left out.
std::vector<double> blocks_of(const std::vector<double>& tenths, std::size_t length) {
    std::vector<double> blocks;
    const double gate = power_of(kQuietest);
    for (std::size_t i = 0; i + length <= tenths.size(); ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < length; ++k) sum += tenths[i + k];
        if (const double mean = sum / static_cast<double>(length); mean > gate) blocks.push_back(mean);
    }
    return blocks;
}

/// Those that are at most `below` LU under the mean of all.
std::vector<double> gated(std::vector<double> blocks, double below) {
    const double mean = std::accumulate(blocks.begin(), blocks.end(), 0.0) / std::max(1.0, static_cast<double>(blocks.size()));
    std::erase_if(blocks, [&](double block) { return block < mean * std::pow(10.0, -below / 10); });
    return blocks;
}

/// BS.1770-4: -10 LU under the ungated mean.
double integrated_loudness(const std::vector<double>& tenths) {
    const auto blocks = gated(blocks_of(tenths, 4), 10);
    return blocks.empty() ? -std::numeric_limits<double>::infinity() : loudness_of(std::accumulate(blocks.begin(), blocks.end(), 0.0) / static_cast<double>(blocks.size()));
}

/// EBU Tech 3342: from the 10th to the 95th percentile of three seconds, those 20 LU under the mean left out.
double loudness_range(const std::vector<double>& tenths) {
    auto blocks = gated(blocks_of(tenths, 30), 20);
    if (blocks.empty()) return 0;
    std::ranges::sort(blocks);
    const auto at = [&](double share) { return loudness_of(blocks[static_cast<std::size_t>(share * static_cast<double>(blocks.size() - 1) + 0.5)]); };
    return at(0.95) - at(0.1);
}

/// A number that is none shows in every sum it is part of, even times nothing. Eight sums, so that compilers make vectors of them.
bool are_finite(std::span<const float> samples) {
    float lanes[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= samples.size(); i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += samples[i + lane] * 0.0F;
    }
    for (; i < samples.size(); ++i) lanes[0] += samples[i] * 0.0F;
    return std::ranges::all_of(lanes, [](float lane) { return lane == 0; });
}

float highest_sample(std::span<const float> samples) {
    float lanes[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= samples.size(); i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] = std::max(lanes[lane], std::abs(samples[i + lane]));
    }
    for (; i < samples.size(); ++i) lanes[0] = std::max(lanes[0], std::abs(samples[i]));
    return *std::ranges::max_element(lanes);
}

double in_decibels(double value) { return value > 0 ? 20 * std::log10(value) : -std::numeric_limits<double>::infinity(); }

}  // namespace

struct LoudnessMeter::State {
    State(int sample_rate, int channel_count)
        : channels(static_cast<std::size_t>(channel_count)), weighting(sample_rate, channel_count),
          peaks(ebur128_init(static_cast<unsigned>(channel_count), static_cast<unsigned long>(sample_rate), EBUR128_MODE_TRUE_PEAK)) {}

    void look_for_peaks(std::span<const float> interleaved);
    void look_at(std::span<const float> block);

    std::size_t channels;
    KWeighting weighting;
    Meter peaks;
    std::vector<float> context;      // the last frames before what comes next
    double highest = 0;
    std::vector<float> scratch;
};

/// `block` follows `context`. What the interpolator remembers of an earlier place is gone once it has seen the context.
void LoudnessMeter::State::look_at(std::span<const float> block) {
    const double sample_peak = highest_sample(block);
    if (sample_peak > highest * kWorthLooking) {
        if (!context.empty()) ebur128_add_frames_float(peaks.get(), context.data(), context.size() / channels);
        ebur128_add_frames_float(peaks.get(), block.data(), block.size() / channels);
        for (unsigned channel = 0; channel < channels; ++channel) {
            double peak = 0;
            if (ebur128_prev_true_peak(peaks.get(), channel, &peak) == EBUR128_SUCCESS) highest = std::max(highest, peak);
        }
        highest = std::max(highest, sample_peak);
    }
    const auto kept = std::min(block.size(), kContext * channels);
    context.assign(block.end() - static_cast<std::ptrdiff_t>(kept), block.end());
}

void LoudnessMeter::State::look_for_peaks(std::span<const float> interleaved) {
    while (!interleaved.empty()) {
        const auto size = std::min(interleaved.size(), kPeakBlock * channels);
        look_at(interleaved.first(size));
        interleaved = interleaved.subspan(size);
    }
}

LoudnessMeter::LoudnessMeter(int sample_rate, int channels) : state_(std::make_unique<State>(sample_rate, channels)) {}
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::push(std::span<const float> interleaved) {
    auto& s = *state_;
    if (!s.peaks) return;
    // Broken decoders give numbers that are none; one of them would silence the filters for good.
    if (!are_finite(interleaved)) {
        s.scratch.assign(interleaved.begin(), interleaved.end());
        std::ranges::replace_if(s.scratch, [](float each) { return !std::isfinite(each); }, 0.0F);
        interleaved = s.scratch;
    }
    s.look_for_peaks(interleaved);
    s.weighting.push(interleaved);
}

MeasuredLoudness LoudnessMeter::finish() {
    const auto& s = *state_;
    const auto& tenths = s.weighting.tenths();
    MeasuredLoudness result;
    result.whole = {.integrated = integrated_loudness(tenths), .range = loudness_range(tenths), .true_peak = in_decibels(s.highest)};
    for (std::size_t i = 0; i < tenths.size(); i += 10) {
        const auto count = std::min<std::size_t>(10, tenths.size() - i);
        const auto first = tenths.begin() + static_cast<std::ptrdiff_t>(i);
        const double mean = std::accumulate(first, first + static_cast<std::ptrdiff_t>(count), 0.0) / static_cast<double>(count);
        result.energy.push_back(std::max(kQuietest, static_cast<float>(loudness_of(mean))));
    }
    return result;
}

}  // namespace bt::sound
