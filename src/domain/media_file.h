// A file of the library as plain values: where it lies, which content it holds, what its container says in short.
//
// Paths are relative to the library root, parts joined by '/', and are the bytes the file system gives: usually UTF-8 (in NFC or
// NFD), but nothing promises it. Show them through to_valid_utf8(), compare and open them as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/media_time.h"
#include "domain/ids.h"

namespace bt::domain {

/// What the file system says about a file without opening it. Equal stamps at an equal path: the content is taken as unchanged.
struct FileStamp {
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;  ///< nanoseconds since 1970
    std::uint64_t inode = 0;
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

enum class StreamKind { Video, Audio, Subtitle, Other };

/// One line about an elementary stream, for lists; players ask the media index.
struct StreamSummary {
    StreamKind kind = StreamKind::Other;
    std::string codec;             ///< as people write it: "H.264", "E-AC-3"
    std::string language = "und";  ///< BCP 47
    std::string name;
    std::uint32_t width = 0, height = 0;  ///< video only
    std::uint32_t channels = 0;           ///< audio only
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    friend bool operator==(const StreamSummary&, const StreamSummary&) = default;
};

struct MediaSummary {
    std::string container;  ///< "mp4 (isom)", "matroska", "mpegts"
    std::string title;      ///< from the container's own tags
    MediaDuration duration{0, kMilliseconds};
    std::vector<StreamSummary> streams;
    /// Plays from the original file (ISO BMFF, Matroska); otherwise it needs conversion first.
    bool is_direct = false;
    friend bool operator==(const MediaSummary&, const MediaSummary&) = default;
};

struct MediaFile {
    FileId id;
    std::string path;
    FileStamp stamp;
    std::optional<ContentKey> content;    ///< nothing when the bytes could not be read
    std::optional<MediaSummary> summary;  ///< nothing when `unreadable` says why
    std::string unreadable;               ///< a sentence for people; empty when the file can be read
    friend bool operator==(const MediaFile&, const MediaFile&) = default;
};

/// A subtitle or audio track in a file of its own beside a video.
struct ExternalTrack {
    StreamKind kind = StreamKind::Subtitle;
    std::string path;
    std::string format;            ///< lower-case extension: "srt", "smi", "ass", "idx", "mka"
    std::string language = "und";  ///< BCP 47
    std::string title;             ///< what the name says beside flags and language
    bool is_default = false, is_forced = false, is_hearing_impaired = false;
    FileStamp stamp;
    std::optional<ContentKey> content;
    int file = 0;                  ///< which file of its version it lies beside, from 0: a split episode has several
    friend bool operator==(const ExternalTrack&, const ExternalTrack&) = default;
};

}  // namespace bt::domain
