#include "store/people_reader.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/cursor.h"

namespace bt::store {
namespace {

constexpr std::string_view kOrder = "people-name";

Result<Page<PersonSummary>> read_page(Connection& sql, const PageRequest& request) {
    BT_TRY(const Place after, read_cursor(kOrder, request.after));
    const int limit = rows_of(request);
    Page<PersonSummary> page;
    PersonSummary row;
    std::string key;
    Place last;
    bool is_more = false;
    sql.each("SELECT id, name, sort_key, series_count FROM people WHERE series_count > 0 AND (sort_key, id) > (:key, :id) "
             "ORDER BY sort_key, id LIMIT :limit",
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 page.rows.push_back(row);
                 last = {.key = key, .id = row.id.value, .is_start = false};
             },
             use(after.key), use(after.id), use(limit + 1), into(row.id.value), into(row.name), into(key), into(row.series));
    if (is_more) page.next = write_cursor(kOrder, last);
    sql.run("SELECT people FROM catalogue", into(page.total));
    return page;
}

Result<std::vector<PersonSummary>> read_everybody(Connection& sql) {
    std::vector<PersonSummary> people;
    PersonSummary row;
    sql.each("SELECT id, name, series_count FROM people WHERE series_count > 0",
             [&] { people.push_back(row); }, into(row.id.value), into(row.name), into(row.series));
    return people;
}

Result<PersonView> read_view(Connection& sql, domain::PersonId id) {
    PersonView view{.id = id, .name = {}, .credits = {}};
    if (!sql.run("SELECT name FROM people WHERE id = :id", use(id.value), into(view.name))) {
        return Error{Fault::NotFound, fmt::format("there is no person {}", id.value)};
    }
    PersonCredit row;
    sql.each("SELECT s.id, s.title, c.role, c.type, count(c.episode_id) FROM credits AS c JOIN series AS s ON s.id = c.series_id "
             "WHERE c.person_id = :id AND s.removed_at IS NULL GROUP BY s.id, c.role, c.type ORDER BY s.sort_key, s.id, c.type, c.role LIMIT :limit",
             [&] { view.credits.push_back(row); }, use(id.value), use(kPageLimit), into(row.series.value), into(row.title), into(row.role),
             into(row.type), into(row.episodes));
    return view;
}

}  // namespace

Result<Page<PersonSummary>> PeopleReader::page(const PageRequest& request) const {
    return read_value(database_, "list people", [&](Connection& sql) { return read_page(sql, request); });
}

Result<std::vector<PersonSummary>> PeopleReader::everybody() const {
    return read_value(database_, "read the people", read_everybody);
}

Result<PersonView> PeopleReader::by_id(domain::PersonId id) const {
    return read_value(database_, "read a person", [&](Connection& sql) { return read_view(sql, id); });
}

}  // namespace bt::store
