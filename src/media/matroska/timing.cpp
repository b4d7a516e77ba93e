#include "media/matroska/timing.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "media/index/frame_rate.h"

namespace bt::media::matroska {
namespace {

using detail::Wide;

/// numerator / denominator to the nearest, halves away from zero. The denominator is above zero.
std::int64_t divide_nearest(Wide numerator, Wide denominator) {
    const Wide half = denominator / 2;
    return static_cast<std::int64_t>((numerator >= 0 ? numerator + half : numerator - half) / denominator);
}
Wide divide_floor(Wide numerator, Wide denominator) {
    const Wide quotient = numerator / denominator;
    return numerator % denominator < 0 ? quotient - 1 : quotient;
}

/// The nearest point of the grid to `ticks`.
std::int64_t nearest_point(const TrackTiming& timing, std::int64_t ticks) {
    const std::int64_t index = divide_nearest(Wide(ticks - timing.origin) * timing.grid.denominator, timing.grid.numerator);
    return timing.origin + timing.grid.times(index);
}

bool lies_on_grid(const TrackTiming& timing, std::int64_t stored) {
    const std::int64_t ticks = timing.to_ticks(stored);
    return std::abs(nearest_point(timing, ticks) - ticks) <= timing.tolerance();
}

}  // namespace

std::int64_t TickLength::times(std::int64_t count) const {
    if (denominator == 1) return numerator * count;
    return divide_nearest(Wide(numerator) * count, denominator);
}

std::int64_t TrackTiming::to_ticks(std::int64_t stored) const {
    return divide_nearest(Wide(stored) * static_cast<std::int64_t>(timestamp_scale) * timescale.ticks_per_second, 1'000'000'000);
}

std::int64_t TrackTiming::to_stored(std::int64_t ticks) const {
    return static_cast<std::int64_t>(
        divide_floor(Wide(ticks + delay) * 1'000'000'000, Wide(timescale.ticks_per_second) * static_cast<std::int64_t>(timestamp_scale)));
}

std::int64_t TrackTiming::tolerance() const {
    // A finer TimestampScale promises more than many files keep: times copied from another file are still whole milliseconds.
    constexpr std::uint64_t kFinestBelieved = 1'000'000;
    const Wide step = Wide(std::max(timestamp_scale, kFinestBelieved)) * timescale.ticks_per_second;
    return static_cast<std::int64_t>((step + 999'999'999) / 1'000'000'000);
}

std::int64_t TrackTiming::presentation(std::int64_t stored, unsigned lace_index) const {
    std::int64_t ticks = to_ticks(stored);
    // The block's own time is what was rounded: it goes to the grid first, the lace counts from there.
    if (grid) {
        const std::int64_t point = nearest_point(*this, ticks);
        if (std::abs(point - ticks) <= tolerance()) ticks = point;
    }
    if (lace_index != 0) ticks += frame.times(lace_index);
    return ticks - delay;
}

void TrackTiming::drop_ambiguous_grid() {
    // Two points may not both lie within a step of one stored time.
    if (Wide(grid.numerator) <= 2 * Wide(tolerance()) * grid.denominator) grid = {};
}

Timescale timescale_for(Rational frame_rate) {
    // A multiple of the rate's numerator and of 1000: 24000/1001 -> 24 000, 25 -> 25 000, 25/2 -> 25 000.
    const std::int64_t ticks = frame_rate.numerator % 1'000 == 0 ? frame_rate.numerator : frame_rate.numerator * 1'000;
    return {static_cast<std::uint32_t>(ticks)};
}

TrackTiming picture_timing(std::optional<Rational> rate, std::uint64_t default_duration_ns, std::uint64_t timestamp_scale) {
    TrackTiming timing{.timestamp_scale = timestamp_scale};
    if (rate) {
        timing.timescale = timescale_for(*rate);
        timing.frame = {std::int64_t{timing.timescale.ticks_per_second} / rate->numerator * rate->denominator, 1};
        timing.grid = timing.frame;
    } else {
        timing.timescale = {90'000};
        constexpr std::uint64_t kLongestFrame = 60'000'000'000;  // a minute: slides
        if (default_duration_ns > 0 && default_duration_ns <= kLongestFrame) {
            timing.frame = {static_cast<std::int64_t>(default_duration_ns) * 9, 100'000};  // x 90 000 / 10^9
            timing.grid = timing.frame;
        }
    }
    timing.drop_ambiguous_grid();
    return timing;
}

std::optional<Rational> guess_frame_rate(std::span<const std::int64_t> first, std::span<const std::int64_t> later, std::uint64_t timestamp_scale) {
    constexpr std::size_t kFewest = 8;
    if (first.size() < kFewest || first.back() <= first.front()) return std::nullopt;
    // The first pictures tell the average length to a step in their whole span; that may leave several rates.
    const auto intervals = static_cast<double>(first.size() - 1);
    const double frame = static_cast<double>(first.back() - first.front()) * static_cast<double>(timestamp_scale) / intervals;
    const double slack = static_cast<double>(timestamp_scale) / intervals;
    std::optional<Rational> best;
    double best_error = 0;
    constexpr int kTries = 16;
    for (int i = -kTries; i <= kTries; ++i) {
        const auto rate = recognise_frame_rate(frame + slack * i / kTries);
        if (!rate || rate == best) continue;
        TrackTiming timing = picture_timing(rate, 0, timestamp_scale);
        refine_origin(timing, first);
        if (!timing.grid || count_on_grid(timing, first) != first.size() || count_on_grid(timing, later) * 10 < later.size() * 9) continue;
        double error = 0;
        for (const auto& times : {first, later})
            for (const std::int64_t time : times) error += std::abs(static_cast<double>(nearest_point(timing, timing.to_ticks(time)) - timing.to_ticks(time)));
        error /= timing.timescale.ticks_per_second;
        if (best && error >= best_error) continue;
        best = rate;
        best_error = error;
    }
    return best;
}

void refine_origin(TrackTiming& timing, std::span<const std::int64_t> stored) {
    if (!timing.grid || stored.empty()) return;
    timing.origin = timing.to_ticks(stored.front());
    // The true time of each lies within half a step of the stored one, so the origin lies in what all of these leave.
    const std::int64_t half = timing.tolerance() / 2;
    std::int64_t lowest = timing.origin - half;
    std::int64_t highest = timing.origin + half;
    for (const std::int64_t time : stored) {
        if (!lies_on_grid(timing, time)) continue;
        const std::int64_t ticks = timing.to_ticks(time);
        const std::int64_t shift = timing.origin + (ticks - nearest_point(timing, ticks));
        lowest = std::max(lowest, shift - half);
        highest = std::min(highest, shift + half);
    }
    if (lowest > highest) return;  // the writer rounds in another way: keep the first time as it is
    timing.origin = std::clamp(timing.origin, lowest, highest);
}

std::size_t count_on_grid(const TrackTiming& timing, std::span<const std::int64_t> stored) {
    if (!timing.grid) return 0;
    return static_cast<std::size_t>(std::count_if(stored.begin(), stored.end(), [&](std::int64_t time) { return lies_on_grid(timing, time); }));
}

}  // namespace bt::media::matroska
