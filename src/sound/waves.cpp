// Thinned out to kWaveRate by a windowed sinc laid at each sample's very time, whatever the rate; then whitened in short windows: of each frequency
// only the phase is kept (the phase transform: C. Knapp, G. Carter, "The generalized correlation method for estimation of time delay", 1976).
#include "sound/waves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

#include "sound/fourier.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::size_t kWindow = 256, kHop = kWindow / 2;  // samples of kWaveRate: 128 ms
constexpr std::size_t kLowest = 13, kHighest = 108;       // bins: 100 to 840 Hz. Hum is below; above lies what the filter lets alias
constexpr float kSilence = 1e-3F;                         // magnitude of a bin; a full-scale sine has 80
constexpr float kNothing = 0.02F;                         // of a whitened sample; they are some 0.6 on average

/// Samples at times of one's own choosing.
class Thinner {
public:
    explicit Thinner(double rate) : step_(rate / kWaveRate) {
        constexpr double kCutoff = 1'000, kTransition = 300;  // Hz
        half_ = static_cast<std::size_t>(std::ceil(1.7 * rate / kTransition / 4)) * 4;
        taps_.resize((kPhases + 1) * 2 * half_);
        const double cutoff = std::min(kCutoff / rate, 0.5);
        for (std::size_t phase = 0; phase <= kPhases; ++phase) {
            float* taps = taps_.data() + phase * 2 * half_;
            double sum = 0;
            for (std::size_t i = 0; i < 2 * half_; ++i) {
                // Tap i is for input sample floor(time) - half + 1 + i.
                const double x = static_cast<double>(i) + 1 - static_cast<double>(half_) - static_cast<double>(phase) / kPhases;
                const double sinc = std::abs(x) < 1e-9 ? 2 * cutoff : std::sin(2 * std::numbers::pi * cutoff * x) / (std::numbers::pi * x);
                const double hann = 0.5 + 0.5 * std::cos(std::numbers::pi * x / static_cast<double>(half_ + 1));
                taps[i] = static_cast<float>(sinc * hann);
                sum += taps[i];
            }
            for (std::size_t i = 0; i < 2 * half_; ++i) taps[i] = static_cast<float>(taps[i] / sum);
        }
        in_.assign(half_ - 1, 0.0F);
    }

    BT_WIDE_VECTORS void push(std::span<const float> samples, std::vector<float>& out) {
        in_.insert(in_.end(), samples.begin(), samples.end());
        while (true) {
            const double time = static_cast<double>(next_) * step_;
            const auto whole = static_cast<std::uint64_t>(time);
            const auto at = static_cast<std::size_t>(whole - dropped_);  // in_ begins half_ - 1 samples before `dropped_`
            if (at + 2 * half_ > in_.size()) break;
            const auto phase = static_cast<std::size_t>((time - static_cast<double>(whole)) * kPhases + 0.5);
            out.push_back(dot(in_.data() + at, taps_.data() + phase * 2 * half_));
            ++next_;
        }
        const auto used = static_cast<std::size_t>(static_cast<double>(next_) * step_) - dropped_;
        if (used < (1U << 14)) return;
        in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(std::min(used, in_.size())));
        dropped_ += used;
    }
    void finish(std::vector<float>& out) { push(std::vector<float>(half_, 0.0F), out); }

private:
    static constexpr std::size_t kPhases = 64;

    float dot(const float* a, const float* b) const {
        float lanes[8] = {};
        for (std::size_t i = 0; i < 2 * half_; i += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += a[i + lane] * b[i + lane];
        }
        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }

    double step_;                // input samples an output sample
    std::size_t half_;           // a multiple of 4
    std::vector<float> taps_;    // by phase
    std::vector<float> in_;
    std::uint64_t next_ = 0;     // output sample
    std::uint64_t dropped_ = 0;  // input samples
};

/// Bits in the order they come; what is too soft to tell is drawn by lot, from what came before, so that two silences do not agree.
class SignWriter {
public:
    void put(float sample) {
        bool above = sample > 0;
        if (std::abs(sample) < kNothing) {
            lot_ = lot_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
            above = lot_ >> 63 != 0;
        } else {
            lot_ ^= std::uint64_t{above} << (count_ % 64);
        }
        if (count_ % 64 == 0) words_.push_back(0);
        words_.back() |= std::uint64_t{above} << (count_ % 64);
        ++count_;
    }
    Waves take() { return std::exchange(words_, {}); }

private:
    Waves words_;
    std::uint64_t count_ = 0, lot_ = 1;
};

std::complex<float> unit(std::complex<float> bin) { return bin / (std::sqrt(std::norm(bin)) + kSilence); }

}  // namespace

std::uint64_t samples_along(const Waves& waves, const WavePath& path, std::int64_t sample) {
    const double first = path.at(sample);
    if (path.rate == 1) return samples_from(waves, std::llround(first));
    // In parts of 2^32 of a sample, so that counting up is exact.
    constexpr double kParts = 4'294'967'296.0;
    const auto start = std::llround(first);
    const auto step = static_cast<std::int64_t>(path.rate * kParts);
    auto part = static_cast<std::int64_t>((first - static_cast<double>(start) + 0.5) * kParts);
    const std::uint64_t words[] = {samples_from(waves, start), samples_from(waves, start + 64)};
    std::uint64_t samples = 0;
    for (unsigned i = 0; i < 64; ++i, part += step) {
        const auto at = static_cast<std::uint64_t>(part) >> 32;
        samples |= (words[at >> 6] >> (at & 63) & 1) << i;
    }
    return samples;
}

Waves waves_along(const Waves& waves, const WavePath& path, std::int64_t from, std::int64_t to) {
    Waves along;
    for (auto at = from; at < to; at += 64) along.push_back(samples_along(waves, path, at));
    return along;
}

struct WaveFinder::State {
    explicit State(double rate) : thinner(rate) {
        for (std::size_t i = 0; i < kWindow; ++i) window[i] = static_cast<float>(std::sin(std::numbers::pi * (static_cast<double>(i) + 0.5) / kWindow));
        // Half a window of silence before the start, so that the first samples are heard whole.
        samples.assign(kHop, 0.0F);
    }

    Thinner thinner;
    Fourier forward{kWindow}, inverse{kWindow, Fourier::Direction::Inverse};
    std::array<float, kWindow> window{};
    std::vector<float> samples;             // from the next window on
    std::array<float, kHop> overlap{};      // of the last window
    bool is_first = true;
    SignWriter signs;

    void whiten();
    void whiten_window(const float* from);
};

void WaveFinder::State::whiten() {
    std::size_t at = 0;
    for (; at + kWindow <= samples.size(); at += kHop) whiten_window(samples.data() + at);
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(at));
}

void WaveFinder::State::whiten_window(const float* from) {
    for (std::size_t i = 0; i < kWindow; ++i) forward.in()[i] = from[i] * window[i];
    forward.run();
    for (std::size_t k = kLowest; k <= kHighest; ++k) {
        const auto bin = unit(forward.out()[k]);
        inverse.in()[k] = bin;
        inverse.in()[kWindow - k] = std::conj(bin);
    }
    inverse.run();
    const auto white = inverse.out();
    constexpr float kScale = 1.0F / 16;  // samples of some 0.6
    for (std::size_t i = 0; i < kHop; ++i) {
        if (!is_first) signs.put((overlap[i] + white[i].real() * window[i]) * kScale);
        overlap[i] = white[i + kHop].real() * window[i + kHop];
    }
    is_first = false;
}

WaveFinder::WaveFinder(double rate) : state_(std::make_unique<State>(rate)) {}
WaveFinder::WaveFinder(WaveFinder&&) noexcept = default;
WaveFinder::~WaveFinder() = default;

void WaveFinder::push(std::span<const float> samples) {
    state_->thinner.push(samples, state_->samples);
    state_->whiten();
}

Waves WaveFinder::finish() {
    state_->thinner.finish(state_->samples);
    state_->samples.resize(state_->samples.size() + kWindow, 0.0F);
    state_->whiten();
    return state_->signs.take();
}

}  // namespace bt::sound
