#include "store/album_ties.h"

#include <fmt/format.h>

#include <cstdint>

#include "store/album_covers.h"
#include "store/connection.h"
#include "store/cursor.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

constexpr std::string_view kAlbumOrder = "albums";

/// Where an album lies, as stored: what a tie names.
struct AlbumPlace {
    std::int64_t library = 0;
    std::string folder;
};

/// `columns` of each album in the library, a: every row, or only the one that stands for all in its folder.
std::string albums_text(std::string_view columns, bool once) {
    constexpr std::string_view kFirstInItsFolder =
        " AND NOT EXISTS (SELECT 1 FROM albums AS ea JOIN series AS es ON es.id = ea.series_id WHERE ea.folder = a.folder AND ea.id < a.id AND "
        "ea.removed_at IS NULL AND es.removed_at IS NULL AND es.library_id = s.library_id)";
    return fmt::format("SELECT {} FROM albums AS a JOIN series AS s ON s.id = a.series_id WHERE a.removed_at IS NULL AND s.removed_at IS NULL{}", columns,
                       once ? kFirstInItsFolder : "");
}

/// An album's row without its series, where it lies, and its place in the list.
struct AlbumColumns {
    std::int64_t id = 0, library = 0, songs = 0;
    std::string folder, title, artist, key;
    std::optional<int> year;
    std::optional<std::int64_t> cover;

    static std::string text() {
        return fmt::format("a.id, s.library_id, a.folder, a.title, a.artist, a.year, s.sort_key, {}, "
                           "(SELECT count(*) FROM songs AS o WHERE o.album_id = a.id AND o.removed_at IS NULL)", kCoverColumn);
    }
    void attach(soci::statement& statement) {
        statement.exchange(into(id));
        statement.exchange(into(library));
        statement.exchange(into(folder));
        statement.exchange(into(title));
        statement.exchange(into(artist));
        statement.exchange(into(year));
        statement.exchange(into(key));
        statement.exchange(into(cover));
        statement.exchange(into(songs));
    }
    AlbumRow row() const {
        AlbumRow out{.id = domain::AlbumId{id}, .title = title, .artist = artist, .folder = from_stored_path(folder), .year = year, .songs = songs,
                     .cover = {}, .series = {}, .tied = {}};
        if (cover) out.cover = domain::AlbumId{*cover};
        return out;
    }
};

void add_album_owners(Connection& sql, const AlbumPlace& place, AlbumRow& row) {
    AlbumOwner owner;
    sql.each("SELECT DISTINCT s.id, s.title FROM albums AS a JOIN series AS s ON s.id = a.series_id WHERE a.folder = :folder AND a.removed_at IS NULL "
             "AND s.library_id = :library AND s.removed_at IS NULL ORDER BY s.sort_key, s.id",
             [&] { row.series.push_back(owner); }, use(place.folder), use(place.library), into(owner.id.value), into(owner.title));
    sql.each(fmt::format("SELECT s.id, s.title FROM {} AS t JOIN series AS s ON s.id = t.series_id WHERE t.library_id = :library AND t.folder = :folder ORDER BY t.id", kShownTies),
             [&] { row.tied.push_back(owner); }, use(place.library), use(place.folder), into(owner.id.value), into(owner.title));
}

Result<Page<AlbumRow>> read_album_page(Connection& sql, const PageRequest& request) {
    BT_TRY(const Place after, read_cursor(kAlbumOrder, request.after));
    const int limit = rows_of(request);
    Page<AlbumRow> page;
    std::vector<AlbumPlace> places;
    AlbumColumns columns;
    Place last;
    bool is_more = false;
    sql.each(albums_text(AlbumColumns::text(), true) + " AND (s.sort_key, a.id) > (:key, :id) ORDER BY s.sort_key, a.id LIMIT :limit",
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 page.rows.push_back(columns.row());
                 places.push_back({columns.library, columns.folder});
                 last = {.key = columns.key, .id = columns.id, .is_start = false};
             },
             use(after.key), use(after.id), use(limit + 1), columns);
    if (is_more) page.next = write_cursor(kAlbumOrder, last);
    for (std::size_t i = 0; i < page.rows.size(); ++i) add_album_owners(sql, places[i], page.rows[i]);
    sql.run(albums_text("count(*)", true), into(page.total));
    return page;
}

Error no_album(domain::AlbumId album) { return Error{Fault::NotFound, fmt::format("there is no album {}", album.value)}; }

/// Where an album of the library lies. Faults: NotFound.
Result<AlbumPlace> place_of_album(Connection& sql, domain::AlbumId album) {
    AlbumPlace place;
    if (!sql.run(albums_text("s.library_id, a.folder", false) + " AND a.id = :id", use(album.value), into(place.library), into(place.folder))) return no_album(album);
    return place;
}

Result<AlbumRow> read_album_row(Connection& sql, domain::AlbumId album) {
    BT_TRY(const auto place, place_of_album(sql, album));
    AlbumColumns columns;
    if (!sql.run(albums_text(AlbumColumns::text(), true) + " AND s.library_id = :library AND a.folder = :folder", use(place.library), use(place.folder), columns)) return no_album(album);
    auto row = columns.row();
    add_album_owners(sql, place, row);
    return row;
}

Result<void> tie_now(Connection& sql, domain::AlbumId album, domain::SeriesId series) {
    BT_TRY(const auto place, place_of_album(sql, album));
    std::int64_t there = 0;
    if (!sql.run("SELECT 1 FROM series WHERE id = :id AND removed_at IS NULL", use(series.value), into(there))) {
        return Error{Fault::NotFound, fmt::format("there is no series {}", series.value)};
    }
    if (sql.run(albums_text("1", false) + " AND a.folder = :folder AND s.library_id = :library AND s.id = :series LIMIT 1", use(place.folder), use(place.library),
                use(series.value), into(there))) {
        return Error{Fault::Conflict, "the album is the series' own"};
    }
    if (!sql.run("INSERT INTO album_ties (library_id, folder, series_id) VALUES (:library, :folder, :series) ON CONFLICT DO NOTHING RETURNING id",
                 use(place.library), use(place.folder), use(series.value), into(there))) {
        return Error{Fault::Conflict, "the album is tied to the series already"};
    }
    return {};
}

Result<void> untie_now(Connection& sql, domain::AlbumId album, domain::SeriesId series) {
    std::int64_t gone = 0;
    if (!sql.run("DELETE FROM album_ties WHERE series_id = :series AND (library_id, folder) IN (SELECT s.library_id, a.folder FROM albums AS a "
                 "JOIN series AS s ON s.id = a.series_id WHERE a.id = :album) RETURNING id", use(series.value), use(album.value), into(gone))) {
        return Error{Fault::NotFound, fmt::format("the album {} is not tied to the series {}", album.value, series.value)};
    }
    return {};
}

}  // namespace

Result<Page<AlbumRow>> AlbumTies::page(const PageRequest& request) const {
    return read_value(database_, "list albums", [&](Connection& sql) { return read_album_page(sql, request); });
}

Result<AlbumRow> AlbumTies::by_id(domain::AlbumId album) const {
    return read_value(database_, "read an album", [&](Connection& sql) { return read_album_row(sql, album); });
}

Result<void> AlbumTies::tie(domain::AlbumId album, domain::SeriesId series) {
    return database_.write("tie an album to a series", [&](Connection& sql) { return tie_now(sql, album, series); });
}

Result<void> AlbumTies::untie(domain::AlbumId album, domain::SeriesId series) {
    return database_.write("untie an album from a series", [&](Connection& sql) { return untie_now(sql, album, series); });
}

}  // namespace bt::store
