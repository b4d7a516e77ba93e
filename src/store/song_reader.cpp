#include "store/song_reader.h"

#include <fmt/format.h>

#include "base/media_time.h"
#include "store/album_covers.h"
#include "store/album_ties.h"
#include "store/connection.h"
#include "store/cursor.h"
#include "store/song_columns.h"
#include "store/sound_columns.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kSongs =
    "songs AS o JOIN albums AS a ON a.id = o.album_id JOIN series AS s ON s.id = o.series_id WHERE o.removed_at IS NULL AND s.removed_at IS NULL";

/// Songs of a series: those of its own albums and of those tied to it, and what else sounds in it. Of several equal songs that sound in
/// it without being its own, the first stands for all. The series stands in it kTimesSeries times.
constexpr std::string_view kOfSeries =
    "(o.series_id = :series OR o.album_id IN (SELECT album_id FROM {0} WHERE series_id = :tied) OR "
    "o.id IN (SELECT min(so.id) FROM songs AS so JOIN series AS ss ON ss.id = so.series_id JOIN cues AS c ON c.song_key = so.content_key AND c.layer = 'shown' "
    "JOIN present_wholes AS w ON w.whole_key = c.content_key WHERE w.series_id = :heard_in AND so.removed_at IS NULL AND "
    "ss.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM songs AS own WHERE own.content_key = so.content_key AND "
    "own.removed_at IS NULL AND (own.series_id = :owner OR own.album_id IN (SELECT album_id FROM {0} WHERE series_id = :tied_owner))) GROUP BY so.content_key))";
constexpr int kTimesSeries = 5;

struct SeriesUses {
    const domain::SeriesId& series;
    void attach(soci::statement& statement) const {
        for (int i = 0; i < kTimesSeries; ++i) statement.exchange(use(series.value));
    }
};

/// How often and how long a content sounds, everywhere or in one series (0: everywhere).
void count_uses(Connection& sql, SongRow& row, domain::SeriesId series) {
    std::int64_t total = 0;
    if (series.value == 0) {
        sql.run("SELECT count(*), coalesce(sum(c.\"end\" - c.start), 0) FROM cues AS c WHERE c.song_key = :song AND c.layer = 'shown' AND EXISTS "
                "(SELECT 1 FROM present_wholes AS w WHERE w.whole_key = c.content_key)",
                use(row.song.content.text()), into(row.uses), into(total));
    } else {
        sql.run("SELECT count(*), coalesce(sum(c.\"end\" - c.start), 0) FROM cues AS c WHERE c.song_key = :song AND c.layer = 'shown' AND EXISTS "
                "(SELECT 1 FROM present_wholes AS w WHERE w.whole_key = c.content_key AND w.series_id = :series)",
                use(row.song.content.text()), use(series.value), into(row.uses), into(total));
    }
    row.total = milliseconds{total};
}

struct SongColumns {
    std::int64_t id = 0, series = 0, ticks = 0, scale = 1;
    std::optional<std::string> content;
    std::string title, artist, album, series_title;
    std::optional<int> disc, number;
    std::optional<std::int64_t> cover;

    static std::string text() {
        return fmt::format("o.id, o.series_id, o.content_key, o.title, o.artist, a.title, s.title, o.disc, o.number, o.duration_ticks, o.duration_scale, {}", kCoverColumn);
    }
    void attach(soci::statement& statement) {
        statement.exchange(into(id));
        statement.exchange(into(series));
        statement.exchange(into(content));
        statement.exchange(into(title));
        statement.exchange(into(artist));
        statement.exchange(into(album));
        statement.exchange(into(series_title));
        statement.exchange(into(disc));
        statement.exchange(into(number));
        statement.exchange(into(ticks));
        statement.exchange(into(scale));
        statement.exchange(into(cover));
    }
    SongRow row() const {
        SongRow out;
        out.song = {.id = domain::SongId{id}, .series = domain::SeriesId{series}, .title = title, .artist = artist, .album = album};
        if (cover) out.song.cover = domain::AlbumId{*cover};
        if (content) out.song.content = ContentKey::parse(*content).value_or(ContentKey{});
        out.series_title = series_title;
        out.disc = disc;
        out.number = number;
        out.duration = round_to_milliseconds(MediaDuration{ticks, {static_cast<std::uint32_t>(scale)}});
        return out;
    }
};

/// What the tags and the cues add to a row.
void complete(Connection& sql, SongRow& row, domain::SeriesId series) {
    const auto tags = read_tags(sql, row.song.content);
    name_by_tags(row.song, tags);
    if (tags) {
        if (tags->duration > milliseconds{0}) row.duration = tags->duration;
        if (!row.disc) row.disc = tags->disc;
        if (!row.number) row.number = tags->number;
    }
    row.character = read_character(sql, row.song.content);
    count_uses(sql, row, series);
}

/// Cuts the row too many and names the next page.
void finish(Page<SongRow>& page, std::string_view order, int limit) {
    if (page.rows.size() <= static_cast<std::size_t>(limit)) return;
    page.rows.pop_back();
    page.next = write_cursor(order, {.key = {}, .id = page.rows.back().song.id->value, .is_start = false});
}

/// Songs of `which`, album by album as they stand on it: a song that joins its album later stands among the others. A song that goes stays in the
/// table, so that a page can begin behind it. The last of what is asked for is one too many.
std::string page_text(std::string_view which, const Place& after) {
    return fmt::format("SELECT {} FROM {}{} ORDER BY o.album_id, o.position, o.id LIMIT :limit", SongColumns::text(), which,
                       after.is_start ? "" : " AND (o.album_id, o.position, o.id) > (SELECT album_id, position, id FROM songs WHERE id = :after)");
}

template <class... Uses>
void read_rows(Connection& sql, Page<SongRow>& page, std::string_view which, const Place& after, int limit, const Uses&... uses) {
    SongColumns columns;
    const auto keep = [&] { page.rows.push_back(columns.row()); };
    if (after.is_start) sql.each(page_text(which, after), keep, uses..., use(limit), columns);
    else sql.each(page_text(which, after), keep, uses..., use(after.id), use(limit), columns);
}

Result<Page<SongRow>> read_page(Connection& sql, const PageRequest& request) {
    constexpr std::string_view kSongOrder = "songs";
    BT_TRY(const Place after, read_cursor(kSongOrder, request.after));
    const int limit = rows_of(request);
    Page<SongRow> page;
    read_rows(sql, page, kSongs, after, limit + 1);
    finish(page, kSongOrder, limit);
    for (auto& row : page.rows) complete(sql, row, {});
    sql.run(fmt::format("SELECT count(*) FROM {}", kSongs), into(page.total));
    return page;
}

Result<Page<SongRow>> read_series_page(Connection& sql, domain::SeriesId series, const PageRequest& request) {
    const auto order = fmt::format("songs-of-{}", series.value);
    BT_TRY(const Place after, read_cursor(order, request.after));
    std::int64_t there = 0;
    if (!sql.run("SELECT 1 FROM series WHERE id = :id AND removed_at IS NULL", use(series.value), into(there))) {
        return Error{Fault::NotFound, fmt::format("there is no series {}", series.value)};
    }
    const auto of_series = fmt::format("{} AND {}", kSongs, fmt::format(kOfSeries, kShownTies));
    const int limit = rows_of(request);
    Page<SongRow> page;
    read_rows(sql, page, of_series, after, limit + 1, SeriesUses{series});
    finish(page, order, limit);
    for (auto& row : page.rows) complete(sql, row, series);
    sql.run("SELECT count(*) FROM " + of_series, SeriesUses{series}, into(page.total));
    return page;
}

Result<SongRow> read_song(Connection& sql, domain::SongId id) {
    SongColumns columns;
    if (!sql.run(fmt::format("SELECT {} FROM {} AND o.id = :id", SongColumns::text(), kSongs), use(id.value), columns)) {
        return Error{Fault::NotFound, fmt::format("there is no song {}", id.value)};
    }
    auto row = columns.row();
    complete(sql, row, {});
    return row;
}

/// Whether an episode has a version before this one that was listened to.
constexpr std::string_view kHasBetter =
    "EXISTS (SELECT 1 FROM versions AS ev JOIN soundings AS es ON es.content_key = ev.whole_key WHERE ev.episode_id = {0}.episode_id AND ev.position < {0}.position AND es.failure = '')";

/// Shown cues of a song with their episodes; of an episode's versions only the first that was listened to, of the episodes in one file only
/// the first, for there the song sounds once.
std::string uses_of_song() {
    return fmt::format("cues AS c JOIN present_wholes AS v ON v.whole_key = c.content_key JOIN episodes AS e ON e.id = v.episode_id JOIN series AS s ON s.id = e.series_id "
                       "WHERE c.song_key = :song AND c.layer = 'shown' AND s.removed_at IS NULL AND NOT {} "
                       "AND NOT EXISTS (SELECT 1 FROM version_parts AS dp JOIN versions AS dv ON dv.id = dp.version_id JOIN episodes AS de ON de.id = dv.episode_id "
                       "WHERE dp.file_id = v.first_file AND dp.position = 0 AND de.removed_at IS NULL AND (de.season_number, de.position) < (e.season_number, e.position) AND NOT {})",
                       fmt::format(kHasBetter, "v"), fmt::format(kHasBetter, "dv"));
}

Result<Page<SongUse>> read_uses(Connection& sql, domain::SongId id, const PageRequest& request) {
    BT_TRY(const SongRow song, read_song(sql, id));
    const auto order = fmt::format("uses-of-{}", id.value);
    // The place: how many uses stand before. They are few, and a list that changes meanwhile is soon read again.
    BT_TRY(const Place after, read_cursor(order, request.after));
    const int limit = rows_of(request);
    Page<SongUse> page;
    SongUse row;
    CueColumns cue;
    sql.each(fmt::format("SELECT {}, e.id, e.title, e.season_number, e.number, s.id, s.title FROM {} "
                         "ORDER BY s.sort_key, s.id, e.season_number, e.position, c.position LIMIT :limit OFFSET :offset", kCueColumns, uses_of_song()),
             [&] {
                 row.cue = cue.cue();
                 page.rows.push_back(row);
             },
             use(song.song.content.text()), use(limit + 1), use(after.id), cue, into(row.episode.value), into(row.episode_title), into(row.season),
             into(row.number), into(row.series.value), into(row.series_title));
    if (page.rows.size() > static_cast<std::size_t>(limit)) {
        page.rows.pop_back();
        page.next = write_cursor(order, {.key = {}, .id = after.id + limit, .is_start = false});
    }
    sql.run(fmt::format("SELECT count(*) FROM {}", uses_of_song()), use(song.song.content.text()), into(page.total));
    return page;
}

}  // namespace

Result<Page<SongRow>> SongReader::page(const PageRequest& request) const {
    return read_value(database_, "list songs", [&](Connection& sql) { return read_page(sql, request); });
}

Result<Page<SongRow>> SongReader::of_series(domain::SeriesId series, const PageRequest& request) const {
    return read_value(database_, "list the songs of a series", [&](Connection& sql) { return read_series_page(sql, series, request); });
}

Result<SongRow> SongReader::by_id(domain::SongId id) const {
    return read_value(database_, "read a song", [&](Connection& sql) { return read_song(sql, id); });
}

Result<Page<SongUse>> SongReader::uses(domain::SongId id, const PageRequest& request) const {
    return read_value(database_, "list the uses of a song", [&](Connection& sql) { return read_uses(sql, id, request); });
}

}  // namespace bt::store
