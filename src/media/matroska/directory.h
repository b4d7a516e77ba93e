// What a request needs to find its stretch, and no more: made at open, kept by the index between runs.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/index/description.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/cues.h"
#include "media/matroska/timing.h"

namespace bt::media::matroska {

/// A moment, in ticks on the movie's line, and how many bytes of the track come before it.
struct PayloadKnot {
    std::int64_t time = 0;
    std::uint64_t bytes = 0;
    friend bool operator==(const PayloadKnot&, const PayloadKnot&) = default;
};

struct TrackDirectory {
    TrackTiming timing;
    std::vector<SyncEntry> sync;       ///< video only
    bool has_key_frames = true;        ///< false: no block says so, `sync` holds the first frame alone
    std::uint64_t payload_bytes = 0;   ///< of the whole track, counted or estimated
    std::vector<PayloadKnot> knots;    ///< sound only: how they lie in time, as far as it was looked at; times and bytes rise
    friend bool operator==(const TrackDirectory&, const TrackDirectory&) = default;
};

struct Directory {
    SegmentLayout layout;
    std::vector<TrackDirectory> tracks;
    std::vector<ClusterEntry> clusters;  ///< some or all; where reading of sound and subtitles begins
    std::vector<ByteRange> gaps;         ///< large stretches among the clusters that are none, in file order
    friend bool operator==(const Directory&, const Directory&) = default;
};

/// More than opening looks for.
inline constexpr std::size_t kMostKnots = 64, kMostGaps = 64;

void save(const Directory& directory, ByteWriter& out);
/// Reads back what save() wrote. Everything is checked against the description and the size of the file, as if a stranger had
/// written it. Faults: Malformed or Truncated; Unsupported for another version of this format.
Result<Directory> restore(ByteReader in, const Description& description, std::uint64_t file_size);

}  // namespace bt::media::matroska
