// A media file opened for playing: what it is, where decoding may begin, and the samples of any stretch.
//
// A media file already holds its own sample tables (moov, moof, clusters). We do not copy them: a reader keeps a small
// *directory* of places from which the tables can be read without looking at what lies before, and reads the stretch that is
// asked for when it is asked for. So an hour of film costs some tens of kilobytes of index, a request never depends on the
// film's length, and nothing can disagree with the file.
//
//   isobmff/   directory: every sync sample and every so many others, with the position in stts, ctts, stsc, stsz
//              fragmented: the moofs
//   matroska/  directory: the Cues (made by one walk over the block headers where the file has none)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/media_time.h"
#include "base/result.h"
#include "io/byte_source.h"
#include "media/index/description.h"

namespace bt::media {

/// One access unit. Times are in the track's timescale, on the movie's line: edit lists and codec delays are applied, zero is
/// where the presentation begins. Negative presentation times are decoded but not shown.
struct Sample {
    ByteRange data;                       ///< in the file; Track::sample_prefix goes before it
    std::int64_t decode_time = 0;         ///< never falls from one sample to the next
    std::int64_t presentation_time = 0;
    std::uint32_t duration = 0;           ///< to the next decode time; for subtitles how long it is shown
    bool is_sync = false;
    friend bool operator==(const Sample&, const Sample&) = default;
};

/// Where decoding of a track may begin.
struct SyncPoint {
    std::int64_t presentation_time = 0;   ///< of the sync sample, track ticks on the movie's line
    friend bool operator==(const SyncPoint&, const SyncPoint&) = default;
};

/// Immutable after opening and safe to use from many threads at once. A call reads a bounded part of the file.
class MediaFile {
public:
    virtual ~MediaFile() = default;

    virtual const Description& description() const = 0;
    virtual const std::shared_ptr<const io::ByteSource>& source() const = 0;

    /// The sync points of a video track, in decode order, presentation times rising. At least one when the track has samples.
    /// Empty for other kinds.
    virtual std::span<const SyncPoint> sync_points(TrackNumber track) const = 0;

    /// The samples from sync point `first` up to, not including, sync point `end` (sync_points().size(): to the track's end),
    /// in decode order. Faults: NotFound for a bad index; those of reading the file.
    virtual Result<std::vector<Sample>> samples_from_sync(TrackNumber track, std::size_t first, std::size_t end) const = 0;

    /// The samples of an audio or subtitle track whose presentation begins in [from, until); nothing means the track's
    /// beginning or end. Stretches that touch share no sample and miss none.
    virtual Result<std::vector<Sample>> samples_between(TrackNumber track, std::optional<MediaInstant> from,
                                                        std::optional<MediaInstant> until) const = 0;

    /// The first sample in decode order: readers of codec headers need its bytes. Faults: NotFound when there is none.
    virtual Result<Sample> first_sample(TrackNumber track) const = 0;

    /// Payload bytes of the track before the time `t` (nothing: all). For announcing bandwidth, never for reading. ISO BMFF: exact at sync
    /// points, elsewhere interpolated between directory entries. Matroska: all are exact where every block was looked at, and what statistics
    /// tags say where there are some; when they come, and of other files how many, is an estimate: of sound from 16 clusters spread over the
    /// file, of the picture from where the clusters lie, less the sound. What is loud or wild between two clusters looked at is not seen.
    virtual std::uint64_t bytes_before(TrackNumber track, std::optional<MediaInstant> t) const = 0;

    /// The directory, so that the next start need not read the file's tables again; read back by the reader's `restore`.
    virtual void save_directory(ByteWriter& out) const = 0;
};

/// The bytes of one sample, prefix added and zlib undone. Faults: Unsupported for Packing::Encrypted and Other.
Result<Bytes> read_sample(const MediaFile& file, const Track& track, const Sample& sample);

/// Tells the container from the first bytes, never from a name, and opens the file with the reader for it.
/// Faults: Unsupported when it is no ISO BMFF or Matroska (the message names what it looks like); those of the reader.
Result<std::shared_ptr<const MediaFile>> open_media(std::shared_ptr<const io::ByteSource> source);

}  // namespace bt::media
