// The bytes players fetch for one rendition: headers, segments, single pictures, subtitles.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "delivery/presentation.h"
#include "delivery/recipe.h"

namespace bt::delivery {

/// The CMAF header ("init segment"): ftyp and moov.
Resource header(const Presentation& presentation, const MediaRendition& rendition);

/// How much later than in its own file something is decoded and shown, where that file follows others (joined.h): in the track's ticks, or
/// in milliseconds for text. Not negative.
struct Later {
    std::int64_t ticks = 0;
};

/// A media segment: moof and mdat's header made here, the samples as ranges of the original file.
/// Faults: NotFound for a number the plan does not have; those of reading the file.
Result<Resource> media_segment(const Presentation& presentation, const MediaRendition& rendition, SegmentNumber number, Later later = {});

/// The picture at a sync point (numbered from 1), as a fragment of one sample. Faults: as for media_segment.
Result<Resource> i_frame(const Presentation& presentation, const MediaRendition& rendition, SegmentNumber number, Later later = {});

/// The cues that are on the screen during a segment, as WebVTT.
Result<Resource> text_segment(const Presentation& presentation, const TextRendition& rendition, SegmentNumber number, Later later = {});

/// All cues as one WebVTT file. For a text track inside Matroska this walks the whole file's block headers.
Result<Resource> whole_text(const Presentation& presentation, const TextRendition& rendition);

/// The same cues, unwritten.
Result<std::shared_ptr<const std::vector<subtitle::Cue>>> all_cues(const Presentation& presentation, const TextRendition& rendition);

}  // namespace bt::delivery
