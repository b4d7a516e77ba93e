// The one cut table: where segments begin. Playlists, manifests and segments are all made from it, so they cannot disagree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "base/media_time.h"

namespace bt::delivery {

/// A segment's number as in its URL: 1 for the first (HLS media sequence and DASH $Number$ alike).
using SegmentNumber = StrongId<struct SegmentNumberTag, std::uint32_t>;

/// Segments are as long as fits under this: RFC 8216bis appendix B.1 advises about six seconds.
inline constexpr int kLongestWantedSeconds = 6;
/// Sound alone of a length beyond this many segments is cut into longer ones: a file's word for its own duration costs no memory.
/// A week of film has as many.
inline constexpr std::int64_t kMostEvenSegments = 100'000;
/// A last piece shorter than this joins the segment before it.
inline constexpr int kShortestTailMilliseconds = 1'000;

/// Where the segments of one media file begin, on the movie's line. Immutable.
class SegmentPlan {
public:
    /// Cuts video at sync points: each segment ends at the latest sync point not more than six seconds on, or at the next one
    /// where they lie further apart. `syncs` are presentation times in `scale`, rising; `end` is the end of the picture. The first
    /// segment holds the last sync point at or before zero, and begins at zero: what an edit list hides before that is not sent.
    static SegmentPlan at_sync_points(std::span<const std::int64_t> syncs, Timescale scale, MediaInstant end);
    /// For sound that goes on behind the picture: adds segments of six seconds up to `end`, where they would not fit into the last one.
    void extend_to(MediaInstant end);
    /// Cuts a film without video every six seconds (kMostEvenSegments).
    static SegmentPlan even(MediaInstant start, MediaInstant end);

    std::size_t count() const { return starts_.size(); }
    /// How many of them, from the first, hold pictures. Only for video plans.
    std::size_t picture_count() const { return first_syncs_.size(); }
    /// The segment with this number, as an index from 0; nothing when there is none.
    std::optional<std::size_t> index_of(SegmentNumber number) const;
    /// Begin of segment `index`; `index == count()` is the end of the last.
    MediaInstant start(std::size_t index) const { return {index < count() ? starts_[index] : end_, scale_}; }
    MediaDuration duration(std::size_t index) const { return between(start(index), start(index + 1)); }
    /// The longest segment, for EXT-X-TARGETDURATION.
    MediaDuration longest() const;
    /// The sync point that begins segment `index`; from `picture_count()` on the number of sync points. Only for video plans.
    std::size_t first_sync(std::size_t index) const { return index < picture_count() ? first_syncs_[index] : sync_count_; }
    Timescale scale() const { return scale_; }

private:
    void cut_evenly(std::int64_t begin, std::int64_t end);

    std::vector<std::int64_t> starts_;
    std::vector<std::size_t> first_syncs_;
    std::int64_t end_ = 0;
    std::size_t sync_count_ = 0;
    Timescale scale_;
};

}  // namespace bt::delivery
