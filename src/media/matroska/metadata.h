// What a Segment says beside its tracks and clusters: Chapters, Attachments, Tags. RFC 9559 §5.1.6 to §5.1.8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/index/description.h"
#include "media/matroska/ebml.h"

namespace bt::media::matroska {

/// The chapters of the first default edition, else of the first: nested atoms in order of start, hidden and disabled ones left out.
std::vector<Chapter> read_chapters(ByteView body, std::uint64_t origin, std::vector<std::string>& notes);

/// Names and places of the attached files; their data is not read. Stops at damage, with a note.
Result<std::vector<Attachment>> read_attachments(SourceWindow& window, const Element& attachments, std::vector<std::string>& notes);

/// What muxers note about a track for those who do not want to count: the statistics tags of mkvmerge and FFmpeg.
struct TrackStatistics {
    std::uint64_t track_uid = 0;
    std::optional<std::uint64_t> frames, bytes, bits_per_second;
    std::optional<std::int64_t> duration_ns;
    bool by_mkvmerge = false;  ///< DURATION counts from the track's first time, FFmpeg's from zero
};
struct Tags {
    std::string title;
    std::vector<TrackStatistics> statistics;
};
Tags read_tags(ByteView body, std::uint64_t origin);

/// "00:42:13.120000000" in nanoseconds.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace bt::media::matroska
