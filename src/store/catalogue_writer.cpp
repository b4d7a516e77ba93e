#include "store/catalogue_writer.h"

#include <fmt/format.h>

#include <chrono>
#include <unordered_set>
#include <vector>

#include "base/wall_clock.h"
#include "store/connection.h"
#include "store/series_writer.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

/// The series of the library whose folder is among `folders`, or is not.
std::vector<std::int64_t> series_by_folder(Connection& sql, domain::LibraryId library, std::span<const std::string> folders, bool among) {
    std::unordered_set<std::string> named;
    for (const auto& folder : folders) named.insert(to_stored_path(folder));
    std::vector<std::int64_t> found;
    std::int64_t id = 0;
    std::string folder;
    sql.each("SELECT id, folder FROM series WHERE library_id = :library AND removed_at IS NULL",
             [&] { if (named.contains(folder) == among) found.push_back(id); }, use(library.value), into(id), into(folder));
    return found;
}

void put_at_rest(Connection& sql, std::int64_t series, std::int64_t now_ms) {
    sql.run("UPDATE series SET removed_at = :now WHERE id = :id", use(now_ms), use(series));
    sql.run("UPDATE files SET removed_at = :now WHERE series_id = :id AND removed_at IS NULL", use(now_ms), use(series));
    sql.run("DELETE FROM problems WHERE series_id = :id", use(series));
    sql.run("UPDATE series_labels SET sort_key = NULL WHERE series_id = :id", use(series));
    sql.run("DELETE FROM appearances WHERE series_id = :id", use(series));
}

std::int64_t put_all_at_rest(Connection& sql, const std::vector<std::int64_t>& series, std::int64_t now_ms) {
    for (const std::int64_t id : series) put_at_rest(sql, id, now_ms);
    return static_cast<std::int64_t>(series.size());
}

}  // namespace

CatalogueWriter::CatalogueWriter(Database& database, StillThere still_there, std::function<std::int64_t()> now_ms)
    : database_(database), still_there_(std::move(still_there)), now_ms_(now_ms ? std::move(now_ms) : wall_clock_milliseconds) {}

Result<Applied> CatalogueWriter::apply(domain::LibraryId library, const domain::ScannedSeries& scanned) {
    return write_value(database_, "save a series",
                       [&](Connection& sql) { return write_series(sql, library, scanned, still_there_, now_ms_()); });
}

Result<std::int64_t> CatalogueWriter::retire(domain::LibraryId library, std::span<const std::string> folders) {
    return write_value(database_, "take vanished series out of the catalogue", [&](Connection& sql) -> Result<std::int64_t> {
        return put_all_at_rest(sql, series_by_folder(sql, library, folders, true), now_ms_());
    });
}

Result<std::int64_t> CatalogueWriter::retire_absent(domain::LibraryId library, std::span<const std::string> folders) {
    return write_value(database_, "take absent series out of the catalogue", [&](Connection& sql) -> Result<std::int64_t> {
        return put_all_at_rest(sql, series_by_folder(sql, library, folders, false), now_ms_());
    });
}

Result<void> CatalogueWriter::note_problems(domain::LibraryId library, std::span<const domain::ScanProblem> problems) {
    return database_.write("save problems", [&](Connection& sql) -> Result<void> {
        sql.run("DELETE FROM problems WHERE library_id = :library AND series_id IS NULL", use(library.value));
        for (const auto& problem : problems) {
            sql.run("INSERT INTO problems (library_id, path, message) VALUES (:library, :path, :message)", use(library.value),
                    use(to_stored_path(problem.path)), use(to_stored_text(problem.message)));
        }
        return {};
    });
}

Result<void> CatalogueWriter::describe_artwork(std::span<const DescribedArtwork> pictures) {
    if (pictures.empty()) return {};
    return database_.write("save what pictures show", [&](Connection& sql) -> Result<void> {
        for (const auto& [id, stamp, facts] : pictures) {
            const auto width = facts.is_picture ? std::optional(std::int64_t{facts.width}) : std::nullopt;
            sql.run("UPDATE artwork SET content_key = :content, width = :width, height = :height, hue = :hue, thumbhash = :thumbhash "
                    "WHERE id = :id AND size = :size AND modified_ns = :modified_ns AND inode = :inode",
                    use(facts.content.text()), use(width), use(std::int64_t{facts.height}), use(facts.hue), use(facts.thumbhash),
                    use(id.value), use(static_cast<std::int64_t>(stamp.size)), use(stamp.modified_ns), use(static_cast<std::int64_t>(stamp.inode)));
        }
        return {};
    });
}

}  // namespace bt::store
