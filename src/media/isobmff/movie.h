// The MovieBox: the tree of ISO/IEC 14496-12:2015 §8.2 to §8.8, read header by header; tables are remembered by their place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/isobmff/box.h"
#include "media/isobmff/fragments.h"
#include "media/isobmff/metadata.h"
#include "media/isobmff/sample_entry.h"
#include "media/isobmff/sample_tables.h"
#include "media/isobmff/track_boxes.h"

namespace bt::media::isobmff {

/// A TrackBox.
struct TrackBox {
    std::string place;  ///< "moov > trak 2"
    TrackHeader header;
    MediaHeader media;
    Handler handler;
    std::optional<std::string> extended_language;
    std::vector<Edit> edits;
    std::vector<bool> data_references;          ///< whether each is this file
    std::vector<std::uint32_t> chapter_tracks;  ///< 'tref' of type 'chap'
    TrackKind kind = TrackKind::Other;
    std::vector<SampleEntry> entries;
    SampleTables tables;
    UserData user_data;
};

struct Movie {
    Timescale timescale{1};
    std::uint64_t duration = 0;  ///< in it; 0 when not known
    std::vector<TrackBox> tracks;
    std::vector<TrackExtends> extends;
    UserData user_data;
    std::vector<std::string> notes;    ///< tracks left out, and why
    std::optional<Error> first_fault;  ///< of the first of them
};

/// Reads the box tree under `moov`. A track that is broken is left out with a note.
/// Faults: Unsupported for a compressed movie ('cmov'); TooLarge; Malformed, Truncated outside tracks; the reading's.
Result<Movie> read_movie(FileWindow& window, const Box& moov);

}  // namespace bt::media::isobmff
