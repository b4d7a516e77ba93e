// Samples of a stretch, read from the file's own tables by way of a directory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "io/byte_source.h"
#include "media/index/media_file.h"
#include "media/isobmff/directory.h"
#include "media/isobmff/fragments.h"

namespace bt::media::isobmff {

/// A half-open span of samples, counted from the track's beginning.
struct SampleSpan {
    std::uint32_t first = 0, end = 0;
};
/// Presentation times on the movie's line: [from, until).
struct TimeSpan {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
};

/// The samples that may be presented in `times`, and as few others as the directory can tell.
SampleSpan find_span(const Directory& directory, const TimeSpan& times);

/// The samples of `span` whose presentation begins in `times`, in decode order.
/// Faults: TooLarge for more than kMostSamplesAtOnce; Malformed when directory and file do not fit; the reading's.
Result<std::vector<Sample>> read_samples(const io::ByteSource& source, const Directory& directory, TrackKind kind,
                                         std::span<const TrackExtends> extends, SampleSpan span, const TimeSpan& times);

}  // namespace bt::media::isobmff
