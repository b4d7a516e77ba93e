// Looks into the clusters at opening: at the first frames always, at all block headers when the Cues are of no use.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/cues.h"

namespace bt::media::matroska {

/// The beginning of a track.
struct TrackBeginning {
    std::vector<Frame> frames;            ///< the first few, in file order
    std::optional<SyncEntry> first_key;   ///< of video
    std::uint64_t bytes = 0;              ///< of `frames`
};

/// The first frames of each of `wanted` tracks, as far as the first clusters hold any.
Result<std::vector<TrackBeginning>> look_at_beginning(ClusterWalker& walker, const std::vector<bool>& wanted);

/// What one walk over all block headers tells of a track.
struct TrackTotals {
    std::uint64_t frames = 0, bytes = 0;
    std::int64_t first_time = 0, last_time = 0;   ///< stored steps; of frames in presentation, so `last_time` is the largest
    std::uint32_t last_duration = kNoDuration;
    std::uint8_t last_lace_index = 0;
    std::vector<SyncEntry> sync;                  ///< key frames, times rising
    std::optional<SyncEntry> first_frame;
};
struct Survey {
    std::vector<TrackTotals> tracks;
    std::vector<ClusterEntry> clusters;
    bool is_complete = true;   ///< false when a limit ended the walk
    bool is_damaged = false;
};
/// Walks the whole Segment: about 0.36 s for an hour with the file in memory.
Result<Survey> survey(ClusterWalker& walker);

/// Whether a few of the entries (the first, the last and some between) point at a key frame of `track` with their time.
Result<bool> cues_are_true(ClusterWalker& walker, std::uint8_t track, std::span<const SyncEntry> entries);

}  // namespace bt::media::matroska
