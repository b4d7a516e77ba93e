// The picture of an album: a file in its folder, else the one that the first of its songs brings along.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"

namespace bt::store {

/// Of `albums AS a`: its id when it has a picture, else null.
inline constexpr std::string_view kCoverColumn =
    "CASE WHEN a.cover_path <> '' OR EXISTS (SELECT 1 FROM songs AS cs JOIN song_facts AS cf ON cf.content_key = cs.content_key "
    "WHERE cs.album_id = a.id AND cs.removed_at IS NULL AND cf.has_picture > 0) THEN a.id END";

/// One of the two is set: absolute paths.
struct AlbumCover {
    std::string picture, song;
};

/// Faults: NotFound when there is no such album, or it has no picture.
Result<AlbumCover> read_album_cover(Database& database, domain::AlbumId id);

}  // namespace bt::store
