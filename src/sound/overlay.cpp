// Places are found by correlation, which two transforms of the whole stretch do for all places at once, and for two songs: one is the real part, the
// other the imaginary one, and neither knows of the other, for the episode is real.
#include "sound/overlay.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"
#include "sound/wave_spectra.h"

namespace bt::sound {
namespace {

constexpr std::size_t kSize = 16'384;
constexpr std::int64_t kReach = 1'536;                                  // samples to either side: 48 frames
constexpr auto kPiece = static_cast<std::int64_t>(kSize) - 2 * kReach;  // of the episode
constexpr std::int64_t kPlaces = 2 * kReach;
static_assert(kPiece % 64 == 0);
constexpr float kLeastScore = 6.5F;  // standard deviations of the correlation around

struct Peak {
    std::int64_t place;
    std::int8_t polarity;
};

/// Where every second of the floats, the first or the second of kPlaces pairs as `values` begins, stands out.
std::optional<Peak> peak_of(const float* values) {
    const auto squares = squares_of(values, kPlaces);
    if (squares.most < kLeastScore * kLeastScore * squares.sum / kPlaces) return std::nullopt;
    const auto best = furthest_of(values, kPlaces);
    return Peak{best, values[2 * best] > 0 ? std::int8_t{1} : std::int8_t{-1}};
}

}  // namespace

OverlayFinder::OverlayFinder(const Landmarks& episode)
    : episode_(episode), forward_(kSize), inverse_(kSize, Fourier::Direction::Inverse), spectrum_(kSize) {}

void OverlayFinder::look_at(std::uint32_t frame) {
    if (frame == frame_) return;
    std::ranges::fill(forward_.in(), std::complex<float>{});
    unpack_waves(episode_.waves, sample_of(frame) - kPiece / 2, kPiece, floats(forward_.in()));
    forward_.run();
    std::ranges::copy(forward_.out(), spectrum_.begin());
    frame_ = frame;
}

std::array<std::optional<Line>, 2> OverlayFinder::find(std::uint32_t frame, std::span<const Guess> guesses) {
    if (episode_.waves.empty()) return {};
    look_at(frame);
    const auto lag_of = [&](const Guess& guess) { return sample_of(static_cast<double>(guess.song_frame - static_cast<std::int64_t>(frame))) - kReach; };
    std::ranges::fill(forward_.in(), std::complex<float>{});
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        unpack_waves(guesses[i].song->waves, sample_of(frame) - kPiece / 2 + lag_of(guesses[i]), kPiece + 2 * kReach, floats(forward_.in()) + i);
    }
    forward_.run();
    multiply_conjugate(forward_.out(), spectrum_, inverse_.in());
    inverse_.run();
    std::array<std::optional<Line>, 2> lines;
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        const auto peak = peak_of(floats(inverse_.out()) + i);
        if (!peak || guesses[i].song->waves.empty()) continue;
        const auto lag = static_cast<double>(lag_of(guesses[i]) + peak->place);
        lines[i] = Line{.anchor = static_cast<double>(frame), .position = frame + lag / kWavesPerFrame, .polarity = peak->polarity};
    }
    return lines;
}

}  // namespace bt::sound
