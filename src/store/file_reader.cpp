#include "store/file_reader.h"

#include <fmt/format.h>

#include "store/connection.h"
#include "store/content_prints.h"
#include "store/details.h"
#include "store/file_columns.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

std::vector<StoredPlace> read_places_of(Connection& sql, const std::string& content) {
    std::vector<StoredPlace> found;
    std::string library_path, path;
    StampColumns stamp;
    sql.each("SELECT l.path, f.path, f.size, f.modified_ns, f.inode, f.content_key FROM files AS f JOIN libraries AS l ON l.id = f.library_id "
             "WHERE f.content_key = :content AND f.removed_at IS NULL ORDER BY f.id LIMIT 16",
             [&] { found.push_back({from_stored_path(library_path), from_stored_path(path), stamp.stamp()}); },
             use(content), into(library_path), into(path), stamp);
    return found;
}

constexpr std::string_view kTrackColumns =
    "t.kind, t.path, t.format, t.language, t.title, t.is_default, t.is_forced, t.is_hearing_impaired, t.size, t.modified_ns, t.inode, "
    "t.content_key, l.id, l.path";

/// Tracks of versions that are in the library; `more` joins and conditions besides.
std::vector<StoredTrack> read_tracks(Connection& sql, std::string_view join, std::string_view condition, const std::string& content) {
    std::vector<StoredTrack> found;
    std::string kind, path, library_path;
    int is_default = 0, is_forced = 0, is_hearing_impaired = 0;
    StampColumns stamp;
    StoredTrack row;
    sql.each(fmt::format("SELECT {} FROM external_tracks AS t JOIN versions AS v ON v.id = t.version_id {} JOIN series AS s ON s.id = v.series_id "
                         "JOIN libraries AS l ON l.id = s.library_id JOIN episodes AS e ON e.id = v.episode_id "
                         "WHERE {} AND s.removed_at IS NULL AND e.removed_at IS NULL GROUP BY l.id, t.path ORDER BY t.position LIMIT 256",
                         kTrackColumns, join, condition),
             [&] {
                 row.track.kind = read_stream_kind(kind);
                 row.track.path = from_stored_path(path);
                 row.track.is_default = is_default != 0;
                 row.track.is_forced = is_forced != 0;
                 row.track.is_hearing_impaired = is_hearing_impaired != 0;
                 row.track.stamp = stamp.stamp();
                 row.track.content = stamp.content();
                 row.library_path = from_stored_path(library_path);
                 found.push_back(row);
             },
             use(content), into(kind), into(path), into(row.track.format), into(row.track.language), into(row.track.title), into(is_default),
             into(is_forced), into(is_hearing_impaired), stamp, into(row.library.value), into(library_path));
    return found;
}

Result<StoredSong> read_song(Connection& sql, domain::SongId id) {
    std::string path, lyrics, library_path;
    std::int64_t scale = 1;
    StampColumns stamp;
    StoredSong found;
    domain::Song& song = found.song;
    if (!sql.run("SELECT o.path, o.size, o.modified_ns, o.inode, o.content_key, o.disc, o.number, o.title, o.artist, o.duration_ticks, "
                 "o.duration_scale, o.lyrics_path, s.id, l.id, l.path FROM songs AS o JOIN series AS s ON s.id = o.series_id "
                 "JOIN libraries AS l ON l.id = s.library_id WHERE o.id = :id AND o.removed_at IS NULL AND s.removed_at IS NULL",
                 use(id.value), into(path), stamp, into(song.disc), into(song.number), into(song.title), into(song.artist),
                 into(song.duration.ticks), into(scale), into(lyrics), into(found.series.value), into(found.library.value), into(library_path))) {
        return Error{Fault::NotFound, fmt::format("there is no song {}", id.value)};
    }
    song.id = id;
    song.path = from_stored_path(path);
    song.lyrics_path = from_stored_path(lyrics);
    song.stamp = stamp.stamp();
    song.content = stamp.content();
    song.duration.scale.ticks_per_second = static_cast<std::uint32_t>(scale);
    found.library_path = from_stored_path(library_path);
    return found;
}

}  // namespace

Result<StoredContent> FileReader::by_content(const ContentKey& content) const {
    return read_value(database_, "find a file", [text = content.text()](Connection& sql) -> Result<StoredContent> {
        StoredContent found{.places = read_places_of(sql, text), .beside = {}, .print = read_print(sql, text)};
        if (found.places.empty()) return Error{Fault::NotFound, fmt::format("no file in the library holds {}", text)};
        found.beside = read_tracks(sql, "JOIN version_parts AS p ON p.version_id = v.id AND p.position = t.file JOIN files AS f ON f.id = p.file_id",
                                   "f.content_key = :content AND f.removed_at IS NULL", text);
        return found;
    });
}

Result<StoredTrack> FileReader::external_track(const ContentKey& content) const {
    return read_value(database_, "find a track", [&](Connection& sql) -> Result<StoredTrack> {
        auto found = read_tracks(sql, "", "t.content_key = :content", content.text());
        if (found.empty()) return Error{Fault::NotFound, fmt::format("no subtitle or audio file holds {}", content.text())};
        return std::move(found.front());
    });
}

Result<StoredSong> FileReader::song(domain::SongId id) const {
    return read_value(database_, "find a song", [&](Connection& sql) { return read_song(sql, id); });
}

Result<std::vector<ContentKey>> FileReader::contents() const {
    return read_value(database_, "list contents", [](Connection& sql) -> Result<std::vector<ContentKey>> {
        std::vector<ContentKey> found;
        std::string text;
        sql.each("SELECT DISTINCT content_key FROM files WHERE removed_at IS NULL AND content_key IS NOT NULL",
                 [&] {
                     if (const auto key = ContentKey::parse(text)) found.push_back(*key);
                 },
                 into(text));
        return found;
    });
}

}  // namespace bt::store
