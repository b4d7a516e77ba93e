#include "store/episode_reader.h"

#include "store/connection.h"
#include "store/series_loader.h"
#include "store/stills.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

struct Position {
    int season = 0;
    int place = 0;
};

std::optional<domain::EpisodeId> neighbour(Connection& sql, std::string_view text, domain::SeriesId series, const Position& at) {
    domain::EpisodeId id;
    if (!sql.run(text, use(series.value), use(at.season), use(at.place), into(id.value))) return std::nullopt;
    return id;
}

Result<EpisodeView> read_view(Connection& sql, domain::EpisodeId id) {
    EpisodeView view;
    BT_TRY(view.episode, load_episode(sql, id));
    Position at;
    sql.run("SELECT e.series_id, s.title, e.season_id, s.library_id, l.path, e.season_number, e.position FROM episodes AS e "
            "JOIN series AS s ON s.id = e.series_id JOIN libraries AS l ON l.id = s.library_id WHERE e.id = :id",
            use(id.value), into(view.series.value), into(view.series_title), into(view.season.value), into(view.library.value),
            into(view.library_path), into(at.season), into(at.place));
    view.library_path = from_stored_path(view.library_path);
    add_stills(sql, view.episode);
    view.series_artwork = load_series_artwork(sql, view.series);
    add_stills(sql, view.series, view.series_artwork);
    view.previous = neighbour(sql, "SELECT id FROM episodes WHERE series_id = :series AND removed_at IS NULL AND (season_number, position) < (:season, :place) "
                                   "ORDER BY season_number DESC, position DESC LIMIT 1", view.series, at);
    view.next = neighbour(sql, "SELECT id FROM episodes WHERE series_id = :series AND removed_at IS NULL AND (season_number, position) > (:season, :place) "
                               "ORDER BY season_number, position LIMIT 1", view.series, at);
    return view;
}

}  // namespace

Result<EpisodeView> EpisodeReader::by_id(domain::EpisodeId id) const {
    return read_value(database_, "read an episode", [&](Connection& sql) { return read_view(sql, id); });
}

Result<domain::EpisodeId> EpisodeReader::by_content(ContentKey content, std::string_view place) const {
    return read_value(database_, "find an episode", [&](Connection& sql) -> Result<domain::EpisodeId> {
        domain::EpisodeId id;
        if (!sql.run("SELECT e.id FROM files AS f JOIN version_parts AS p ON p.file_id = f.id AND p.position = 0 JOIN versions AS v ON v.id = p.version_id "
                     "JOIN episodes AS e ON e.id = v.episode_id JOIN series AS s ON s.id = e.series_id JOIN libraries AS l ON l.id = f.library_id "
                     "WHERE f.content_key = :content AND f.removed_at IS NULL AND e.removed_at IS NULL AND s.removed_at IS NULL "
                     "ORDER BY rtrim(l.path, '/') || '/' || f.path <> :place, e.season_number, e.position, e.id LIMIT 1",
                     use(content.text()), use(to_stored_path(place)), into(id.value))) {
            return Error{Fault::NotFound, "no episode in the library holds " + content.text()};
        }
        return id;
    });
}

}  // namespace bt::store
