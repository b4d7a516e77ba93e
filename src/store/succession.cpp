// Corrections move, with their ids: they stay in the order they were made among those of the new content, can be taken back as before, and go
// the same way back when the old file returns. Nothing is copied that could be taken back in one place and stand in another.
#include "store/succession.h"

#include "store/connection.h"
#include "store/sound_columns.h"

namespace bt::store {
namespace {

std::vector<Successor> read_pairs(Connection& sql, std::string_view text) {
    std::vector<Successor> pairs;
    std::string left, present;
    sql.each(text, [&] {
        const auto a = ContentKey::parse(left), b = ContentKey::parse(present);
        if (a && b) pairs.push_back({*a, *b});
    }, into(left), into(present));
    return pairs;
}

// A better copy of a film may end some frames earlier. CROSS JOIN has SQLite go through all that was ever listened to only for what is looked for.
constexpr std::string_view kEpisodePairs =
    "SELECT g.content_key, p.content_key FROM (SELECT content_key FROM corrections UNION SELECT u.content_key FROM heard_themes AS t "
    "JOIN cues AS u ON u.theme_id = t.id AND u.layer = 'machine' WHERE t.name <> '') AS n JOIN soundings AS g ON g.content_key = n.content_key "
    "CROSS JOIN soundings AS p WHERE NOT EXISTS (SELECT 1 FROM present_wholes AS f WHERE f.whole_key = g.content_key) AND g.failure = '' "
    "AND abs(p.duration - g.duration) <= 1000 AND p.failure = '' AND EXISTS (SELECT 1 FROM present_wholes AS h WHERE h.whole_key = p.content_key) "
    "ORDER BY g.content_key, p.content_key";

// Tags and containers round the length of a song, each in its own way.
constexpr std::string_view kSongPairs =
    "SELECT g.content_key, p.content_key FROM (SELECT was_song_key AS content_key FROM corrections UNION SELECT now_song_key FROM corrections) AS n "
    "JOIN song_facts AS g ON g.content_key = n.content_key CROSS JOIN song_facts AS p "
    "WHERE NOT EXISTS (SELECT 1 FROM songs AS o JOIN series AS s ON s.id = o.series_id WHERE o.content_key = g.content_key AND o.removed_at IS NULL "
    "AND s.removed_at IS NULL) AND EXISTS (SELECT 1 FROM songs AS q JOIN series AS r ON r.id = q.series_id WHERE q.content_key = p.content_key "
    "AND q.removed_at IS NULL AND r.removed_at IS NULL) AND abs(p.duration - g.duration) <= 1000 AND g.landmarks_version > 0 AND p.landmarks_version > 0 AND g.failure = '' AND p.failure = '' "
    "ORDER BY g.content_key, p.content_key";

int rename_song(Connection& sql, const Successor& successor) {
    const auto left = successor.left.text(), present = successor.present.text();
    std::vector<ContentKey> episodes;
    int count = 0, moved = 0;
    std::string content;
    sql.each("SELECT content_key, count(*) FROM corrections WHERE was_song_key = :was OR now_song_key = :now GROUP BY content_key",
             [&] {
                 moved += count;
                 if (const auto key = ContentKey::parse(content)) episodes.push_back(*key);
             },
             use(left), use(left), into(content), into(count));
    sql.run("UPDATE corrections SET was_song_key = :present WHERE was_song_key = :left", use(present), use(left));
    sql.run("UPDATE corrections SET now_song_key = :present WHERE now_song_key = :left", use(present), use(left));
    for (const auto& episode : episodes) {
        // Until its season is answered anew; else the machine's cue would stand beside the corrected one for so long.
        sql.run("UPDATE cues SET song_key = :present WHERE content_key = :content AND layer = 'machine' AND song_key = :left", use(present), use(episode.text()), use(left));
        show_again(sql, episode);
    }
    return moved;
}

}  // namespace

Result<std::vector<Successor>> Succession::possible_episodes() const {
    return read_value(database_, "read which corrected episodes have left", [](Connection& sql) -> Result<std::vector<Successor>> { return read_pairs(sql, kEpisodePairs); });
}

Result<std::vector<Successor>> Succession::possible_songs() const {
    return read_value(database_, "read which corrected songs have left", [](Connection& sql) -> Result<std::vector<Successor>> { return read_pairs(sql, kSongPairs); });
}

Result<int> Succession::hand_on_episode(const Successor& successor) {
    return write_value(database_, "hand corrections on", [&](Connection& sql) -> Result<int> { return hand_on_sound(sql, successor.left, successor.present); });
}

Result<int> Succession::hand_on_song(const Successor& successor) {
    return write_value(database_, "hand corrections of a song on", [&](Connection& sql) -> Result<int> { return rename_song(sql, successor); });
}

}  // namespace bt::store
