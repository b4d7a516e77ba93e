#include "media/index/frame_rate.h"

#include <cmath>
#include <cstdint>

namespace bt::media {

std::optional<Rational> recognise_frame_rate(double nanoseconds) {
    if (!(nanoseconds > 1e6) || !(nanoseconds < 1e9 + 1e6)) return std::nullopt;  // 1 to 1 000 frames a second
    const double rate = 1e9 / nanoseconds;
    std::optional<Rational> best;
    double best_error = kFrameRateTolerance;
    const auto consider = [&](std::int64_t numerator, std::int64_t denominator) {
        const double error = std::abs(rate * static_cast<double>(denominator) / static_cast<double>(numerator) - 1);
        if (error > best_error) return;
        best_error = error;
        best = Rational{numerator, denominator};
    };
    const auto whole = static_cast<std::int64_t>(std::lround(rate));
    if (whole > 0) consider(whole, 1);
    if (rate < 15.5) {
        const auto halves = static_cast<std::int64_t>(std::lround(rate * 2));
        if (halves % 2 != 0) consider(halves, 2);
    }
    for (const std::int64_t ntsc : {12'000, 15'000, 24'000, 30'000, 48'000, 60'000, 120'000}) consider(ntsc, 1'001);
    return best;
}

}  // namespace bt::media
