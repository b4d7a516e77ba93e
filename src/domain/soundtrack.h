// The sound that comes with a series: soundtrack albums and theme music, as files found beside the episodes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "domain/ids.h"
#include "domain/media_file.h"

namespace bt::domain {

/// A recording of the soundtrack. Number, title and artist are what the name or the file's tags say.
struct Song {
    SongId id;
    std::string path;
    FileStamp stamp;
    std::optional<ContentKey> content;
    std::optional<int> disc, number;
    std::string title;
    std::string artist;
    MediaDuration duration{0, kMilliseconds};  ///< 0 when not known
    std::string lyrics_path;                   ///< .lrc, .elrc or .txt with the same stem; empty when none
    friend bool operator==(const Song&, const Song&) = default;
};

/// One folder of songs: "OST", "OST Part 1", "음악". The folder is the album.
struct Album {
    AlbumId id;
    std::string folder;
    std::string title;
    std::string artist;
    std::optional<int> year;
    std::optional<int> season;  ///< the season whose folder holds it; nothing: the whole series
    std::string cover_path;     ///< empty when none
    std::vector<Song> songs;    ///< by disc, number, name
    friend bool operator==(const Album&, const Album&) = default;
};

/// theme.mp3, theme-music/*: played on the series page, and a reference for finding intro and credits.
struct ThemeMusic {
    std::string path;
    FileStamp stamp;
    std::optional<ContentKey> content;
    std::optional<int> season;  ///< nothing: the whole series
    friend bool operator==(const ThemeMusic&, const ThemeMusic&) = default;
};

}  // namespace bt::domain
