// From the content key in a media URL to where the bytes lie today.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/scan.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

/// Where a file lies now, and how it was when it was scanned.
struct StoredPlace {
    std::string library_path;
    std::string path;  ///< from there
    domain::FileStamp stamp;
};

struct StoredTrack {
    domain::ExternalTrack track;
    domain::LibraryId library;
    std::string library_path;
};

struct StoredContent {
    std::vector<StoredPlace> places;  ///< at least one, at most 16: copies are equal, any will do
    std::vector<StoredTrack> beside;  ///< the subtitle and audio files beside it
    std::optional<domain::ContentPrint> print;  ///< where it was taken
};

struct StoredSong {
    domain::Song song;
    domain::LibraryId library;
    std::string library_path;
    domain::SeriesId series;
};

class FileReader {
public:
    explicit FileReader(Database& database) : database_(database) {}

    /// Faults: NotFound.
    Result<StoredContent> by_content(const ContentKey& content) const;
    /// Of every media file that is in a library now.
    Result<std::vector<ContentKey>> contents() const;
    /// A subtitle or audio track in a file of its own. Faults: NotFound.
    Result<StoredTrack> external_track(const ContentKey& content) const;
    /// Faults: NotFound.
    Result<StoredSong> song(domain::SongId id) const;

private:
    Database& database_;
};

}  // namespace bt::store
