// Ties by hand go along when the album they name moves with its series: a tie names a folder, and people tied the album in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/scan.h"
#include "store/connection.h"

namespace bt::store {

/// An album of a series that is tied to others by hand, as it was before the series is written anew.
struct TiedAlbum {
    std::int64_t library = 0;
    std::string folder;                 ///< as stored
    std::vector<std::string> contents;  ///< of its songs
};
struct TiedAlbums {
    std::string series_folder;
    std::vector<TiedAlbum> albums;
};
TiedAlbums tied_albums_of(Connection& sql, std::int64_t series);

/// After the series' albums are written: ties of an album that is not where it was go to the one that lies at the same place of the series, else to
/// the one in a new folder that has at least half of its songs. Where another series has the old place still, they stay.
void move_ties(Connection& sql, const TiedAlbums& before, domain::LibraryId library, const domain::ScannedSeries& now);

}  // namespace bt::store
