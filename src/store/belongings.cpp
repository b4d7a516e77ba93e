#include "store/belongings.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "store/details.h"
#include "store/file_columns.h"
#include "store/people_store.h"
#include "store/sort_key.h"
#include "store/stored_text.h"
#include "store/whole_versions.h"

namespace bt::store {
namespace {

using domain::Episode;
using domain::Series;
using Id = std::int64_t;

/// The season and episode columns of a row: both empty for the series itself.
struct Owner {
    std::optional<Id> season, episode;
};

/// Calls `with(owner, value)` for the series, each season and each episode.
template <class With>
void visit_owners(const Series& series, const SeriesRows& rows, With&& with) {
    with(Owner{}, series);
    for (const auto& season : series.seasons) {
        with(Owner{rows.seasons.at(&season), std::nullopt}, season);
        for (const auto& episode : season.episodes) with(Owner{std::nullopt, rows.episodes.at(&episode)}, episode);
    }
}

/// Deletes the rows of the series, and those that an episode which came over from another series brought along.
void clear(Connection& sql, const std::string& table, const SeriesRows& rows) {
    sql.run("DELETE FROM " + table + " WHERE series_id = :series", use(rows.series));
    for (const auto& [episode, id] : rows.episodes) sql.run("DELETE FROM " + table + " WHERE episode_id = :episode", use(id));
}

void write_tracks(Connection& sql, Id version, const std::vector<domain::ExternalTrack>& tracks) {
    int position = 0;
    for (const auto& track : tracks) {
        const StampColumns stamp(track.stamp, track.content);
        sql.run("INSERT INTO external_tracks (version_id, position, kind, path, format, language, title, is_default, is_forced, "
                "is_hearing_impaired, file, size, modified_ns, inode, content_key) VALUES (:version, :position, :kind, :path, :format, :language, :title, "
                ":is_default, :is_forced, :is_hearing_impaired, :file, :size, :modified_ns, :inode, :content_key)",
                use(version), use(position), use(std::string(stream_kind_name(track.kind))), use(to_stored_path(track.path)),
                use(to_stored_text(track.format)), use(to_stored_text(track.language)), use(to_stored_text(track.title)),
                use(int{track.is_default}), use(int{track.is_forced}), use(int{track.is_hearing_impaired}), use(track.file), StampValues(stamp));
        ++position;
    }
}

void write_version(Connection& sql, Id episode, int position, const domain::MediaVersion& version, const SeriesRows& rows) {
    Id id = 0;
    sql.run("INSERT INTO versions (series_id, episode_id, position, label, first_episode, last_episode) "
            "VALUES (:series, :episode, :position, :label, :first, :last) RETURNING id",
            use(rows.series), use(episode), use(position), use(to_stored_text(version.label)), use(version.first_episode),
            use(version.last_episode), into(id));
    int part = 0;
    for (const auto& file : version.parts) {
        sql.run("INSERT INTO version_parts (version_id, position, file_id) VALUES (:version, :position, :file)", use(id), use(part),
                use(rows.files.at(file.path)));
        ++part;
    }
    write_tracks(sql, id, version.tracks);
    name_whole(sql, id, version);
}

/// A namesake's row says which one it is; what people read are the spellings.
std::string free_name(Connection& sql, const std::string& name, const std::string& ids) {
    Id id = 0;
    const auto is_taken = [&](const std::string& tried) { return sql.run("SELECT id FROM people WHERE name = :name", use(tried), into(id)); };
    if (!is_taken(name)) return name;
    auto tried = fmt::format("{} ({})", name, ids);
    // Somebody may be called just that.
    for (int number = 2; is_taken(tried); ++number) tried = fmt::format("{} ({}) {}", name, ids, number);
    return tried;
}

Id new_person(Connection& sql, const std::string& name, const std::string& ids) {
    Id id = 0;
    sql.run("INSERT INTO people (name, sort_key) VALUES (:name, :sort_key) RETURNING id", use(free_name(sql, name, ids)), use(name_sort_key(name)), into(id));
    return id;
}

struct SpellingRow {
    Id id = 0, person = 0;
};
SpellingRow spelling_of(Connection& sql, const domain::Credit& credit) {
    const std::string name = to_stored_text(credit.name), ids = write_person_ids(credit.ids);
    SpellingRow row;
    if (sql.run("SELECT id, person_id FROM spellings WHERE name = :name AND ids = :ids", use(name), use(ids), into(row.id), into(row.person))) return row;
    row.person = new_person(sql, name, ids);
    sql.run("INSERT INTO spellings (name, ids, own_person_id, person_id) VALUES (:name, :ids, :own, :person) RETURNING id", use(name), use(ids),
            use(row.person), use(row.person), into(row.id));
    return row;
}

Id label_id(Connection& sql, const std::string& kind, const std::string& name) {
    const std::string stored = to_stored_text(name);
    Id id = 0;
    if (sql.run("SELECT id FROM labels WHERE kind = :kind AND name = :name", use(kind), use(stored), into(id))) return id;
    sql.run("INSERT INTO labels (kind, name) VALUES (:kind, :name) RETURNING id", use(kind), use(stored), into(id));
    return id;
}

Id anthology_id(Connection& sql, const std::string& title) {
    const std::string stored = to_stored_text(title);
    Id id = 0;
    if (sql.run("SELECT id FROM anthologies WHERE title = :title", use(stored), into(id))) return id;
    sql.run("INSERT INTO anthologies (title, sort_key) VALUES (:title, :sort_key) RETURNING id", use(stored), use(title_sort_key(title)),
            into(id));
    return id;
}

void write_credit(Connection& sql, const Owner& owner, int position, const domain::Credit& credit, const SeriesRows& rows) {
    const auto spelling = spelling_of(sql, credit);
    sql.run("INSERT INTO credits (series_id, episode_id, position, person_id, spelling_id, role, type, sequence, thumb) "
            "VALUES (:series, :episode, :position, :person, :spelling, :role, :type, :sequence, :thumb)",
            use(rows.series), use(owner.episode), use(position), use(spelling.person), use(spelling.id), use(to_stored_text(credit.role)),
            use(to_stored_text(credit.type)), use(credit.order), use(to_stored_path(credit.thumb)));
}

/// The series whose credits change: this one, and those that lose an episode to it.
std::set<Id> credited_series(Connection& sql, const SeriesRows& rows) {
    std::set<Id> found{rows.series};
    Id id = 0;
    for (const auto& [episode, row] : rows.episodes) {
        sql.each("SELECT DISTINCT series_id FROM credits WHERE episode_id = :episode", [&] { found.insert(id); }, use(row), into(id));
    }
    return found;
}

struct KnownPicture {
    Id id = 0;
    domain::FileStamp stamp;
    std::optional<std::string> content_key;
    std::optional<Id> width, height;
    std::optional<int> hue;
    std::optional<std::string> thumbhash;
};
using PicturePlace = std::tuple<std::string, std::string, std::string>;  // kind, path, url as stored

std::multimap<PicturePlace, KnownPicture> read_pictures(Connection& sql, Id series) {
    std::multimap<PicturePlace, KnownPicture> known;
    std::string kind, path, url;
    StampColumns stamp;
    KnownPicture row;
    sql.each("SELECT id, kind, path, url, size, modified_ns, inode, content_key, width, height, hue, thumbhash FROM artwork WHERE series_id = :series "
             "ORDER BY id",
             [&] {
                 row.stamp = stamp.stamp();
                 row.content_key = stamp.content_key;
                 known.emplace(PicturePlace{kind, path, url}, row);
             },
             use(series), into(row.id), into(kind), into(path), into(url), stamp, into(row.width), into(row.height), into(row.hue),
             into(row.thumbhash));
    return known;
}

void write_picture(Connection& sql, const Owner& owner, int position, const domain::Artwork& picture,
                   std::multimap<PicturePlace, KnownPicture>& known, const SeriesRows& rows) {
    const std::string kind(to_string(picture.kind));
    const std::string path = to_stored_path(picture.path);
    const std::string url = to_stored_text(picture.url);
    std::optional<Id> id;
    KnownPicture facts;
    if (const auto found = known.find({kind, path, url}); found != known.end()) {
        id = found->second.id;
        if (found->second.stamp == picture.stamp) facts = found->second;
        known.erase(found);
    }
    StampColumns stamp(picture.stamp, std::nullopt);
    stamp.content_key = facts.content_key;
    sql.run("INSERT INTO artwork (id, series_id, season_id, episode_id, position, kind, path, url, sequence, size, modified_ns, "
            "inode, content_key, width, height, hue, thumbhash) VALUES (:id, :series, :season, :episode, :position, :kind, :path, :url, :sequence, "
            ":size, :modified_ns, :inode, :content_key, :width, :height, :hue, :thumbhash)",
            use(id), use(rows.series), use(owner.season), use(owner.episode), use(position), use(kind), use(path), use(url),
            use(picture.order), StampValues(stamp), use(facts.width), use(facts.height), use(facts.hue),
            use(facts.thumbhash));
}

struct KnownSong {
    Id id = 0;
    std::string path;
    std::optional<std::string> content;
    bool is_taken = false;
};

std::optional<Id> take_song(std::vector<KnownSong>& rows, const std::string& path, const std::optional<std::string>& content) {
    const auto take = [&](auto fits) -> std::optional<Id> {
        for (auto& row : rows) {
            if (row.is_taken || !fits(row)) continue;
            row.is_taken = true;
            return row.id;
        }
        return std::nullopt;
    };
    if (auto id = take([&](const KnownSong& row) { return row.path == path && row.content == content; })) return id;
    if (auto id = take([&](const KnownSong& row) { return content && row.content == content; })) return id;
    return take([&](const KnownSong& row) { return row.path == path; });
}

void write_song(Connection& sql, Id album, int position, const domain::Song& song, std::vector<KnownSong>& known, const SeriesRows& rows) {
    const StampColumns stamp(song.stamp, song.content);
    const std::string path = to_stored_path(song.path);
    const std::optional<Id> id = take_song(known, path, stamp.content_key);
    sql.run("INSERT INTO songs (id, series_id, album_id, position, path, size, modified_ns, inode, content_key, disc, number, title, artist, "
            "duration_ticks, duration_scale, lyrics_path) VALUES (:id, :series, :album, :position, :path, :size, :modified_ns, :inode, "
            ":content_key, :disc, :number, :title, :artist, :ticks, :scale, :lyrics) ON CONFLICT (id) DO UPDATE SET album_id = excluded.album_id, "
            "position = excluded.position, path = excluded.path, size = excluded.size, modified_ns = excluded.modified_ns, inode = excluded.inode, "
            "content_key = excluded.content_key, disc = excluded.disc, number = excluded.number, title = excluded.title, "
            "artist = excluded.artist, duration_ticks = excluded.duration_ticks, duration_scale = excluded.duration_scale, "
            "lyrics_path = excluded.lyrics_path, removed_at = NULL",
            use(id), use(rows.series), use(album), use(position), use(path), StampValues(stamp), use(song.disc), use(song.number),
            use(to_stored_text(song.title)), use(to_stored_text(song.artist)), use(song.duration.ticks),
            use(static_cast<std::int64_t>(song.duration.scale.ticks_per_second)), use(to_stored_path(song.lyrics_path)));
}

Id write_album(Connection& sql, int position, const domain::Album& album, const SeriesRows& rows) {
    const std::string folder = to_stored_path(album.folder);
    std::optional<Id> id;
    Id found = 0;
    // One written a moment ago is not at rest any more: two albums may share a folder only in name.
    if (sql.run("SELECT id FROM albums WHERE series_id = :series AND folder = :folder AND removed_at IS NOT NULL ORDER BY id LIMIT 1",
                use(rows.series), use(folder), into(found))) {
        id = found;
    }
    sql.run("INSERT INTO albums (id, series_id, position, folder, title, artist, year, season, cover_path) VALUES (:id, :series, :position, "
            ":folder, :title, :artist, :year, :season, :cover) ON CONFLICT (id) DO UPDATE SET position = excluded.position, "
            "title = excluded.title, artist = excluded.artist, year = excluded.year, season = excluded.season, "
            "cover_path = excluded.cover_path, removed_at = NULL RETURNING id",
            use(id), use(rows.series), use(position), use(folder), use(to_stored_text(album.title)), use(to_stored_text(album.artist)),
            use(album.year), use(album.season), use(to_stored_path(album.cover_path)), into(found));
    return found;
}

}  // namespace

void write_appearances(Connection& sql, Id series) {
    sql.run("DELETE FROM appearances WHERE series_id = :series", use(series));
    sql.run("INSERT INTO appearances (series_id, person_id) SELECT DISTINCT c.series_id, c.person_id FROM credits AS c "
            "JOIN series AS s ON s.id = c.series_id WHERE c.series_id = :series AND s.removed_at IS NULL", use(series));
}

void write_versions(Connection& sql, const Series& series, const SeriesRows& rows) {
    for (const auto& season : series.seasons) {
        for (const auto& episode : season.episodes) {
            const Id id = rows.episodes.at(&episode);
            sql.run("DELETE FROM versions WHERE episode_id = :episode", use(id));
            int position = 0;
            for (const auto& version : episode.versions) write_version(sql, id, position++, version, rows);
        }
    }
    hand_on_to_wholes(sql, series);
}

void write_extras(Connection& sql, const Series& series, const SeriesRows& rows) {
    std::multimap<Id, Id> known;  // file, extra
    Id id = 0, file = 0;
    sql.each("SELECT id, file_id FROM extras WHERE series_id = :series ORDER BY id", [&] { known.emplace(file, id); }, use(rows.series),
             into(id), into(file));
    clear(sql, "extras", rows);
    visit_owners(series, rows, [&](const Owner& owner, const auto& value) {
        int position = 0;
        for (const auto& extra : value.extras) {
            const Id file_id = rows.files.at(extra.file.path);
            std::optional<Id> kept;
            if (const auto found = known.find(file_id); found != known.end()) {
                kept = found->second;
                known.erase(found);
            }
            sql.run("INSERT INTO extras (id, series_id, season_id, episode_id, position, kind, title, file_id) "
                    "VALUES (:id, :series, :season, :episode, :position, :kind, :title, :file)",
                    use(kept), use(rows.series), use(owner.season), use(owner.episode), use(position), use(std::string(to_string(extra.kind))),
                    use(to_stored_text(extra.title)), use(file_id));
            ++position;
        }
    });
}

void write_artwork(Connection& sql, const Series& series, const SeriesRows& rows) {
    auto known = read_pictures(sql, rows.series);
    clear(sql, "artwork", rows);
    visit_owners(series, rows, [&](const Owner& owner, const auto& value) {
        int position = 0;
        for (const auto& picture : value.artwork) write_picture(sql, owner, position++, picture, known, rows);
    });
}

void write_credits(Connection& sql, const Series& series, const SeriesRows& rows) {
    const auto changed = credited_series(sql, rows);
    clear(sql, "credits", rows);
    int position = 0;
    for (const auto& credit : series.people) write_credit(sql, {}, position++, credit, rows);
    for (const auto& season : series.seasons) {
        for (const auto& episode : season.episodes) {
            position = 0;
            for (const auto& credit : episode.people) write_credit(sql, {std::nullopt, rows.episodes.at(&episode)}, position++, credit, rows);
        }
    }
    for (const Id id : changed) write_appearances(sql, id);
}

void write_labels(Connection& sql, const Series& series, const SeriesRows& rows) {
    sql.run("DELETE FROM series_labels WHERE series_id = :series", use(rows.series));
    std::set<Id> stated;
    const auto write = [&](const std::string& kind, const std::vector<std::string>& names) {
        int position = 0;
        for (const auto& name : names) {
            const Id label = label_id(sql, kind, name);
            const int is_listed = stated.insert(label).second;  // a label that stands twice lists the series once
            sql.run("INSERT INTO series_labels (series_id, kind, position, label_id, sort_key, added_at, year) SELECT id, :kind, :position, :label, "
                    "CASE WHEN :is_listed THEN sort_key END, added_at, coalesce(year, 0) FROM series WHERE id = :series",
                    use(kind), use(position), use(label), use(is_listed), use(rows.series));
            ++position;
        }
    };
    write("genre", series.genres);
    write("studio", series.studios);
    write("tag", series.tags);
    write("country", series.countries);
}

void write_provider_ids(Connection& sql, const Series& series, const SeriesRows& rows) {
    sql.run("DELETE FROM series_ids WHERE series_id = :series", use(rows.series));
    for (const auto& [provider, value] : series.ids) {
        sql.run("INSERT INTO series_ids (series_id, provider, value) VALUES (:series, :provider, :value)", use(rows.series),
                use(to_stored_text(provider)), use(to_stored_text(value)));
    }
    for (const auto& [episode, id] : rows.episodes) {
        sql.run("DELETE FROM episode_ids WHERE episode_id = :episode", use(id));
        for (const auto& [provider, value] : episode->ids) {
            sql.run("INSERT INTO episode_ids (episode_id, provider, value) VALUES (:episode, :provider, :value)", use(id),
                    use(to_stored_text(provider)), use(to_stored_text(value)));
        }
    }
}

void write_instalment(Connection& sql, const Series& series, const SeriesRows& rows) {
    sql.run("DELETE FROM instalments WHERE series_id = :series", use(rows.series));
    if (!series.instalment) return;
    sql.run("INSERT INTO instalments (series_id, anthology_id, number, source) VALUES (:series, :anthology, :number, :source)",
            use(rows.series), use(anthology_id(sql, series.instalment->anthology)), use(series.instalment->number),
            use(std::string(to_string(series.instalment->source))));
}

void write_themes(Connection& sql, const Series& series, const SeriesRows& rows) {
    sql.run("DELETE FROM themes WHERE series_id = :series", use(rows.series));
    int position = 0;
    for (const auto& theme : series.themes) {
        const StampColumns stamp(theme.stamp, theme.content);
        sql.run("INSERT INTO themes (series_id, position, path, size, modified_ns, inode, content_key, season) "
                "VALUES (:series, :position, :path, :size, :modified_ns, :inode, :content_key, :season)",
                use(rows.series), use(position), use(to_stored_path(theme.path)), StampValues(stamp), use(theme.season));
        ++position;
    }
}

void write_albums(Connection& sql, const Series& series, const SeriesRows& rows) {
    std::vector<KnownSong> known;
    KnownSong row;
    sql.each("SELECT id, path, content_key FROM songs WHERE series_id = :series ORDER BY removed_at IS NOT NULL, id",
             [&] { known.push_back(row); }, use(rows.series), into(row.id), into(row.path), into(row.content));
    sql.run("UPDATE songs SET removed_at = coalesce(removed_at, :now) WHERE series_id = :series", use(rows.now_ms), use(rows.series));
    sql.run("UPDATE albums SET removed_at = coalesce(removed_at, :now) WHERE series_id = :series", use(rows.now_ms), use(rows.series));
    int position = 0;
    for (const auto& album : series.albums) {
        const Id id = write_album(sql, position++, album, rows);
        int place = 0;
        for (const auto& song : album.songs) write_song(sql, id, place++, song, known, rows);
    }
}

}  // namespace bt::store
