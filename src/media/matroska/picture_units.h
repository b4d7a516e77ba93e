// Pictures of a stretch: which frames of its clusters belong to which unit. A unit is what lies between two sync points, [cue i, cue i + 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "media/index/media_file.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/directory.h"
#include "media/matroska/timing.h"

namespace bt::media::matroska {

/// Samples in one answer: a day of pictures. Bounds the memory of a call.
inline constexpr std::size_t kMaxSamples = 8'000'000;

/// The frames of some units in a row, and the first few of the unit behind them.
struct PictureUnits {
    std::vector<Frame> frames;
    std::vector<std::size_t> begins;  ///< of each unit, then of the one behind, if there is one
    std::span<const Frame> frames_of(std::size_t unit) const {
        const std::size_t end = unit + 1 < begins.size() ? begins[unit + 1] : frames.size();
        return std::span{frames}.subspan(begins[unit], end - begins[unit]);
    }
};

/// The smallest of a unit's first times, in ticks; `latest` is the last of the unit before it.
std::int64_t begin_of(std::span<const Frame> frames, const TrackTiming& timing, std::int64_t latest);

/// Takes units [first, end) of a track out of the clusters they lie in, which it is given in file order, each with all its frames or as far as `is_enough`.
class UnitGatherer {
public:
    /// `directory` outlives it, and has the sync points.
    UnitGatherer(const TrackDirectory& directory, TrackNumber track, std::size_t first, std::size_t end);

    std::uint64_t first_cluster() const { return sync_[first_].cluster; }
    /// The next frames are those of the cluster at `cluster`. Faults: Malformed when a sync point does not lie where the Cues say.
    Result<void> enter(std::uint64_t cluster);
    /// Whether the cluster need not be walked beyond `frame`, the next one of it.
    bool is_enough(const Frame& frame);
    /// All that is known of the cluster. False when everything that is wanted is there. Faults: Malformed as of enter().
    Result<bool> take(std::span<const Frame> frames);
    /// Faults: Malformed when a unit is missing; TooLarge for more than kMaxSamples.
    Result<PictureUnits> units() &&;

private:
    Error missing() const;
    Result<bool> take(const Frame& frame);
    void note_time(const Frame& frame);

    const TrackDirectory& directory_;
    const std::vector<SyncEntry>& sync_;
    const TrackNumber track_;
    const std::size_t first_, end_;
    PictureUnits units_;
    std::size_t next_;              // the sync point to be met next
    std::uint64_t cluster_ = 0;     // whose frames are taken
    bool is_last_ = false;          // the unit behind begins in it
    std::size_t behind_ = 0;        // frames of that unit
    std::int64_t latest_ = 0;       // stored time, of the last unit's pictures so far
};

}  // namespace bt::media::matroska
