// Places are found by correlation, which two transforms of the whole stretch do for all places at once.
#include "sound/overlay.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr std::size_t kSize = 16'384;
constexpr std::int64_t kReach = 1'536;                                // samples to either side: 48 frames
constexpr auto kPiece = static_cast<std::int64_t>(kSize) - 2 * kReach;  // of the episode: 6.7 s
static_assert(kPiece % 64 == 0);
constexpr float kLeastScore = 6.5F;                       // standard deviations of the correlation around

using Signs = std::array<float, 8>;

/// A byte's bits as -1 and 1.
constexpr std::array<Signs, 256> kSigns = [] {
    std::array<Signs, 256> signs{};
    for (std::size_t byte = 0; byte < signs.size(); ++byte) {
        for (std::size_t bit = 0; bit < 8; ++bit) signs[byte][bit] = (byte >> bit & 1U) != 0 ? 1.0F : -1.0F;
    }
    return signs;
}();

/// `count` samples from `first` on; 0 where there is none, and behind them. `count` is a multiple of 64.
void unpack(const Waves& waves, std::int64_t first, std::int64_t count, std::span<std::complex<float>> into) {
    std::ranges::fill(into, std::complex<float>{});
    auto* sample = reinterpret_cast<float*>(into.data());
    for (std::int64_t i = 0; i < count; i += 64) {
        auto bits = samples_from(waves, first + i);
        for (std::size_t byte = 0; byte < 8; ++byte, bits >>= 8) {
            for (const float sign : kSigns[bits & 255U]) *sample = sign, sample += 2;
        }
        if (first + i >= 0 && first + i + 64 <= size_of(waves)) continue;
        for (std::int64_t bit = 0; bit < 64; ++bit) {
            if (first + i + bit < 0 || first + i + bit >= size_of(waves)) into[static_cast<std::size_t>(i + bit)] = 0;
        }
    }
}

/// a times the conjugate of b.
void multiply(std::span<const std::complex<float>> a, std::span<const std::complex<float>> b, std::span<std::complex<float>> into) {
    const auto *x = reinterpret_cast<const float*>(a.data()), *y = reinterpret_cast<const float*>(b.data());
    auto* product = reinterpret_cast<float*>(into.data());
    for (std::size_t i = 0; i < 2 * into.size(); i += 2) {
        product[i] = x[i] * y[i] + x[i + 1] * y[i + 1];
        product[i + 1] = x[i + 1] * y[i] - x[i] * y[i + 1];
    }
}

struct Peak {
    std::size_t place;
    std::int8_t polarity;
};

/// Where the real part stands out.
std::optional<Peak> peak_of(std::span<const std::complex<float>> correlation) {
    constexpr std::size_t kLanes = 8;
    const auto* values = reinterpret_cast<const float*>(correlation.data());
    float power[kLanes] = {}, most[kLanes] = {};
    for (std::size_t i = 0; i + kLanes <= correlation.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float square = values[2 * (i + lane)] * values[2 * (i + lane)];
            power[lane] += square;
            most[lane] = std::max(most[lane], square);
        }
    }
    float sum = 0;
    for (const float each : power) sum += each;
    const float highest = *std::max_element(most, most + kLanes);
    if (highest < kLeastScore * kLeastScore * sum / static_cast<float>(correlation.size())) return std::nullopt;
    const auto found = std::ranges::find_if(correlation, [highest](const auto& each) { return each.real() * each.real() >= 0.999F * highest; });
    return Peak{static_cast<std::size_t>(found - correlation.begin()), found->real() > 0 ? std::int8_t{1} : std::int8_t{-1}};
}

}  // namespace

OverlayFinder::OverlayFinder(const Landmarks& episode)
    : episode_(episode), forward_(kSize), inverse_(kSize, Fourier::Direction::Inverse), spectrum_(kSize), frame_(0) {}

void OverlayFinder::look_at(std::uint32_t frame) {
    if (has_looked_ && frame == frame_) return;
    unpack(episode_.waves, sample_of(frame) - kPiece / 2, kPiece, forward_.in());
    forward_.run();
    std::ranges::copy(forward_.out(), spectrum_.begin());
    frame_ = frame;
    has_looked_ = true;
}

std::optional<Line> OverlayFinder::find(const Landmarks& song, std::uint32_t frame, std::int64_t song_frame) {
    if (episode_.waves.empty() || song.waves.empty()) return std::nullopt;
    look_at(frame);
    const auto first = sample_of(frame) - kPiece / 2;
    const auto guess = sample_of(static_cast<double>(song_frame - static_cast<std::int64_t>(frame)));
    unpack(song.waves, first + guess - kReach, kPiece + 2 * kReach, forward_.in());
    forward_.run();
    multiply(forward_.out(), spectrum_, inverse_.in());
    inverse_.run();
    const auto best = peak_of(inverse_.out().first(2 * kReach));
    if (!best) return std::nullopt;
    const auto lag = guess - kReach + static_cast<std::int64_t>(best->place);
    return Line{.anchor = static_cast<double>(frame), .position = frame + static_cast<double>(lag) / kWavesPerFrame, .polarity = best->polarity};
}

}  // namespace bt::sound
