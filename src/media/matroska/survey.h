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
    bool has_leading_pictures = false;            ///< VideoFormat::has_leading_pictures
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

/// How much of a track a stretch of the file holds: from the first block's time to the last one's, whose bytes are not counted. Stored steps.
struct TrackPace {
    std::int64_t first_time = 0, last_time = 0;
    std::uint64_t bytes = 0;
};
/// The pace of each track in the cluster at `offset`, or in its first `kMostFramesOfLook` frames. A cluster that is none has no pace.
inline constexpr std::size_t kMostFramesOfLook = 20'000;  // in one look; 5 s of TrueHD are 6,000
Result<std::vector<TrackPace>> cluster_pace(ClusterWalker& walker, std::uint64_t offset);

/// The elements of at least `least` bytes behind the cluster at `offset` that are no clusters (Void, Attachments), up to the place `until`; of a
/// few elements only.
Result<std::vector<ByteRange>> gaps_behind(ClusterWalker& walker, std::uint64_t offset, std::uint64_t until, std::uint64_t least);

/// Whether pictures that are shown before a sync point lie behind it, at `kLeadingLooks` of them, evenly spread, or all where there are no
/// more. Encoders mix: x264 with open-gop=1 closes every group that begins at a change of scene, so few looks find only closed ones. Of a
/// film of which one group in five is open this misses one in 7,000, of one in twenty one in 8; a group that was not looked at counts as like
/// the others. Such a picture follows its sync point at once, so a look costs two or three small reads and not the group, and ends after `kMostFramesOfLook` frames.
inline constexpr std::size_t kLeadingLooks = 40;
Result<bool> has_leading_pictures(ClusterWalker& walker, std::uint8_t track, std::span<const SyncEntry> entries);

}  // namespace bt::media::matroska
