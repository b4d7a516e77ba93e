#include "store/song_columns.h"

#include <fmt/format.h>

#include "store/album_covers.h"
#include "store/stored_text.h"

namespace bt::store {

using std::chrono::milliseconds;

void write_tags(Connection& sql, ContentKey song, std::uint32_t version, const domain::SongTags& tags) {
    const auto text = [](const std::string& value) { return to_stored_text(value); };
    sql.run("INSERT INTO song_facts (content_key) VALUES (:content) ON CONFLICT (content_key) DO NOTHING", use(song.text()));
    sql.run("UPDATE song_facts SET tags_version = :version, title = :title, artist = :artist, album = :album, album_artist = :album_artist, "
            "composer = :composer, lyricist = :lyricist, publisher = :publisher, isrc = :isrc, iswc = :iswc, musicbrainz_recording = :recording, "
            "musicbrainz_release = :release, musicbrainz_artist = :mb_artist, musicbrainz_work = :work, year = :year, disc = :disc, number = :number, "
            "duration = :duration, has_picture = :picture, media_type = :type WHERE content_key = :content",
            use(std::int64_t{version}), use(text(tags.title)), use(text(tags.artist)), use(text(tags.album)), use(text(tags.album_artist)),
            use(text(tags.composer)), use(text(tags.lyricist)), use(text(tags.publisher)), use(text(tags.isrc)), use(text(tags.iswc)),
            use(text(tags.musicbrainz_recording)), use(text(tags.musicbrainz_release)), use(text(tags.musicbrainz_artist)),
            use(text(tags.musicbrainz_work)), use(tags.year), use(tags.disc), use(tags.number), use(std::int64_t{tags.duration.count()}), use(tags.has_picture ? 1 : 0), use(text(tags.media_type)), use(song.text()));
}

std::optional<domain::SongTags> read_tags(Connection& sql, ContentKey song) {
    domain::SongTags tags;
    std::int64_t duration = 0;
    int has_picture = 0;
    if (!sql.run("SELECT title, artist, album, album_artist, composer, lyricist, publisher, isrc, iswc, musicbrainz_recording, musicbrainz_release, "
                 "musicbrainz_artist, musicbrainz_work, year, disc, number, duration, has_picture, media_type FROM song_facts WHERE content_key = :content AND tags_version > 0",
                 use(song.text()), into(tags.title), into(tags.artist), into(tags.album), into(tags.album_artist), into(tags.composer),
                 into(tags.lyricist), into(tags.publisher), into(tags.isrc), into(tags.iswc), into(tags.musicbrainz_recording),
                 into(tags.musicbrainz_release), into(tags.musicbrainz_artist), into(tags.musicbrainz_work), into(tags.year), into(tags.disc),
                 into(tags.number), into(duration), into(has_picture), into(tags.media_type))) {
        return std::nullopt;
    }
    tags.duration = milliseconds{duration};
    tags.has_picture = has_picture > 0;
    return tags;
}

domain::SongCharacter read_character(Connection& sql, ContentKey song) {
    domain::SongCharacter character;
    (void)sql.run("SELECT tempo, musical_key FROM song_facts WHERE content_key = :content", use(song.text()), into(character.tempo), into(character.key));
    return character;
}

SongCard read_song_card(Connection& sql, ContentKey song, domain::SeriesId series) {
    SongCard card{.id = std::nullopt, .content = song};
    domain::SongId id;
    std::optional<std::int64_t> cover;
    if (sql.run(fmt::format("SELECT o.id, o.series_id, o.title, o.artist, a.title, {} FROM songs AS o JOIN albums AS a ON a.id = o.album_id JOIN series AS s ON s.id = o.series_id "
                "WHERE o.content_key = :content AND o.removed_at IS NULL AND s.removed_at IS NULL ORDER BY o.series_id <> :series, o.id LIMIT 1", kCoverColumn),
                use(song.text()), use(series.value), into(id.value), into(card.series.value), into(card.title), into(card.artist), into(card.album), into(cover))) {
        card.id = id;
        if (cover) card.cover = domain::AlbumId{*cover};
    } else {
        // It has left the library: what a person said of it still has its name.
        sql.run("SELECT o.title, o.artist, a.title FROM songs AS o JOIN albums AS a ON a.id = o.album_id WHERE o.content_key = :content ORDER BY o.removed_at DESC LIMIT 1",
                use(song.text()), into(card.title), into(card.artist), into(card.album));
    }
    name_by_tags(card, read_tags(sql, song));
    return card;
}

void name_by_tags(SongCard& card, const std::optional<domain::SongTags>& tags) {
    if (!tags) return;
    card.tags = *tags;
    if (!tags->title.empty()) card.title = tags->title;
    if (!tags->artist.empty()) card.artist = tags->artist;
    if (!tags->album.empty()) card.album = tags->album;
}

}  // namespace bt::store
