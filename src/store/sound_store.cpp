#include "store/sound_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "base/text.h"
#include "base/wall_clock.h"
#include "domain/themes.h"
#include "store/connection.h"
#include "store/song_columns.h"
#include "store/sound_columns.h"
#include "store/stored_text.h"
#include "store/unheard_files.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLongestName = 200;

/// Half decibels below 0 LUFS in two digits: -127.5 to 0 in steps that no eye sees on a seek bar, 7 kB an hour.
std::string write_energy(const std::vector<float>& energy) {
    std::string out;
    out.reserve(energy.size() * 2);
    for (const float level : energy) {
        const double steps = std::isfinite(level) ? std::clamp(std::round(-2.0 * static_cast<double>(level)), 0.0, 255.0) : 255.0;
        fmt::format_to(std::back_inserter(out), "{:02x}", static_cast<unsigned>(steps));
    }
    return out;
}

std::vector<float> read_energy(std::string_view text) {
    const auto digit = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
    std::vector<float> energy;
    energy.reserve(text.size() / 2);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) energy.push_back(-0.5F * static_cast<float>(digit(text[i]) * 16 + digit(text[i + 1])));
    return energy;
}

void note_state(Connection& sql, ContentKey content, std::uint32_t version, const std::string& failure, const domain::SoundMeasures& measures, std::int64_t now) {
    sql.run("INSERT INTO soundings (content_key, landmarks_version, listened_at, failure, duration, integrated, loudness_range, true_peak, energy, unheard_files) "
            "VALUES (:content, :version, :now, :failure, :duration, :integrated, :range, :peak, :energy, :unheard) ON CONFLICT (content_key) DO UPDATE SET "
            "landmarks_version = excluded.landmarks_version, listened_at = excluded.listened_at, failure = excluded.failure, duration = excluded.duration, "
            "integrated = excluded.integrated, loudness_range = excluded.loudness_range, true_peak = excluded.true_peak, energy = excluded.energy, "
            "unheard_files = excluded.unheard_files",
            use(content.text()), use(std::int64_t{version}), use(now), use(to_stored_text(failure)), use(std::int64_t{measures.duration.count()}),
            use(measures.loudness.integrated), use(measures.loudness.range), use(measures.loudness.true_peak), use(write_energy(measures.energy)),
            use(write_unheard_files(measures.unheard_files)));
}

/// Themes with where they sound by the machine's last answer, in whatever episodes: those of the season, and those that another season found in
/// these episodes while it answered for them.
std::vector<domain::KnownTheme> known_themes(Connection& sql, const HeardSeason& heard) {
    std::map<std::int64_t, domain::KnownTheme> themes;
    std::int64_t id = 0, start = 0, end = 0;
    std::string content;
    const auto add = [&] {
        auto& theme = themes[id];
        theme.id = domain::ThemeId{id};
        if (const auto key = ContentKey::parse(content)) theme.uses.push_back({*key, {milliseconds{start}, milliseconds{end}}});
    };
    sql.each("SELECT t.id, c.content_key, c.start, c.\"end\" FROM heard_themes AS t JOIN cues AS c ON c.theme_id = t.id AND c.layer = 'machine' "
             "WHERE t.series_id = :series AND t.season = :season",
             add, use(heard.series.value), use(heard.season), into(id), into(content), into(start), into(end));
    for (const auto& episode : heard.episodes) {
        sql.each("SELECT t.id, c.content_key, c.start, c.\"end\" FROM cues AS c JOIN heard_themes AS t ON t.id = c.theme_id "
                 "WHERE c.content_key = :content AND c.layer = 'machine' AND (t.series_id <> :series OR t.season <> :season)",
                 add, use(episode.content.text()), use(heard.series.value), use(heard.season), into(id), into(content), into(start), into(end));
    }
    std::vector<domain::KnownTheme> out;
    for (auto& [number, theme] : themes) out.push_back(std::move(theme));
    return out;
}

domain::ThemeId new_theme(Connection& sql, domain::SeriesId series, int season) {
    domain::ThemeId id;
    sql.run("INSERT INTO heard_themes (series_id, season, number) SELECT :series, :season, 1 + coalesce(max(number), 0) FROM heard_themes "
            "WHERE series_id = :same RETURNING id",
            use(series.value), use(season), use(series.value), into(id.value));
    return id;
}

/// Makes a theme that another season found one of this season, with the name and the corrections that people gave it.
void take_over(Connection& sql, domain::ThemeId theme, domain::SeriesId series, int season) {
    sql.run("UPDATE heard_themes SET series_id = :series, number = 1 + coalesce((SELECT max(number) FROM heard_themes WHERE series_id = :same), 0) "
            "WHERE id = :id AND series_id <> :other",
            use(series.value), use(series.value), use(theme.value), use(series.value));
    sql.run("UPDATE heard_themes SET season = :season WHERE id = :id AND season <> :other", use(season), use(theme.value), use(season));
}

/// A theme's id for each number of this analysis.
std::vector<domain::ThemeId> name_themes(Connection& sql, const HeardSeason& heard) {
    std::vector<std::vector<domain::ThemeUse>> found;
    for (const auto& episode : heard.episodes) {
        for (const auto& theme : episode.themes) {
            if (found.size() <= theme.theme) found.resize(theme.theme + 1);
            found[theme.theme].push_back({episode.content, theme.stretch});
        }
    }
    const auto known = known_themes(sql, heard);
    const auto recognised = domain::recognise_themes(known, found);
    std::vector<domain::ThemeId> ids(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].empty()) continue;  // it sounds only where another season answers
        if (recognised[i]) take_over(sql, *recognised[i], heard.series, heard.season);
        ids[i] = recognised[i] ? *recognised[i] : new_theme(sql, heard.series, heard.season);
    }
    return ids;
}

void forget_silent_themes(Connection& sql, domain::SeriesId series) {
    sql.run("DELETE FROM heard_themes WHERE series_id = :series AND name = '' AND id NOT IN (SELECT theme_id FROM cues WHERE theme_id IS NOT NULL) "
            "AND id NOT IN (SELECT was_theme_id FROM corrections WHERE was_theme_id IS NOT NULL) "
            "AND id NOT IN (SELECT now_theme_id FROM corrections WHERE now_theme_id IS NOT NULL)",
            use(series.value));
}

Result<void> write_season(Connection& sql, const HeardSeason& heard, std::int64_t now) {
    std::int64_t there = 0;
    if (!sql.run("SELECT 1 FROM series WHERE id = :id", use(heard.series.value), into(there))) {
        return Error{Fault::NotFound, fmt::format("there is no series {}", heard.series.value)};
    }
    const auto themes = name_themes(sql, heard);
    for (const auto& episode : heard.episodes) {
        auto sound = episode.sound;
        for (const auto& theme : episode.themes) {
            sound.cues.push_back({.music = themes[theme.theme], .stretch = theme.stretch, .level = std::nullopt, .confidence = theme.confidence});
        }
        domain::put_in_order(sound);
        write_layer(sql, SoundLayer::Machine, episode.content, sound);
        show_again(sql, episode.content);
    }
    forget_silent_themes(sql, heard.series);
    sql.run("INSERT INTO heard_seasons (series_id, season, digest, heard_at) VALUES (:series, :season, :digest, :now) "
            "ON CONFLICT (series_id, season) DO UPDATE SET digest = excluded.digest, heard_at = excluded.heard_at",
            use(heard.series.value), use(heard.season), use(heard.digest), use(now));
    return {};
}

}  // namespace

SoundStore::SoundStore(Database& database, std::function<std::int64_t()> now_ms)
    : database_(database), now_ms_(now_ms ? std::move(now_ms) : wall_clock_milliseconds) {}

Result<std::unordered_map<ContentKey, ListeningState>> SoundStore::listening_states() const {
    return read_value(database_, "read what was listened to", [&](Connection& sql) -> Result<std::unordered_map<ContentKey, ListeningState>> {
        std::unordered_map<ContentKey, ListeningState> states;
        std::string content;
        std::int64_t version = 0;
        ListeningState state;
        sql.each("SELECT content_key, landmarks_version, failure FROM soundings",
                 [&] {
                     state.version = static_cast<std::uint32_t>(version);
                     if (const auto key = ContentKey::parse(content)) states.emplace(*key, state);
                 },
                 into(content), into(version), into(state.failure));
        return states;
    });
}

Result<void> SoundStore::note_listened(ContentKey content, std::uint32_t version, const domain::SoundMeasures& measures) {
    return database_.write("save what a sound track measures", [&](Connection& sql) -> Result<void> {
        note_state(sql, content, version, {}, measures, now_ms_());
        return {};
    });
}

Result<void> SoundStore::note_unheard(ContentKey content, std::uint32_t version, const std::string& failure) {
    return database_.write("save why a sound track cannot be heard", [&](Connection& sql) -> Result<void> {
        note_state(sql, content, version, failure, {}, now_ms_());
        return {};
    });
}

Result<domain::SoundMeasures> SoundStore::measures(ContentKey content) const {
    return read_value(database_, "read what a sound track measures", [&](Connection& sql) -> Result<domain::SoundMeasures> {
        domain::SoundMeasures out;
        std::int64_t duration = 0;
        std::string energy, unheard;
        if (!sql.run("SELECT duration, integrated, loudness_range, true_peak, energy, unheard_files FROM soundings WHERE content_key = :content AND failure = ''",
                     use(content.text()), into(duration), into(out.loudness.integrated), into(out.loudness.range), into(out.loudness.true_peak), into(energy), into(unheard))) {
            return Error{Fault::NotFound, "its sound has not been listened to yet"};
        }
        out.duration = milliseconds{duration};
        out.energy = read_energy(energy);
        out.unheard_files = read_unheard_files(unheard);
        return out;
    });
}

Result<std::string> SoundStore::season_digest(domain::SeriesId series, int season) const {
    return read_value(database_, "read how a season was heard", [&](Connection& sql) -> Result<std::string> {
        std::string digest;
        sql.run("SELECT digest FROM heard_seasons WHERE series_id = :series AND season = :season", use(series.value), use(season), into(digest));
        return digest;
    });
}

Result<void> SoundStore::save_season(const HeardSeason& heard) {
    return database_.write("save what was heard in a season", [&](Connection& sql) { return write_season(sql, heard, now_ms_()); });
}

Result<std::unordered_map<ContentKey, SongState>> SoundStore::song_states() const {
    return read_value(database_, "read which songs are known", [&](Connection& sql) -> Result<std::unordered_map<ContentKey, SongState>> {
        std::unordered_map<ContentKey, SongState> states;
        std::string content;
        std::int64_t tags = 0, landmarks = 0, character = 0;
        SongState state;
        sql.each("SELECT content_key, tags_version, landmarks_version, failure, character_version FROM song_facts",
                 [&] {
                     state.tags_version = static_cast<std::uint32_t>(tags);
                     state.learning.version = static_cast<std::uint32_t>(landmarks);
                     state.character_version = static_cast<std::uint32_t>(character);
                     if (const auto key = ContentKey::parse(content)) states.emplace(*key, state);
                 },
                 into(content), into(tags), into(landmarks), into(state.learning.failure), into(character));
        return states;
    });
}

Result<void> SoundStore::note_tags(ContentKey song, std::uint32_t tags_version, const domain::SongTags& tags) {
    return database_.write("save a song's tags", [&](Connection& sql) -> Result<void> {
        write_tags(sql, song, tags_version, tags);
        return {};
    });
}

Result<void> SoundStore::note_learned(ContentKey song, const ListeningState& state) {
    return database_.write("save that a song is known", [&](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO song_facts (content_key, landmarks_version, failure) VALUES (:content, :version, :failure) ON CONFLICT (content_key) "
                "DO UPDATE SET landmarks_version = excluded.landmarks_version, failure = excluded.failure",
                use(song.text()), use(std::int64_t{state.version}), use(to_stored_text(state.failure)));
        return {};
    });
}

Result<void> SoundStore::note_character(ContentKey song, std::uint32_t version, const domain::SongCharacter& character) {
    return database_.write("save a song's tempo and key", [&](Connection& sql) -> Result<void> {
        sql.run("UPDATE song_facts SET character_version = :version, tempo = :tempo, musical_key = :key WHERE content_key = :content",
                use(std::int64_t{version}), use(character.tempo), use(character.key), use(song.text()));
        return {};
    });
}

Result<std::optional<domain::SongTags>> SoundStore::tags(ContentKey song) const {
    return read_value(database_, "read a song's tags", [&](Connection& sql) -> Result<std::optional<domain::SongTags>> { return read_tags(sql, song); });
}

Result<std::vector<ContentKey>> SoundStore::wanted_contents(std::chrono::hours rest) const {
    return read_value(database_, "read which landmarks are wanted", [&](Connection& sql) -> Result<std::vector<ContentKey>> {
        const std::int64_t since = now_ms_() - std::chrono::duration_cast<milliseconds>(rest).count();
        std::vector<ContentKey> wanted;
        std::string content;
        sql.each("SELECT content_key FROM files WHERE content_key IS NOT NULL AND coalesce(removed_at, :now) >= :since "
                 "UNION SELECT o.content_key FROM songs AS o JOIN series AS s ON s.id = o.series_id WHERE o.content_key IS NOT NULL "
                 "AND min(coalesce(o.removed_at, :later), coalesce(s.removed_at, :same)) >= :from "
                 "UNION SELECT v.whole_key FROM versions AS v JOIN version_parts AS p ON p.version_id = v.id AND p.position = 0 JOIN files AS f ON f.id = p.file_id "
                 "WHERE v.whole_key IS NOT NULL AND coalesce(f.removed_at, :still) >= :until "
                 // Of what was replaced under its name no row is left; what people said of it waits for its successor.
                 "UNION SELECT c.content_key FROM corrections AS c WHERE NOT EXISTS (SELECT 1 FROM files AS a WHERE a.content_key = c.content_key) "
                 "UNION SELECT u.content_key FROM heard_themes AS t JOIN cues AS u ON u.theme_id = t.id AND u.layer = 'machine' WHERE t.name <> '' "
                 "AND NOT EXISTS (SELECT 1 FROM files AS b WHERE b.content_key = u.content_key) "
                 "UNION SELECT n.content_key FROM (SELECT was_song_key AS content_key FROM corrections UNION SELECT now_song_key FROM corrections) AS n "
                 "WHERE n.content_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM songs AS d WHERE d.content_key = n.content_key)",
                 [&] { if (const auto key = ContentKey::parse(content)) wanted.push_back(*key); },
                 use(now_ms_()), use(since), use(now_ms_()), use(now_ms_()), use(since), use(now_ms_()), use(since), into(content));
        return wanted;
    });
}

Result<void> SoundStore::name_theme(domain::ThemeId id, const std::string& name) {
    const auto words = to_stored_text(trim(name));
    if (words.size() > kLongestName) return Error{Fault::Invalid, fmt::format("a name has at most {} bytes", kLongestName)};
    return database_.write("name a theme", [&](Connection& sql) -> Result<void> {
        std::int64_t named = 0;
        if (!sql.run("UPDATE heard_themes SET name = :name WHERE id = :id RETURNING id", use(words), use(id.value), into(named))) {
            return Error{Fault::NotFound, fmt::format("there is no theme {}", id.value)};
        }
        return {};
    });
}

}  // namespace bt::store
