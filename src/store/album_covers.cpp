#include "store/album_covers.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "store/connection.h"
#include "store/stored_text.h"

namespace bt::store {

Result<AlbumCover> read_album_cover(Database& database, domain::AlbumId id) {
    return read_value(database, "find the picture of an album", [&](Connection& sql) -> Result<AlbumCover> {
        std::string root, picture;
        if (!sql.run("SELECT l.path, a.cover_path FROM albums AS a JOIN series AS s ON s.id = a.series_id JOIN libraries AS l ON l.id = s.library_id "
                     "WHERE a.id = :id AND a.removed_at IS NULL AND s.removed_at IS NULL", use(id.value), into(root), into(picture))) {
            return Error{Fault::NotFound, fmt::format("there is no album {}", id.value)};
        }
        const std::filesystem::path library(from_stored_path(root));
        if (!picture.empty()) return AlbumCover{.picture = (library / from_stored_path(picture)).string(), .song = {}};
        std::string song;
        if (!sql.run("SELECT o.path FROM songs AS o JOIN song_facts AS f ON f.content_key = o.content_key WHERE o.album_id = :id AND o.removed_at IS NULL "
                     "AND f.has_picture > 0 ORDER BY o.position LIMIT 1", use(id.value), into(song))) {
            return Error{Fault::NotFound, "the album has no picture"};
        }
        return AlbumCover{.picture = {}, .song = (library / from_stored_path(song)).string()};
    });
}

}  // namespace bt::store
