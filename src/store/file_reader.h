// From the content key in a media URL to where the bytes lie today.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

struct StoredFile {
    domain::MediaFile file;
    domain::LibraryId library;
    std::string library_path;
    domain::SeriesId series;
};

struct StoredTrack {
    domain::ExternalTrack track;
    domain::LibraryId library;
    std::string library_path;
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

    /// Every place where the content lies now, at most 16: copies are equal, any will do. Faults: NotFound.
    Result<std::vector<StoredFile>> by_content(const ContentKey& content) const;
    /// Faults: NotFound.
    Result<StoredFile> by_id(domain::FileId id) const;
    /// The subtitle and audio files that lie beside the content, where it is the beginning of a version. None is no fault.
    Result<std::vector<StoredTrack>> tracks_beside(const ContentKey& content) const;
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
