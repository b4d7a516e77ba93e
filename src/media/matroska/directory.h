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

struct TrackDirectory {
    TrackTiming timing;
    std::vector<SyncEntry> sync;       ///< video only
    bool has_key_frames = true;        ///< false: no block says so, `sync` holds the first frame alone
    std::uint64_t payload_bytes = 0;   ///< of the whole track, counted or estimated from above
    friend bool operator==(const TrackDirectory&, const TrackDirectory&) = default;
};

struct Directory {
    SegmentLayout layout;
    std::vector<TrackDirectory> tracks;
    std::vector<ClusterEntry> clusters;  ///< some or all; where reading of sound and subtitles begins
    friend bool operator==(const Directory&, const Directory&) = default;
};

void save(const Directory& directory, ByteWriter& out);
/// Reads back what save() wrote. Everything is checked against the description and the size of the file, as if a stranger had
/// written it. Faults: Malformed or Truncated; Unsupported for another version of this format.
Result<Directory> restore(ByteReader in, const Description& description, std::uint64_t file_size);

}  // namespace bt::media::matroska
