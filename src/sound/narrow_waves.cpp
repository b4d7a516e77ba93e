// A filter over samples that are one bit each is a sum of what every byte of them brings, and that is known beforehand.
#include "sound/narrow_waves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace bt::sound {
namespace {

constexpr std::size_t kBytes = 32, kTaps = 8 * kBytes;
constexpr double kMiddles[kBands] = {131.5, 544}, kHalfBand = 26;  // Hz; half of the filter's slope is added on either side

using Taps = std::array<std::complex<double>, kTaps>;
Taps make_taps(double middle) {
    Taps taps;
    double power = 0;
    for (std::size_t i = 0; i < kTaps; ++i) {
        const double time = (static_cast<double>(i) - (kTaps - 1) / 2.0) / kWaveRate;
        const double sinc = std::sin(2 * std::numbers::pi * kHalfBand * time) / time;
        const double hann = 0.5 + 0.5 * std::cos(2 * std::numbers::pi * time * kWaveRate / (kTaps + 1));
        taps[i] = std::polar(sinc * hann, -2 * std::numbers::pi * middle * time);
        power += std::norm(taps[i]);
    }
    for (auto& tap : taps) tap *= std::sqrt(static_cast<double>(kNarrowPower) / power);
    return taps;
}

/// What each byte in each place brings.
using Table = std::array<std::array<std::complex<float>, 256>, kBytes>;
Table make_table(double middle) {
    const auto taps = make_taps(middle);
    Table of;
    for (std::size_t place = 0; place < kBytes; ++place) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            std::complex<double> sum;
            for (std::size_t bit = 0; bit < 8; ++bit) sum += (byte >> bit & 1U) != 0 ? taps[8 * place + bit] : -taps[8 * place + bit];
            of[place][byte] = std::complex<float>(sum);
        }
    }
    return of;
}
const std::array<Table, kBands>& tables() {
    static const std::array<Table, kBands> made{make_table(kMiddles[0]), make_table(kMiddles[1])};
    return made;
}

std::int8_t rounded(float value) { return static_cast<std::int8_t>(std::lrint(std::clamp(value, -127.0F, 127.0F))); }

NarrowWaves narrow_waves(const Waves& waves, const Table& brings) {
    NarrowWaves narrow;
    narrow.reserve(waves.size() * 64 / kNarrowStep);
    for (std::int64_t at = 0; at + static_cast<std::int64_t>(kTaps) <= size_of(waves); at += kNarrowStep) {
        std::complex<float> sum;
        for (std::size_t word = 0; word < kTaps / 64; ++word) {
            auto bits = samples_from(waves, at + 64 * static_cast<std::int64_t>(word));
            for (std::size_t byte = 0; byte < 8; ++byte, bits >>= 8) sum += brings[8 * word + byte][bits & 255U];
        }
        narrow.push_back({rounded(sum.real()), rounded(sum.imag())});
    }
    return narrow;
}

}  // namespace

NarrowBands narrow_bands(const Waves& waves) {
    NarrowBands bands;
    for (std::size_t band = 0; band < kBands; ++band) bands[band] = narrow_waves(waves, tables()[band]);
    return bands;
}

}  // namespace bt::sound
