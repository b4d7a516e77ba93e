#include "sound/wave_spectra.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

using Signs = std::array<float, 8>;

/// A byte's bits as -1 and 1.
constexpr std::array<Signs, 256> kSigns = [] {
    std::array<Signs, 256> signs{};
    for (std::size_t byte = 0; byte < signs.size(); ++byte) {
        for (std::size_t bit = 0; bit < 8; ++bit) signs[byte][bit] = (byte >> bit & 1U) != 0 ? 1.0F : -1.0F;
    }
    return signs;
}();

BT_WIDE_VECTORS void multiply(const float* x, const float* y, std::size_t floats, float* product) {
    for (std::size_t i = 0; i < floats; i += 2) {
        product[i] = x[i] * y[i] + x[i + 1] * y[i + 1];
        product[i + 1] = x[i + 1] * y[i] - x[i] * y[i + 1];
    }
}

}  // namespace

void unpack_waves(const Waves& waves, std::int64_t first, std::int64_t count, float* into) {
    for (std::int64_t at = first; at < first + count; at += 64, into += 128) {
        auto bits = samples_from(waves, at);
        auto* sample = into;
        for (std::size_t byte = 0; byte < 8; ++byte, bits >>= 8) {
            for (const float sign : kSigns[bits & 255U]) *sample = sign, sample += 2;
        }
        if (at >= 0 && at + 64 <= size_of(waves)) continue;
        for (std::int64_t bit = 0; bit < 64; ++bit) {
            if (at + bit < 0 || at + bit >= size_of(waves)) into[2 * bit] = 0;
        }
    }
}

void multiply_conjugate(std::span<const std::complex<float>> a, std::span<const std::complex<float>> b, std::span<std::complex<float>> into) {
    multiply(floats(a), floats(b), 2 * into.size(), floats(into));
}

BT_WIDE_VECTORS Squares squares_of(const float* values, std::int64_t count) {
    constexpr std::int64_t kLanes = 8;
    float sums[kLanes] = {}, most[kLanes] = {};
    for (std::int64_t i = 0; i < count; i += kLanes) {
        for (std::int64_t lane = 0; lane < kLanes; ++lane) {
            const float square = values[2 * (i + lane)] * values[2 * (i + lane)];
            sums[lane] += square;
            most[lane] = std::max(most[lane], square);
        }
    }
    Squares found;
    for (const float each : sums) found.sum += each;
    found.most = *std::max_element(most, most + kLanes);
    return found;
}

std::int64_t furthest_of(const float* values, std::int64_t count) {
    std::int64_t furthest = 0;
    for (std::int64_t i = 1; i < count; ++i) {
        if (std::abs(values[2 * i]) > std::abs(values[2 * furthest])) furthest = i;
    }
    return furthest;
}

}  // namespace bt::sound
