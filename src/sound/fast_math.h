// Logarithm and exponential without a call, so that loops over them become vector instructions.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace bt::sound {

/// log2 of normal positive numbers, to 0.0002.
inline float fast_log2(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const auto exponent = static_cast<float>((bits >> 23) - 127);
    const float m = std::bit_cast<float>((bits & 0x007FFFFF) | 0x3F800000);
    return exponent + (-2.505615F + m * (4.049617F + m * (-2.099402F + m * (0.635511F + m * -0.080011F))));
}
inline float fast_log(float x) { return 0.6931472F * fast_log2(x); }

/// e^x to 0.03 percent where it is between 1e-35 and 1e35, and about the nearer of these elsewhere. Whole numbers are what is held in bounds:
/// compilers make branches of a float's, and no vector instructions.
inline float fast_exp(float x) {
    const float power = 1.442695F * x + 127;
    const auto whole = static_cast<std::int32_t>(power);
    const float part = power - static_cast<float>(whole);
    const float fraction = 1 + part * (0.6951786F + part * (0.2262641F + part * 0.0780245F));
    return std::bit_cast<float>(std::max(11, std::min(whole, 243)) << 23) * fraction;
}

}  // namespace bt::sound
