// What stays in memory of a track: places in its tables from which any stretch can be read. See media/index/media_file.h.
//
// A video track has an entry at sync samples, no closer than kClosestPlaces (from there it is counted on), others about one in
// four seconds. An hour of film is 900 entries of 56 bytes each for picture and sound, and 1,800 sync samples: 0.14 MB.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/byte_source.h"
#include "media/index/media_file.h"
#include "media/isobmff/sample_cursor.h"
#include "media/isobmff/sample_tables.h"

namespace bt::media::isobmff {

/// More samples than this in one answer would be hundreds of megabytes; 35 hours of film at 30 frames a second are fewer.
inline constexpr std::uint64_t kMostSamplesAtOnce = std::uint64_t{1} << 22;
/// Of a track: at 48,000 PCM samples a second, three hours.
inline constexpr std::uint32_t kMostSamples = std::uint32_t{1} << 29;
/// Four seconds of film. A segment that begins between two entries reads some 400 bytes of tables more; reading twice the entries
/// took 30 us of what opening a film takes.
inline constexpr std::uint32_t kClosestPlaces = 96;
/// Of a track: 37 hours of film at 60 frames a second, every one a sync sample.
inline constexpr std::size_t kMostSyncSamples = std::size_t{1} << 23;

/// A movie fragment that holds samples of the track.
struct FragmentPlace {
    std::uint64_t moof_offset = 0;
    std::int64_t decode_time = 0;    ///< of the track's first sample in it, on the media's own line
    std::uint64_t bytes_before = 0;  ///< of all samples before
    std::uint32_t first_sample = 0;  ///< counted from the track's beginning
    std::uint32_t sample_count = 0;  ///< that can be read: fewer than declared where the file ends early
    friend bool operator==(const FragmentPlace&, const FragmentPlace&) = default;
};

struct Directory {
    std::int64_t shift = 0;  ///< a time on the movie's line is the time on the media's own line less this
    std::int64_t least_offset = 0, most_offset = 0;  ///< of composition
    std::uint32_t sample_count = 0;
    std::uint32_t table_samples = 0;  ///< of them in the moov's tables; the rest are in fragments
    std::uint64_t byte_count = 0;
    std::int64_t end_time = 0;        ///< the last presentation's end, on the media's own line

    // Sync samples in decode order. The three go together; `points` is what media_file.h promises for video.
    std::vector<std::uint32_t> sync_samples;
    std::vector<SyncPoint> sync_points;
    std::vector<std::uint64_t> sync_bytes_before;
    bool all_sync = false;            ///< every sample is a sync sample; the three are kept for video only

    SampleTables tables;
    std::vector<Place> places;

    std::uint32_t track_id = 0;
    std::vector<FragmentPlace> fragments;
    friend bool operator==(const Directory&, const Directory&) = default;
};

/// How long a track's samples last: all of them but the last, whose length writers make up.
class Durations {
public:
    /// `count` samples in a row, one at least, last `delta` each.
    void add(std::uint32_t delta, std::uint64_t count);
    /// Pictures a second, where the rate is constant: all durations are the same, or they are those of a rate that there is, rounded to a millisecond
    /// as Matroska does, for long enough to tell.
    std::optional<Rational> rate(Timescale timescale) const;

private:
    void note(std::uint32_t delta, std::uint64_t count);

    std::uint32_t least_ = std::numeric_limits<std::uint32_t>::max(), most_ = 0;
    std::uint64_t count_ = 0;
    double ticks_ = 0;  // in all; whole numbers, of which a double holds more than a film has
    std::optional<std::uint32_t> last_;
};

/// What a walk over a track's samples found besides the directory.
struct Survey {
    std::uint64_t declared_samples = 0;  ///< by stsz or trun
    std::int64_t first_time = 0;         ///< presentation of the first sample in decode order, on the media's own line
    std::int64_t least_time = 0;         ///< the first presentation, on the media's own line
    bool ends_early = false;             ///< samples lie beyond the file's end, and are left out
    bool has_leading_pictures = false;   ///< VideoFormat::has_leading_pictures, of all its samples
    std::uint32_t unordered_sync = 0;    ///< sync samples whose presentation comes before an earlier one's: not listed
    std::uint32_t first_description = 0; ///< sample_description_index of the first sample
    std::uint32_t other_description_from = 0;  ///< the first sample that uses another one; 0: none
    std::uint32_t other_description = 0;       ///< the one it uses
    std::int64_t last_decode_time = 0, next_decode_time = 0;  ///< of the last sample; and where a next one would be
    Durations durations;
};

/// One pass over a track's tables. `directory.tables` and `.shift` are set, the rest is filled in.
/// Faults: Malformed, Truncated, TooLarge; the reading's.
Result<Survey> survey_tables(const io::ByteSource& source, TrackKind kind, std::uint32_t timescale, Directory& directory);

/// Notes that a sample, or the first of several with rising times, is presented at `time` on the media's own line. Shown before the last sync
/// sample it is a leading picture; not before the first one, though: nothing lies before that in any film.
inline void note_presentation(const Directory& directory, Survey& survey, std::int64_t time) {
    const auto& points = directory.sync_points;
    if (points.size() > 1 && time - directory.shift < points.back().presentation_time) survey.has_leading_pictures = true;
}

/// Lists a sync sample; its presentation must rise. Used by the walks over tables and fragments.
/// `time` is its presentation on the media's own line. Faults: TooLarge.
Result<void> add_sync_sample(Directory& directory, Survey& survey, std::uint32_t sample, std::int64_t time,
                             std::uint64_t bytes_before);

}  // namespace bt::media::isobmff
