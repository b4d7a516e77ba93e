// Cues: where decoding may begin. RFC 9559 §5.1.5.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "media/matroska/cluster_walk.h"

namespace bt::media::matroska {

/// A key frame's place. Times are stored steps.
struct SyncEntry {
    std::int64_t time = 0;
    std::uint64_t cluster = 0;                     ///< of its Cluster element in the file
    std::uint64_t block = kUnknownPosition;        ///< as Frame::block; kUnknownPosition when the Cues do not tell
    friend bool operator==(const SyncEntry&, const SyncEntry&) = default;
};
/// A cluster's place and a time that is not before its Timestamp.
struct ClusterEntry {
    std::uint64_t offset = 0;
    std::int64_t time = 0;
    friend bool operator==(const ClusterEntry&, const ClusterEntry&) = default;
};

/// A day of pictures that are all key frames is 2.2 million; beyond, entries are left out.
inline constexpr std::size_t kMaxSyncEntries = 2'500'000;

struct Cues {
    std::vector<std::vector<SyncEntry>> by_track;  ///< by place in Description::tracks; times rising
    std::vector<ClusterEntry> clusters;            ///< all clusters named, offsets and times rising
    bool damaged = false;
};

/// Reads the body of a Cues element. Entries that point outside the Segment, or back in time, are left out.
Cues read_cues(ByteView body, const SegmentLayout& layout);

/// Adds a cluster named by an entry, keeping offsets and times rising; entries out of order are left out.
void add_cluster(std::vector<ClusterEntry>& clusters, ClusterEntry entry);

}  // namespace bt::media::matroska
