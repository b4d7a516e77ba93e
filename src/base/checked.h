// Arithmetic on numbers that came from a file: nothing instead of a wrap-around.
#pragma once

#include <concepts>
#include <optional>
#include <utility>

namespace bt {

template <std::integral T>
constexpr std::optional<T> checked_multiply(T a, T b) {
    T out{};
    if (__builtin_mul_overflow(a, b, &out)) return std::nullopt;
    return out;
}

/// `value` as To when it fits.
template <std::integral To, std::integral From>
constexpr std::optional<To> checked_cast(From value) {
    if (!std::in_range<To>(value)) return std::nullopt;
    return static_cast<To>(value);
}

}  // namespace bt
