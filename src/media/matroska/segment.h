// The head of a Matroska file: everything the Segment tells outside its clusters. RFC 9559 §4.5, §5.1.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/byte_source.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/cues.h"
#include "media/matroska/metadata.h"
#include "media/matroska/tracks.h"

namespace bt::media::matroska {

struct SegmentHead {
    std::string doc_type;  ///< "matroska" or "webm"
    SegmentLayout layout;
    std::string title;
    double duration = 0;   ///< in stored steps; 0 when not told
    std::vector<TrackEntry> tracks;
    Cues cues;
    bool has_cues = false;
    std::vector<Chapter> chapters;
    std::vector<Attachment> attachments;
    Tags tags;
    std::vector<std::string> notes;
};

/// Reads the EBML Header, then the Segment's children up to the first Cluster, then those the SeekHead names. Without
/// Cues in either, hops over the clusters (one read each) for what lies behind them.
/// Faults: Unsupported for another DocType or a newer EBML; Malformed or Truncated when there are no Tracks to be read.
Result<SegmentHead> read_segment_head(const io::ByteSource& source);

}  // namespace bt::media::matroska
