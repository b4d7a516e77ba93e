// Time on a media line: exact ticks over a timescale. Convert once, at the edge, through a function that says how it rounds.
// Wall-clock time and timeouts are std::chrono's.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace bt {

/// Ticks in a second, as `timescale` in ISO/IEC 14496-12:2015 §8.4.2. Never zero.
struct Timescale {
    std::uint32_t ticks_per_second = 1;
    friend constexpr bool operator==(Timescale, Timescale) = default;
};
inline constexpr Timescale kMilliseconds{1'000};
inline constexpr Timescale kNanoseconds{1'000'000'000};

namespace detail {
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): GCC takes __extension__ only here
/// `ticks` of `from` in `to`, rounded to the nearest tick, halves away from zero.
constexpr std::int64_t rescale_nearest(std::int64_t ticks, Timescale from, Timescale to) {
    if (from == to) return ticks;
    const std::int64_t half = from.ticks_per_second / 2;
    // Faster: a division of 128 bits takes four times as long, and a playlist of an hour has thousands.
    std::int64_t narrow = 0;
    if (!__builtin_mul_overflow(ticks, std::int64_t{to.ticks_per_second}, &narrow) && !__builtin_add_overflow(narrow, narrow >= 0 ? half : -half, &narrow)) {
        return narrow / std::int64_t{from.ticks_per_second};
    }
    const Wide scaled = Wide(ticks) * to.ticks_per_second;
    return static_cast<std::int64_t>((scaled >= 0 ? scaled + half : scaled - half) / from.ticks_per_second);
}
constexpr std::int64_t rescale_floor(std::int64_t ticks, Timescale from, Timescale to) {
    const Wide scaled = Wide(ticks) * to.ticks_per_second;
    const Wide quotient = scaled / from.ticks_per_second;
    return static_cast<std::int64_t>(scaled % from.ticks_per_second < 0 ? quotient - 1 : quotient);
}
constexpr std::strong_ordering compare(std::int64_t a, Timescale as, std::int64_t b, Timescale bs) {
    const Wide left = Wide(a) * bs.ticks_per_second;
    const Wide right = Wide(b) * as.ticks_per_second;
    return left < right ? std::strong_ordering::less
                        : right < left ? std::strong_ordering::greater : std::strong_ordering::equal;
}
}  // namespace detail

/// A length on a media line, exact: `ticks / scale` seconds. May be negative (a difference).
struct MediaDuration {
    std::int64_t ticks = 0;
    Timescale scale;

    friend constexpr std::strong_ordering operator<=>(MediaDuration a, MediaDuration b) {
        return detail::compare(a.ticks, a.scale, b.ticks, b.scale);
    }
    friend constexpr bool operator==(MediaDuration a, MediaDuration b) { return (a <=> b) == 0; }
};

/// A point on a media line, counted from its zero. May be negative (before the presentation begins).
struct MediaInstant {
    std::int64_t ticks = 0;
    Timescale scale;

    friend constexpr std::strong_ordering operator<=>(MediaInstant a, MediaInstant b) {
        return detail::compare(a.ticks, a.scale, b.ticks, b.scale);
    }
    friend constexpr bool operator==(MediaInstant a, MediaInstant b) { return (a <=> b) == 0; }
};

/// The same length in another timescale, to the nearest tick, halves away from zero.
constexpr MediaDuration round_to(MediaDuration d, Timescale scale) {
    return {detail::rescale_nearest(d.ticks, d.scale, scale), scale};
}
constexpr MediaInstant round_to(MediaInstant t, Timescale scale) {
    return {detail::rescale_nearest(t.ticks, t.scale, scale), scale};
}
/// The last tick of `scale` that is not after `t`.
constexpr MediaInstant floor_to(MediaInstant t, Timescale scale) {
    return {detail::rescale_floor(t.ticks, t.scale, scale), scale};
}
/// b - a, in b's timescale (a is rounded to it).
constexpr MediaDuration between(MediaInstant a, MediaInstant b) {
    return {b.ticks - round_to(a, b.scale).ticks, b.scale};
}
/// t + d, in t's timescale (d is rounded to it).
constexpr MediaInstant after(MediaInstant t, MediaDuration d) {
    return {t.ticks + round_to(d, t.scale).ticks, t.scale};
}

/// To the nearest millisecond, halves away from zero.
constexpr std::chrono::milliseconds round_to_milliseconds(MediaDuration d) {
    return std::chrono::milliseconds(round_to(d, kMilliseconds).ticks);
}
constexpr std::chrono::milliseconds round_to_milliseconds(MediaInstant t) {
    return std::chrono::milliseconds(round_to(t, kMilliseconds).ticks);
}

/// For printing and JSON only: never computed with.
constexpr double approximate_seconds(MediaDuration d) {
    return static_cast<double>(d.ticks) / static_cast<double>(d.scale.ticks_per_second);
}
constexpr double approximate_seconds(MediaInstant t) {
    return static_cast<double>(t.ticks) / static_cast<double>(t.scale.ticks_per_second);
}

}  // namespace bt
