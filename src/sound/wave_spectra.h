// What correlating waves by the discrete Fourier transform takes.
#pragma once

#include <complex>
#include <cstdint>
#include <span>

#include "sound/waves.h"

namespace bt::sound {

inline float* floats(std::span<std::complex<float>> numbers) { return reinterpret_cast<float*>(numbers.data()); }
inline const float* floats(std::span<const std::complex<float>> numbers) { return reinterpret_cast<const float*>(numbers.data()); }

/// `count` samples from `first` on, as -1 and 1, into every second float; 0 where there is none. `count` is a multiple of 64.
void unpack_waves(const Waves& waves, std::int64_t first, std::int64_t count, float* into);

/// a times the conjugate of b. All as long as `into`.
void multiply_conjugate(std::span<const std::complex<float>> a, std::span<const std::complex<float>> b, std::span<std::complex<float>> into);

/// Of every second float, `count` of them, a multiple of eight: the sum of the squares, and the largest.
struct Squares {
    float sum = 0, most = 0;
};
Squares squares_of(const float* values, std::int64_t count);
/// Which of them lies furthest from 0: the first, if there are several.
std::int64_t furthest_of(const float* values, std::int64_t count);

}  // namespace bt::sound
