#include "store/people_reader.h"

#include <fmt/format.h>

#include <filesystem>

#include "store/connection.h"
#include "store/cursor.h"
#include "store/people_store.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

constexpr std::string_view kPeopleOrder = "people-name";

Result<Page<PersonSummary>> read_page(Connection& sql, const PageRequest& request) {
    BT_TRY(const Place after, read_cursor(kPeopleOrder, request.after));
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
    if (is_more) page.next = write_cursor(kPeopleOrder, last);
    sql.run("SELECT people FROM catalogue", into(page.total));
    return page;
}

/// The NFO files that credit a spelling: of the series, and beside the videos of episodes, where scanners look for them.
std::vector<std::string> read_files(Connection& sql, std::int64_t spelling) {
    std::vector<std::string> files;
    std::string folder, video;
    int of_series = 0;
    sql.each("SELECT DISTINCT s.folder, c.episode_id IS NULL, coalesce((SELECT f.path FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id "
             "AND p.position = 0 JOIN files AS f ON f.id = p.file_id WHERE v.episode_id = c.episode_id ORDER BY v.position LIMIT 1), '') "
             "FROM credits AS c JOIN series AS s ON s.id = c.series_id WHERE c.spelling_id = :spelling AND s.removed_at IS NULL ORDER BY 1, 3 LIMIT :limit",
             [&] {
                 if (of_series != 0) files.push_back(from_stored_path(folder).empty() ? "tvshow.nfo" : from_stored_path(folder) + "/tvshow.nfo");
                 else if (!video.empty()) files.push_back(std::filesystem::path(from_stored_path(video)).replace_extension(".nfo").string());
             },
             use(spelling), use(kPageLimit), into(folder), into(of_series), into(video));
    return files;
}

std::vector<PersonSpelling> read_spellings(Connection& sql, std::int64_t person) {
    std::vector<PersonSpelling> found;
    PersonSpelling row;
    std::string ids;
    sql.each("SELECT n.id, n.name, n.ids, n.reason, n.evidence, coalesce(o.name, '') FROM spellings AS n LEFT JOIN spellings AS o ON o.id = n.joined_to "
             "WHERE n.person_id = :person AND EXISTS (SELECT 1 FROM credits AS c JOIN series AS s ON s.id = c.series_id WHERE c.spelling_id = n.id "
             "AND s.removed_at IS NULL) ORDER BY n.own_person_id <> n.person_id, n.id LIMIT :limit",
             [&] {
                 row.ids = read_person_ids(ids);
                 found.push_back(row);
             },
             use(person), use(kPageLimit), into(row.id), into(row.name), into(ids), into(row.reason), into(row.evidence), into(row.joined_to));
    for (auto& each : found) each.files = read_files(sql, each.id);
    return found;
}

Result<PersonView> read_view(Connection& sql, domain::PersonId asked) {
    PersonView view{.id = asked, .name = {}, .spellings = {}, .credits = {}};
    // Links to somebody who was found to be another lead there.
    if (!sql.run("SELECT n.person_id, own.name FROM spellings AS n JOIN spellings AS own ON own.own_person_id = n.person_id "
                 "WHERE n.own_person_id = :id LIMIT 1", use(asked.value), into(view.id.value), into(view.name))) {
        return Error{Fault::NotFound, fmt::format("there is no person {}", asked.value)};
    }
    const auto id = view.id;
    view.spellings = read_spellings(sql, id.value);
    PersonCredit row;
    sql.each("SELECT s.id, s.title, c.role, c.type, count(c.episode_id) FROM credits AS c JOIN series AS s ON s.id = c.series_id "
             "WHERE c.person_id = :id AND s.removed_at IS NULL GROUP BY s.id, c.role, c.type ORDER BY s.sort_key, s.id, c.type, c.role LIMIT :limit",
             [&] { view.credits.push_back(row); }, use(id.value), use(kPageLimit), into(row.series.value), into(row.title), into(row.role),
             into(row.type), into(row.episodes));
    int has_picture = 0;
    sql.run(fmt::format("SELECT EXISTS (SELECT 1 FROM credits AS c JOIN series AS s ON s.id = c.series_id WHERE c.person_id = :id AND s.removed_at IS NULL AND {})", kHasPicture),
            use(id.value), into(has_picture));
    view.has_picture = has_picture > 0;
    return view;
}

}  // namespace

Result<Page<PersonSummary>> PeopleReader::page(const PageRequest& request) const {
    return read_value(database_, "list people", [&](Connection& sql) { return read_page(sql, request); });
}

Result<PersonView> PeopleReader::by_id(domain::PersonId id) const {
    return read_value(database_, "read a person", [&](Connection& sql) { return read_view(sql, id); });
}

Result<std::string> PeopleReader::picture(domain::PersonId id) const {
    return read_value(database_, "find the picture of a person", [&](Connection& sql) -> Result<std::string> {
        std::string root, path;
        if (!sql.run(fmt::format("SELECT l.path, c.thumb FROM credits AS c JOIN series AS s ON s.id = c.series_id JOIN libraries AS l ON l.id = s.library_id "
                                 "WHERE c.person_id = :id AND s.removed_at IS NULL AND {} ORDER BY c.series_id DESC LIMIT 1", kHasPicture),
                     use(id.value), into(root), into(path))) {
            return Error{Fault::NotFound, fmt::format("there is no picture of person {}", id.value)};
        }
        return (std::filesystem::path(from_stored_path(root)) / from_stored_path(path)).string();
    });
}

}  // namespace bt::store
