#include "store/artwork_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/artwork_columns.h"
#include "store/connection.h"
#include "store/page.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

/// `rest` has :id, then :limit.
std::vector<StoredArtwork> read_pictures(Connection& sql, std::string_view rest, domain::ArtworkId id, int limit) {
    std::vector<StoredArtwork> found;
    ArtworkColumns columns;
    StoredArtwork row;
    std::string path;
    sql.each(fmt::format("SELECT {}, l.id, l.path FROM artwork AS a JOIN series AS s ON s.id = a.series_id JOIN libraries AS l ON l.id = s.library_id "
                         "WHERE s.removed_at IS NULL AND {}", kArtworkColumns, rest),
             [&] {
                 row.artwork = columns.artwork();
                 row.library_path = from_stored_path(path);
                 found.push_back(row);
             },
             use(id.value), use(limit), columns, into(row.library.value), into(path));
    return found;
}

}  // namespace

Result<StoredArtwork> ArtworkReader::by_id(domain::ArtworkId id) const {
    return read_value(database_, "find a picture", [&](Connection& sql) -> Result<StoredArtwork> {
        auto found = read_pictures(sql, "a.id = :id LIMIT :limit", id, 1);
        if (found.empty()) return Error{Fault::NotFound, fmt::format("there is no picture {}", id.value)};
        return std::move(found.front());
    });
}

Result<std::vector<StoredArtwork>> ArtworkReader::without_facts(domain::ArtworkId after, int limit) const {
    return read_value(database_, "list pictures", [&](Connection& sql) -> Result<std::vector<StoredArtwork>> {
        return read_pictures(sql, "a.content_key IS NULL AND a.path <> '' AND a.id > :id ORDER BY a.id LIMIT :limit", after, std::clamp(limit, 1, kPageLimit));
    });
}

}  // namespace bt::store
