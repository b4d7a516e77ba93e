// Albums of the libraries, and the series that somebody tied them to by hand, beside those that folders, NFO and tags name.
//
// Every series that has an album by itself has a row of its own of it. What people take for one album is its folder: the first of the
// rows in it that are in the library stands for all, and a tie is to the folder, so that it outlives every rescan; when the album moves, so does the tie
// (tie_succession.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"
#include "store/page.h"

namespace bt::store {

/// The ties that show something: id, series_id, library_id, folder, album_id. Nothing for an album or a series that is not in the
/// library, nor for a series that has the album by itself, too.
inline constexpr std::string_view kShownTies =
    "(SELECT min(t.id) AS id, t.series_id, t.library_id, t.folder, min(ta.id) AS album_id FROM album_ties AS t JOIN series AS ts ON ts.id = t.series_id "
    "JOIN albums AS ta ON ta.folder = t.folder AND ta.removed_at IS NULL JOIN series AS os ON os.id = ta.series_id "
    "WHERE ts.removed_at IS NULL AND os.removed_at IS NULL AND os.library_id = t.library_id "
    "GROUP BY t.series_id, t.library_id, t.folder HAVING max(ta.series_id = t.series_id) = 0)";

struct AlbumOwner {
    domain::SeriesId id;
    std::string title;
    friend bool operator==(const AlbumOwner&, const AlbumOwner&) = default;
};

struct AlbumRow {
    domain::AlbumId id;
    std::string title, artist;
    std::string folder;                    ///< below the library's own
    std::optional<int> year;
    std::int64_t songs = 0;
    std::optional<domain::AlbumId> cover;  ///< itself, when it has a picture
    std::vector<AlbumOwner> series;        ///< that have it by themselves, by title
    std::vector<AlbumOwner> tied;          ///< by hand, in the order they were tied
};

class AlbumTies {
public:
    explicit AlbumTies(Database& database) : database_(database) {}

    /// Every album once, by the title of the series whose it is. Faults: Invalid for a cursor of another list.
    Result<Page<AlbumRow>> page(const PageRequest& request) const;
    /// Any row of an album names it. Faults: NotFound.
    Result<AlbumRow> by_id(domain::AlbumId album) const;

    /// The series shows the album beside its own, and its songs are listened for as its own are. Faults: NotFound for an album or a series
    /// that is not in the library; Conflict when the series has the album already, by itself or by hand.
    Result<void> tie(domain::AlbumId album, domain::SeriesId series);
    /// Also for what is not in the library at the moment. Faults: NotFound when they are not tied.
    Result<void> untie(domain::AlbumId album, domain::SeriesId series);

private:
    Database& database_;
};

}  // namespace bt::store
