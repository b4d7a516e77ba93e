#include "store/problem_reader.h"

#include "store/connection.h"
#include "store/cursor.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

constexpr std::string_view kProblemOrder = "problems";

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
    sql.each("SELECT id, library_id, series_id, path, message FROM problems WHERE id > :after AND library_id BETWEEN :from AND :to "
             "ORDER BY id LIMIT :limit",
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 last = id;
                 page.rows.push_back(row);
                 if (series) page.rows.back().series = domain::SeriesId{*series};
                 page.rows.back().problem.path = from_stored_path(row.problem.path);
             },
             use(after.id), use(from), use(to), use(limit + 1), into(id), into(row.library.value), into(series), into(row.problem.path),
             into(row.problem.message));
    if (is_more) page.next = write_cursor(kProblemOrder, {.key = {}, .id = last, .is_start = false});
    sql.run("SELECT count(*) FROM problems WHERE library_id BETWEEN :from AND :to", use(from), use(to), into(page.total));
    return page;
}

}  // namespace

Result<Page<StoredProblem>> ProblemReader::page(const PageRequest& request, std::optional<domain::LibraryId> library) const {
    return read_value(database_, "list problems", [&](Connection& sql) { return read_page(sql, request, library); });
}

}  // namespace bt::store
