#include "store/catalogue_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "store/album_covers.h"
#include "store/connection.h"
#include "store/details.h"
#include "store/people_reader.h"

namespace bt::store {
namespace {

using Id = std::int64_t;

void add_name(std::vector<std::string>& names, const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::vector<NamedSeries> read_series(Connection& sql) {
    std::unordered_map<Id, Id> people;
    Id series = 0, count = 0;
    sql.each("SELECT series_id, count(DISTINCT person_id) FROM credits GROUP BY series_id", [&] { people[series] = count; }, into(series), into(count));
    std::vector<NamedSeries> out;
    NamedSeries row;
    std::string title, details;
    sql.each("SELECT id, title, year, episode_count, details FROM series WHERE removed_at IS NULL",
             [&] {
                 domain::Series read;
                 read_details(details, read);
                 row.names = {title};
                 add_name(row.names, read.original_title);
                 for (const auto& other : read.other_titles) add_name(row.names, other);
                 const auto known = people.find(row.id.value);
                 row.people = known == people.end() ? 0 : known->second;
                 out.push_back(row);
             },
             into(row.id.value), into(title), into(row.year), into(row.episodes), into(details));
    return out;
}

std::vector<NamedEpisode> read_episodes(Connection& sql) {
    std::vector<NamedEpisode> out;
    NamedEpisode row;
    std::string title, details;
    sql.each("SELECT e.id, e.series_id, e.season_number, e.number, e.title, e.details FROM episodes AS e JOIN series AS s ON s.id = e.series_id "
             "WHERE e.removed_at IS NULL AND s.removed_at IS NULL",
             [&] {
                 domain::Episode read;
                 read_details(details, read);
                 row.names.clear();
                 add_name(row.names, title);
                 add_name(row.names, read.original_title);
                 out.push_back(row);
             },
             into(row.id.value), into(row.series.value), into(row.season), into(row.number), into(title), into(details));
    return out;
}

/// Albums that have a picture: once for each, not for each of their songs.
std::unordered_set<Id> read_covers(Connection& sql) {
    std::unordered_set<Id> out;
    std::optional<Id> album;
    sql.each(fmt::format("SELECT {} FROM albums AS a WHERE a.removed_at IS NULL", kCoverColumn), [&] { if (album) out.insert(*album); }, into(album));
    return out;
}

std::vector<NamedSong> read_songs(Connection& sql) {
    const auto covers = read_covers(sql);
    std::vector<NamedSong> out;
    NamedSong row;
    std::string file_title, file_artist, title, artist;
    Id album = 0;
    sql.each("SELECT o.id, o.series_id, o.album_id, o.title, o.artist, coalesce(f.title, ''), coalesce(f.artist, '') FROM songs AS o JOIN series AS s ON s.id = o.series_id "
             "LEFT JOIN song_facts AS f ON f.content_key = o.content_key AND f.tags_version > 0 WHERE o.removed_at IS NULL AND s.removed_at IS NULL",
             [&] {
                 row.titles.clear();
                 add_name(row.titles, title);
                 add_name(row.titles, file_title);
                 if (artist.empty()) artist = file_artist;
                 row.artist = artist;
                 row.cover = covers.contains(album) ? std::optional(domain::AlbumId{album}) : std::nullopt;
                 if (!row.titles.empty()) out.push_back(row);
             },
             into(row.id.value), into(row.series.value), into(album), into(file_title), into(file_artist), into(title), into(artist));
    return out;
}

std::vector<NamedPerson> read_people(Connection& sql) {
    std::vector<NamedPerson> out;
    std::unordered_map<Id, std::size_t> places;
    NamedPerson row;
    int has_picture = 0;
    sql.each(fmt::format("SELECT c.person_id, count(DISTINCT c.series_id), max({}) FROM credits AS c JOIN series AS s ON s.id = c.series_id "
                         "WHERE s.removed_at IS NULL GROUP BY c.person_id", kHasPicture),
             [&] {
                 row.has_picture = has_picture > 0;
                 places[row.id.value] = out.size();
                 out.push_back(row);
             },
             into(row.id.value), into(row.series), into(has_picture));
    Id person = 0;
    std::string name;
    sql.each("SELECT person_id, name FROM spellings ORDER BY own_person_id <> person_id, id",
             [&] {
                 if (const auto place = places.find(person); place != places.end()) add_name(out[place->second].names, name);
             },
             into(person), into(name));
    std::erase_if(out, [](const NamedPerson& each) { return each.names.empty(); });
    return out;
}

std::vector<NamedRole> read_roles(Connection& sql) {
    std::vector<NamedRole> out;
    NamedRole row;
    sql.each("SELECT c.person_id, c.role, min(c.series_id) FROM credits AS c JOIN series AS s ON s.id = c.series_id "
             "WHERE s.removed_at IS NULL AND c.role <> '' AND c.type NOT IN ('director', 'writer', 'producer', 'composer') GROUP BY c.person_id, c.role",
             [&] { out.push_back(row); }, into(row.person.value), into(row.name), into(row.series.value));
    return out;
}

}  // namespace

Result<CatalogueNames> read_catalogue_names(Database& database) {
    return read_value(database, "read all names", [](Connection& sql) -> Result<CatalogueNames> {
        return CatalogueNames{.series = read_series(sql), .episodes = read_episodes(sql), .songs = read_songs(sql), .people = read_people(sql), .roles = read_roles(sql)};
    });
}

}  // namespace bt::store
