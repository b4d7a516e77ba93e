// Two meters. One for loudness and range, fed with everything. True peak costs many times as much, as each sample is looked at in between
// its neighbours four times over; but what lies between samples is never twice as high as they are by more than a hair, so only stretches
// with a sample of at least half the highest true peak so far need to be looked at.
#include "sound/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bt::sound {
namespace {

constexpr std::size_t kPeakBlock = 4'800;   // frames
constexpr std::size_t kContext = 64;        // frames: the interpolator's memory and more
constexpr double kWorthLooking = 0.5;       // of the highest true peak

struct Destroy {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using Meter = std::unique_ptr<ebur128_state, Destroy>;

Meter make_meter(int rate, int channels, int mode) {
    Meter meter(ebur128_init(static_cast<unsigned>(channels), static_cast<unsigned long>(rate), mode));
    if (!meter) return meter;
    if (channels == 1) ebur128_set_channel(meter.get(), 0, EBUR128_DUAL_MONO);
    if (channels == 8) {  // 7.1: back, then side
        ebur128_set_channel(meter.get(), 4, EBUR128_Mp135);
        ebur128_set_channel(meter.get(), 5, EBUR128_Mm135);
        ebur128_set_channel(meter.get(), 6, EBUR128_Mp090);
        ebur128_set_channel(meter.get(), 7, EBUR128_Mm090);
    }
    return meter;
}

double in_decibels(double value) { return value > 0 ? 20 * std::log10(value) : -std::numeric_limits<double>::infinity(); }

}  // namespace

struct LoudnessMeter::State {
    State(int sample_rate, int channel_count)
        : rate(static_cast<std::size_t>(sample_rate)), channels(static_cast<std::size_t>(channel_count)),
          loudness(make_meter(sample_rate, channel_count, EBUR128_MODE_I | EBUR128_MODE_LRA)),
          peaks(make_meter(sample_rate, channel_count, EBUR128_MODE_TRUE_PEAK)) {}

    void add_energy(std::size_t frames);
    void look_for_peaks(std::span<const float> interleaved);
    void look_at(std::span<const float> block);

    std::size_t rate, channels;
    Meter loudness, peaks;
    std::size_t in_second = 0;       // frames of the second that is being measured
    std::vector<float> energy;
    std::vector<float> context;      // the last frames before what comes next
    double highest = 0;
    std::vector<float> scratch;
};

void LoudnessMeter::State::add_energy(std::size_t frames) {
    double lufs = 0;
    const auto window = static_cast<unsigned long>(std::max<std::size_t>(1, frames * 1'000 / rate));
    const bool measured = ebur128_loudness_window(loudness.get(), window, &lufs) == EBUR128_SUCCESS;
    energy.push_back(measured && std::isfinite(lufs) ? std::max(kQuietest, static_cast<float>(lufs)) : kQuietest);
    in_second = 0;
}

/// `block` follows `context`. What the interpolator remembers of an earlier place is gone once it has seen the context.
void LoudnessMeter::State::look_at(std::span<const float> block) {
    double sample_peak = 0;
    for (const float value : block) sample_peak = std::max(sample_peak, static_cast<double>(std::abs(value)));
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
    if (!s.loudness || !s.peaks) return;
    // Broken decoders give numbers that are none; one of them would silence the filters for good.
    if (!std::ranges::all_of(interleaved, [](float each) { return std::isfinite(each); })) {
        s.scratch.assign(interleaved.begin(), interleaved.end());
        std::ranges::replace_if(s.scratch, [](float each) { return !std::isfinite(each); }, 0.0F);
        interleaved = s.scratch;
    }
    s.look_for_peaks(interleaved);
    while (!interleaved.empty()) {
        const auto frames = std::min(interleaved.size() / s.channels, s.rate - s.in_second);
        if (frames == 0) return;
        ebur128_add_frames_float(s.loudness.get(), interleaved.data(), frames);
        s.in_second += frames;
        interleaved = interleaved.subspan(frames * s.channels);
        if (s.in_second == s.rate) s.add_energy(s.rate);
    }
}

MeasuredLoudness LoudnessMeter::finish() {
    auto& s = *state_;
    MeasuredLoudness result;
    result.whole = {.integrated = -std::numeric_limits<double>::infinity(), .range = 0, .true_peak = in_decibels(s.highest)};
    if (!s.loudness || !s.peaks) return result;
    if (s.in_second > s.rate / 10) s.add_energy(s.in_second);
    ebur128_loudness_global(s.loudness.get(), &result.whole.integrated);
    ebur128_loudness_range(s.loudness.get(), &result.whole.range);
    result.energy = std::move(s.energy);
    return result;
}

}  // namespace bt::sound
