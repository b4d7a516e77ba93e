// Each kind of row is read by one statement, for a whole series (`column` = series_id) or one episode (`column` = episode_id), and put
// where it belongs through a table from row id to value. The vectors those values stand in are complete before anything points at them.
#include "store/series_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/album_ties.h"
#include "store/artwork_columns.h"
#include "store/details.h"
#include "store/file_columns.h"
#include "store/people_store.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

using domain::Episode;
using domain::Season;
using domain::Series;

/// Which rows: "series_id" or "episode_id", and its value.
struct Scope {
    std::string_view column;
    std::int64_t id = 0;
};

struct Targets {
    Series* series = nullptr;  ///< nothing when one episode is loaded
    std::unordered_map<std::int64_t, Season*> seasons;
    std::unordered_map<std::int64_t, Episode*> episodes;

    /// Calls `with` on the episode, season or series that a row belongs to; rows of episodes at rest belong to nobody.
    template <class With>
    void visit(const std::optional<std::int64_t>& season, const std::optional<std::int64_t>& episode, With&& with) const {
        if (episode) {
            if (const auto found = episodes.find(*episode); found != episodes.end()) with(*found->second);
        } else if (season) {
            if (const auto found = seasons.find(*season); found != seasons.end()) with(*found->second);
        } else if (series) {
            with(*series);
        }
    }
};

struct EpisodeColumns {
    std::int64_t id = 0, season_id = 0;
    int season_number = 0;
    std::optional<int> number;
    std::string title, details;
    std::optional<std::string> aired;

    void attach(soci::statement& statement) {
        statement.exchange(into(id));
        statement.exchange(into(season_id));
        statement.exchange(into(season_number));
        statement.exchange(into(number));
        statement.exchange(into(title));
        statement.exchange(into(aired));
        statement.exchange(into(details));
    }
    Episode episode() const {
        Episode out;
        out.id = domain::EpisodeId{id};
        read_details(details, out);
        out.season.value = season_number;
        out.number.value = number;
        out.title.value = title;
        if (aired) out.aired = read_date(*aired);
        return out;
    }
};
constexpr std::string_view kEpisodeColumns = "e.id, e.season_id, e.season_number, e.number, e.title, e.aired, e.details";

void load_seasons(Connection& sql, Series& series, Targets& targets) {
    std::int64_t id = 0;
    int number = 0;
    std::string details;
    sql.each("SELECT id, number, details FROM seasons WHERE series_id = :series AND removed_at IS NULL ORDER BY number",
             [&] {
                 Season& season = series.seasons.emplace_back();
                 season.id = domain::SeasonId{id};
                 season.number = number;
                 read_details(details, season);
             },
             use(series.id.value), into(id), into(number), into(details));
    for (auto& season : series.seasons) targets.seasons.emplace(season.id.value, &season);
}

void load_episodes(Connection& sql, Series& series, Targets& targets) {
    EpisodeColumns row;
    sql.each(fmt::format("SELECT {} FROM episodes AS e WHERE e.series_id = :series AND e.removed_at IS NULL "
                         "ORDER BY e.season_id, e.position", kEpisodeColumns),
             [&] {
                 const auto season = targets.seasons.find(row.season_id);
                 if (season != targets.seasons.end()) season->second->episodes.push_back(row.episode());
             },
             use(series.id.value), row);
    for (auto& season : series.seasons) {
        for (auto& episode : season.episodes) targets.episodes.emplace(episode.id.value, &episode);
    }
}

void load_parts(Connection& sql, const Scope& scope, const std::unordered_map<std::int64_t, domain::MediaVersion*>& versions) {
    std::int64_t version = 0;
    FileColumns file;
    sql.each(fmt::format("SELECT p.version_id, {} FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id "
                         "JOIN files AS f ON f.id = p.file_id WHERE v.{} = :id ORDER BY p.version_id, p.position", kFileColumns, scope.column),
             [&] {
                 const auto found = versions.find(version);
                 if (found != versions.end()) found->second->parts.push_back(file.file());
             },
             use(scope.id), into(version), file);
}

void load_tracks(Connection& sql, const Scope& scope, const std::unordered_map<std::int64_t, domain::MediaVersion*>& versions) {
    std::int64_t version = 0;
    std::string kind, path, format, language, title;
    int is_default = 0, is_forced = 0, is_hearing_impaired = 0, file = 0;
    StampColumns stamp;
    sql.each(fmt::format("SELECT t.version_id, t.kind, t.path, t.format, t.language, t.title, t.is_default, t.is_forced, t.is_hearing_impaired, "
                         "t.file, t.size, t.modified_ns, t.inode, t.content_key FROM versions AS v JOIN external_tracks AS t ON t.version_id = v.id "
                         "WHERE v.{} = :id ORDER BY t.version_id, t.position", scope.column),
             [&] {
                 const auto found = versions.find(version);
                 if (found == versions.end()) return;
                 found->second->tracks.push_back({.kind = read_stream_kind(kind), .path = from_stored_path(path), .format = format,
                                                  .language = language, .title = title, .is_default = is_default != 0,
                                                  .is_forced = is_forced != 0, .is_hearing_impaired = is_hearing_impaired != 0,
                                                  .stamp = stamp.stamp(), .content = stamp.content(), .file = file});
             },
             use(scope.id), into(version), into(kind), into(path), into(format), into(language), into(title), into(is_default),
             into(is_forced), into(is_hearing_impaired), into(file), stamp);
}

void load_versions(Connection& sql, const Scope& scope, const Targets& targets) {
    std::int64_t id = 0, episode = 0;
    std::string label;
    std::optional<int> first, last;
    std::vector<std::pair<std::int64_t, std::int64_t>> order;  // version, episode
    sql.each(fmt::format("SELECT id, episode_id, label, first_episode, last_episode FROM versions WHERE {} = :id "
                         "ORDER BY episode_id, position", scope.column),
             [&] {
                 const auto found = targets.episodes.find(episode);
                 if (found == targets.episodes.end()) return;
                 found->second->versions.push_back({.label = label, .parts = {}, .first_episode = first, .last_episode = last, .tracks = {}});
                 order.emplace_back(id, episode);
             },
             use(scope.id), into(id), into(episode), into(label), into(first), into(last));
    std::unordered_map<std::int64_t, domain::MediaVersion*> versions;
    std::unordered_map<std::int64_t, std::size_t> next;
    for (const auto& [version, owner] : order) versions.emplace(version, &targets.episodes.at(owner)->versions[next[owner]++]);
    load_parts(sql, scope, versions);
    load_tracks(sql, scope, versions);
}

void load_extras(Connection& sql, const Scope& scope, const Targets& targets) {
    std::int64_t id = 0;
    std::optional<std::int64_t> season, episode;
    std::string kind, title;
    FileColumns file;
    sql.each(fmt::format("SELECT x.id, x.season_id, x.episode_id, x.kind, x.title, {} FROM extras AS x JOIN files AS f ON f.id = x.file_id "
                         "WHERE x.{} = :id ORDER BY x.position", kFileColumns, scope.column),
             [&] {
                 targets.visit(season, episode, [&](auto& owner) {
                     owner.extras.push_back({domain::ExtraId{id}, read_extra_kind(kind), title, file.file()});
                 });
             },
             use(scope.id), into(id), into(season), into(episode), into(kind), into(title), file);
}

void load_artwork(Connection& sql, const Scope& scope, const Targets& targets) {
    std::optional<std::int64_t> season, episode;
    ArtworkColumns row;
    sql.each(fmt::format("SELECT a.season_id, a.episode_id, {} FROM artwork AS a WHERE a.{} = :id ORDER BY a.position", kArtworkColumns,
                         scope.column),
             [&] { targets.visit(season, episode, [&](auto& owner) { owner.artwork.push_back(row.artwork()); }); },
             use(scope.id), into(season), into(episode), row);
}

void add_credit(Series& owner, domain::Credit credit) { owner.people.push_back(std::move(credit)); }
void add_credit(Episode& owner, domain::Credit credit) { owner.people.push_back(std::move(credit)); }
void add_credit(Season&, const domain::Credit&) {}  // seasons have none

void load_credits(Connection& sql, const Scope& scope, const Targets& targets) {
    std::optional<std::int64_t> episode;
    std::int64_t person = 0;
    std::string name, ids, role, type, thumb;
    int sequence = 0;
    sql.each(fmt::format("SELECT c.episode_id, c.person_id, n.name, n.ids, c.role, c.type, c.sequence, c.thumb FROM credits AS c "
                         "JOIN spellings AS n ON n.id = c.spelling_id WHERE c.{} = :id ORDER BY c.position", scope.column),
             [&] {
                 targets.visit(std::nullopt, episode, [&](auto& owner) {
                     add_credit(owner, {domain::PersonId{person}, name, role, type, sequence, from_stored_path(thumb), read_person_ids(ids)});
                 });
             },
             use(scope.id), into(episode), into(person), into(name), into(ids), into(role), into(type), into(sequence), into(thumb));
}

void load_episode_ids(Connection& sql, const Scope& scope, const Targets& targets) {
    std::int64_t episode = 0;
    std::string provider, value;
    const std::string_view text = scope.column == "episode_id"
        ? "SELECT episode_id, provider, value FROM episode_ids WHERE episode_id = :id"
        : "SELECT i.episode_id, i.provider, i.value FROM episodes AS e JOIN episode_ids AS i ON i.episode_id = e.id WHERE e.series_id = :id";
    sql.each(text,
             [&] {
                 const auto found = targets.episodes.find(episode);
                 if (found != targets.episodes.end()) found->second->ids.emplace(provider, value);
             },
             use(scope.id), into(episode), into(provider), into(value));
}

void load_series_ids(Connection& sql, Series& series) {
    std::string provider, value;
    sql.each("SELECT provider, value FROM series_ids WHERE series_id = :series", [&] { series.ids.emplace(provider, value); },
             use(series.id.value), into(provider), into(value));
}

void load_labels(Connection& sql, Series& series) {
    std::string kind, name;
    sql.each("SELECT sl.kind, l.name FROM series_labels AS sl JOIN labels AS l ON l.id = sl.label_id WHERE sl.series_id = :series "
             "ORDER BY sl.kind, sl.position",
             [&] {
                 if (kind == "genre") series.genres.push_back(name);
                 if (kind == "studio") series.studios.push_back(name);
                 if (kind == "tag") series.tags.push_back(name);
                 if (kind == "country") series.countries.push_back(name);
             },
             use(series.id.value), into(kind), into(name));
}

void load_instalment(Connection& sql, Series& series) {
    std::string anthology, source;
    std::optional<int> number;
    if (sql.run("SELECT a.title, i.number, i.source FROM instalments AS i JOIN anthologies AS a ON a.id = i.anthology_id "
                "WHERE i.series_id = :series", use(series.id.value), into(anthology), into(number), into(source))) {
        series.instalment = domain::Instalment{anthology, number, read_source(source)};
    }
}

void load_themes(Connection& sql, Series& series) {
    std::string path;
    StampColumns stamp;
    std::optional<int> season;
    sql.each("SELECT path, size, modified_ns, inode, content_key, season FROM themes WHERE series_id = :series ORDER BY position",
             [&] { series.themes.push_back({from_stored_path(path), stamp.stamp(), stamp.content(), season}); },
             use(series.id.value), into(path), stamp, into(season));
}

/// `albums`: which, and in which order, as SQL about a and the series' id.
void load_albums(Connection& sql, std::string_view albums, Series& series) {
    std::int64_t id = 0;
    std::string folder, title, artist, cover;
    std::optional<int> year, season;
    sql.each(fmt::format("SELECT a.id, a.folder, a.title, a.artist, a.year, a.season, a.cover_path FROM albums AS a {}", albums),
             [&] {
                 series.albums.push_back({.id = domain::AlbumId{id}, .folder = from_stored_path(folder), .title = title, .artist = artist,
                                          .year = year, .season = season, .cover_path = from_stored_path(cover), .songs = {}});
             },
             use(series.id.value), into(id), into(folder), into(title), into(artist), into(year), into(season), into(cover));
}

/// Of the albums that are there: `songs` says where to look, as SQL about the series' id.
void load_songs(Connection& sql, std::string_view songs, Series& series) {
    std::unordered_map<std::int64_t, domain::Album*> albums;
    for (auto& album : series.albums) albums.emplace(album.id.value, &album);
    std::int64_t id = 0, album = 0, ticks = 0, scale = 1;
    std::string path, title, artist, lyrics;
    StampColumns stamp;
    std::optional<int> disc, number;
    sql.each(fmt::format("SELECT id, album_id, path, size, modified_ns, inode, content_key, disc, number, title, artist, duration_ticks, duration_scale, "
                         "lyrics_path FROM songs WHERE {} AND removed_at IS NULL ORDER BY album_id, position", songs),
             [&] {
                 const auto found = albums.find(album);
                 if (found == albums.end()) return;
                 found->second->songs.push_back({.id = domain::SongId{id}, .path = from_stored_path(path), .stamp = stamp.stamp(),
                                                 .content = stamp.content(), .disc = disc, .number = number, .title = title,
                                                 .artist = artist, .duration = {ticks, Timescale{static_cast<std::uint32_t>(scale)}},
                                                 .lyrics_path = from_stored_path(lyrics)});
             },
             use(series.id.value), into(id), into(album), into(path), stamp, into(disc), into(number), into(title), into(artist),
             into(ticks), into(scale), into(lyrics));
}

Result<Series> load_row(Connection& sql, domain::SeriesId id, bool removed_too) {
    std::string title, details;
    std::optional<int> year;
    std::optional<std::int64_t> removed_at;
    const bool found = sql.run("SELECT title, year, removed_at, details FROM series WHERE id = :id", use(id.value), into(title), into(year),
                               into(removed_at), into(details));
    if (!found || (removed_at && !removed_too)) return Error{Fault::NotFound, fmt::format("there is no series {}", id.value)};
    Series series;
    series.id = id;
    read_details(details, series);
    series.title.value = title;
    series.year.value = year;
    return series;
}

/// What series and episodes have alike.
void load_belongings(Connection& sql, const Scope& scope, const Targets& targets) {
    load_versions(sql, scope, targets);
    load_extras(sql, scope, targets);
    load_artwork(sql, scope, targets);
    load_credits(sql, scope, targets);
    load_episode_ids(sql, scope, targets);
}

}  // namespace

Result<Series> load_series(Connection& sql, domain::SeriesId id, bool removed_too) {
    BT_TRY(Series series, load_row(sql, id, removed_too));
    Targets targets{.series = &series, .seasons = {}, .episodes = {}};
    load_seasons(sql, series, targets);
    load_episodes(sql, series, targets);
    load_belongings(sql, {"series_id", id.value}, targets);
    load_series_ids(sql, series);
    load_labels(sql, series);
    load_instalment(sql, series);
    load_themes(sql, series);
    load_albums(sql, "WHERE a.series_id = :series AND a.removed_at IS NULL ORDER BY a.position", series);
    load_songs(sql, "series_id = :series", series);
    return series;
}

void add_tied_albums(Connection& sql, Series& series) {
    Series tied;
    tied.id = series.id;
    load_albums(sql, fmt::format("JOIN {} AS t ON t.album_id = a.id WHERE t.series_id = :series ORDER BY t.id", kShownTies), tied);
    if (tied.albums.empty()) return;
    load_songs(sql, fmt::format("album_id IN (SELECT album_id FROM {} WHERE series_id = :series)", kShownTies), tied);
    std::ranges::move(tied.albums, std::back_inserter(series.albums));
}

std::vector<domain::Artwork> load_series_artwork(Connection& sql, domain::SeriesId id) {
    std::vector<domain::Artwork> found;
    ArtworkColumns row;
    sql.each(fmt::format("SELECT {} FROM artwork AS a WHERE a.series_id = :id AND a.season_id IS NULL AND a.episode_id IS NULL ORDER BY a.position",
                         kArtworkColumns),
             [&] { found.push_back(row.artwork()); }, use(id.value), row);
    return found;
}

Result<Episode> load_episode(Connection& sql, domain::EpisodeId id) {
    EpisodeColumns row;
    const bool found = sql.run(fmt::format("SELECT {} FROM episodes AS e JOIN series AS s ON s.id = e.series_id WHERE e.id = :id "
                                           "AND e.removed_at IS NULL AND s.removed_at IS NULL", kEpisodeColumns),
                               use(id.value), row);
    if (!found) return Error{Fault::NotFound, fmt::format("there is no episode {}", id.value)};
    Episode episode = row.episode();
    Targets targets{.series = nullptr, .seasons = {}, .episodes = {{id.value, &episode}}};
    load_belongings(sql, {"episode_id", id.value}, targets);
    return episode;
}

}  // namespace bt::store
