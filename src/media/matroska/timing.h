// From stored block times to exact ticks.
//
// Matroska stores times in steps of TimestampScale, usually a millisecond, so a picture of 41.708 ms lies up to half a step
// off. Where a track's frames have a constant length we know the exact times: they lie on a grid from the track's first
// block. A stored time that is within one step of a grid point means that point; any other time is taken as it is stored.
// The decision needs nothing but the frame itself, so a stretch read on its own agrees with the whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/media_time.h"
#include "media/index/description.h"

namespace bt::media::matroska {

/// A frame length in ticks that need not be whole: 41 708 333 ns in ticks of 1/90 000. Zero when not known.
struct TickLength {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    explicit operator bool() const { return numerator > 0; }
    /// `count` of them in ticks, to the nearest.
    std::int64_t times(std::int64_t count) const;
    friend bool operator==(const TickLength&, const TickLength&) = default;
};

struct TrackTiming {
    Timescale timescale = kMilliseconds;
    std::uint64_t timestamp_scale = 1'000'000;  ///< nanoseconds of a stored step
    TickLength frame;       ///< nominal length of a frame: for laces and for the last frame
    TickLength grid;        ///< what presentation times are multiples of, from `origin`; zero: stored times are taken as they are
    std::int64_t origin = 0;  ///< ticks, before the delay is taken off
    std::int64_t delay = 0;   ///< CodecDelay in ticks: taken off every time

    /// The presentation time of a frame, `lace_index` frames behind the block time `stored`.
    std::int64_t presentation(std::int64_t stored, unsigned lace_index = 0) const;
    /// A stored time in ticks, to the nearest; no grid, no delay.
    std::int64_t to_ticks(std::int64_t stored) const;
    /// The last stored step that is not after `ticks` of presentation.
    std::int64_t to_stored(std::int64_t ticks) const;
    /// One stored step in ticks, at least a millisecond, rounded up: how far a stored time may lie from the true one.
    std::int64_t tolerance() const;
    /// Turns the grid off when its points lie so close that a stored time could mean two of them.
    void drop_ambiguous_grid();

    friend bool operator==(const TrackTiming&, const TrackTiming&) = default;
};

/// Finds the constant rate of pictures without DefaultDuration: the one whose grid meets all of `first` (the times of the first
/// pictures, sorted, none missing, at least eight) and nearly all of `later` (key frames anywhere), closest on the whole.
std::optional<Rational> guess_frame_rate(std::span<const std::int64_t> first, std::span<const std::int64_t> later, std::uint64_t timestamp_scale);

/// The timescale for pictures at this rate: exact for them and for milliseconds.
Timescale timescale_for(Rational frame_rate);

/// Sets timescale, frame and grid for pictures at `rate`; or without rate (variable) a timescale of 90 000.
TrackTiming picture_timing(std::optional<Rational> rate, std::uint64_t default_duration_ns, std::uint64_t timestamp_scale);

/// Moves the grid's origin inside the rounding of the first times, so that all of them (sorted, stored steps) are met as closely
/// as rounding allows: a track that begins at 83.4167 ms is stored as beginning at 83.
void refine_origin(TrackTiming& timing, std::span<const std::int64_t> stored);

/// How many of these stored times lie on the grid.
std::size_t count_on_grid(const TrackTiming& timing, std::span<const std::int64_t> stored);

}  // namespace bt::media::matroska
