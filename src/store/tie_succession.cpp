#include "store/tie_succession.h"

#include <algorithm>
#include <optional>

#include "store/stored_text.h"

namespace bt::store {
namespace {

std::vector<std::string> contents_of_album(Connection& sql, std::int64_t album) {
    std::vector<std::string> contents;
    std::string content;
    sql.each("SELECT content_key FROM songs WHERE album_id = :album AND content_key IS NOT NULL", [&] { contents.push_back(content); }, use(album), into(content));
    return contents;
}

/// "Old/OST" of the series "Old" is "New/OST" of the series "New"; what lies elsewhere in the library lies there still.
std::string place_in(const std::string& folder, const std::string& before, const std::string& now) {
    if (before.empty()) return now.empty() ? folder : now + "/" + folder;
    if (folder == before) return now;
    if (!folder.starts_with(before + "/")) return folder;
    return now.empty() ? folder.substr(before.size() + 1) : now + folder.substr(before.size());
}

std::size_t shared_songs(const TiedAlbum& tied, const domain::Album& album) {
    return static_cast<std::size_t>(std::ranges::count_if(album.songs, [&](const domain::Song& song) {
        return song.content && std::ranges::find(tied.contents, song.content->text()) != tied.contents.end();
    }));
}

class TieMover {
public:
    TieMover(Connection& sql, const TiedAlbums& before, domain::LibraryId library, const domain::ScannedSeries& now) : sql_(sql), before_(before), library_(library), now_(now) {}

    /// The folder where the album is now; nothing when it stayed where it was, or is not there.
    std::optional<std::string> find(const TiedAlbum& tied) const {
        if (is_there(tied)) return std::nullopt;
        const auto expected = place_in(tied.folder, before_.series_folder, to_stored_path(now_.folder));
        const domain::Album* best = nullptr;
        std::size_t most = 0;
        for (const auto& album : now_.series.albums) {
            const auto folder = to_stored_path(album.folder);
            if (folder == expected) return folder;
            const auto shared = shared_songs(tied, album);
            if (shared <= most || shared * 2 < tied.contents.size() || is_old(folder)) continue;
            best = &album;
            most = shared;
        }
        return best == nullptr ? std::nullopt : std::optional(to_stored_path(best->folder));
    }

private:
    /// Of this series or of another.
    bool is_there(const TiedAlbum& tied) const {
        std::int64_t there = 0;
        return sql_.run("SELECT 1 FROM albums AS a JOIN series AS s ON s.id = a.series_id WHERE a.folder = :folder AND a.removed_at IS NULL AND s.library_id = :library "
                        "AND s.removed_at IS NULL LIMIT 1", use(tied.folder), use(tied.library), into(there));
    }
    /// Ties to another album are not mixed up with those of one that was there before.
    bool is_old(const std::string& folder) const {
        return std::ranges::any_of(before_.albums, [&](const TiedAlbum& other) { return other.library == library_.value && other.folder == folder; });
    }

    Connection& sql_;
    const TiedAlbums& before_;
    domain::LibraryId library_;
    const domain::ScannedSeries& now_;
};

}  // namespace

TiedAlbums tied_albums_of(Connection& sql, std::int64_t series) {
    TiedAlbums out;
    std::vector<std::int64_t> ids;
    std::int64_t id = 0;
    TiedAlbum album;
    sql.run("SELECT folder FROM series WHERE id = :series", use(series), into(out.series_folder));
    sql.each("SELECT a.id, s.library_id, a.folder FROM series AS s JOIN albums AS a ON a.series_id = s.id WHERE s.id = :series AND EXISTS "
             "(SELECT 1 FROM album_ties AS t WHERE t.library_id = s.library_id AND t.folder = a.folder)",
             [&] {
                 ids.push_back(id);
                 out.albums.push_back(album);
             },
             use(series), into(id), into(album.library), into(album.folder));
    for (std::size_t i = 0; i < ids.size(); ++i) out.albums[i].contents = contents_of_album(sql, ids[i]);
    return out;
}

void move_ties(Connection& sql, const TiedAlbums& before, domain::LibraryId library, const domain::ScannedSeries& now) {
    const TieMover mover(sql, before, library, now);
    for (const auto& tied : before.albums) {
        const auto folder = mover.find(tied);
        if (!folder) continue;
        // Who has tied the album at its new place already keeps that tie alone.
        sql.run("UPDATE OR REPLACE album_ties SET library_id = :library, folder = :folder WHERE library_id = :old_library AND folder = :old_folder",
                use(library.value), use(*folder), use(tied.library), use(tied.folder));
    }
}

}  // namespace bt::store
