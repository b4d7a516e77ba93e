#include "store/problem_reader.h"

#include <fmt/format.h>

#include <string>

#include "store/connection.h"
#include "store/cursor.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

constexpr std::string_view kProblemOrder = "problems";

// Three lists behind each other under one cursor: ids of rows stay far below these.
constexpr std::int64_t kSongs = std::int64_t{1} << 50, kPictures = std::int64_t{2} << 50;

/// A song or a picture that a scan named already is not listed twice.
std::string problems_of(std::string_view columns) {
    constexpr std::string_view kUnnamed = "NOT EXISTS (SELECT 1 FROM problems AS p WHERE p.library_id = s.library_id AND p.path = o.path)";
    return fmt::format(
        "SELECT {0} FROM (SELECT id, library_id, series_id, path, message FROM problems "
        "UNION ALL SELECT {1} + o.id, s.library_id, s.id, o.path, f.failure FROM song_facts AS f CROSS JOIN songs AS o ON o.content_key = f.content_key "
        "JOIN series AS s ON s.id = o.series_id WHERE f.failure <> '' AND o.removed_at IS NULL AND s.removed_at IS NULL AND {3} "
        "UNION ALL SELECT {2} + min(o.id), s.library_id, s.id, o.path, 'it cannot be decoded as a picture' FROM artwork AS o JOIN series AS s ON s.id = o.series_id "
        "WHERE o.content_key IS NOT NULL AND o.width IS NULL AND s.removed_at IS NULL AND {3} GROUP BY s.id, o.path) AS found JOIN libraries AS l ON l.id = found.library_id ",
        columns, kSongs, kPictures, kUnnamed);
}

Result<Page<StoredProblem>> read_page(Connection& sql, const PageRequest& request, std::optional<domain::LibraryId> library) {
    BT_TRY(const Place after, read_cursor(kProblemOrder, request.after));
    const int limit = rows_of(request);
    // Library ids begin at 1: the whole range when none is named.
    const std::int64_t from = library ? library->value : 0;
    const std::int64_t to = library ? library->value : INT64_MAX;
    Page<StoredProblem> page;
    StoredProblem row;
    std::int64_t id = 0;
    std::optional<std::int64_t> series;
    std::int64_t last = 0;
    bool is_more = false;
    sql.each(problems_of("found.id, found.library_id, l.path, found.series_id, found.path, found.message") +
                 "WHERE found.id > :after AND found.library_id BETWEEN :from AND :to ORDER BY found.id LIMIT :limit",
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 last = id;
                 page.rows.push_back(row);
                 if (series) page.rows.back().series = domain::SeriesId{*series};
                 page.rows.back().library_path = from_stored_path(row.library_path);
                 page.rows.back().problem.path = from_stored_path(row.problem.path);
             },
             use(after.id), use(from), use(to), use(limit + 1), into(id), into(row.library.value), into(row.library_path), into(series), into(row.problem.path),
             into(row.problem.message));
    if (is_more) page.next = write_cursor(kProblemOrder, {.key = {}, .id = last, .is_start = false});
    sql.run(problems_of("count(*)") + "WHERE found.library_id BETWEEN :from AND :to", use(from), use(to), into(page.total));
    return page;
}

}  // namespace

Result<Page<StoredProblem>> ProblemReader::page(const PageRequest& request, std::optional<domain::LibraryId> library) const {
    return read_value(database_, "list problems", [&](Connection& sql) { return read_page(sql, request, library); });
}

}  // namespace bt::store
