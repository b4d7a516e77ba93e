#include "store/sound_reader.h"

#include <fmt/format.h>

#include "base/text.h"
#include "domain/themes.h"
#include "store/connection.h"
#include "store/song_columns.h"
#include "store/sound_columns.h"
#include "store/stored_text.h"
#include "store/unheard_files.h"

namespace bt::store {
namespace {

using std::chrono::milliseconds;

SoundStage stage_of(bool was_listened, const std::string& failure, bool was_heard) {
    if (was_heard) return SoundStage::Heard;
    if (!was_listened) return SoundStage::Waiting;
    return failure.empty() ? SoundStage::Listened : SoundStage::Unheard;
}

std::vector<ThemeCard> read_themes(Connection& sql, std::string_view condition, std::int64_t value) {
    std::vector<ThemeCard> themes;
    ThemeCard row;
    int number = 0;
    std::int64_t total = 0;
    sql.each(fmt::format("SELECT t.id, t.series_id, t.season, t.number, t.name, count(c.position), coalesce(sum(c.\"end\" - c.start), 0) FROM heard_themes AS t "
                         "LEFT JOIN cues AS c ON c.theme_id = t.id AND c.layer = 'shown' AND EXISTS (SELECT 1 FROM present_wholes AS w WHERE w.whole_key = c.content_key) WHERE {} GROUP BY t.id ORDER BY t.number", condition),
             [&] {
                 row.letter = domain::theme_letter(number);
                 row.total = milliseconds{total};
                 themes.push_back(row);
             },
             use(value), into(row.id.value), into(row.series.value), into(row.season), into(number), into(row.name), into(row.uses), into(total));
    return themes;
}

/// Adds what the music is called.
void name_music(Connection& sql, const domain::Music& music, domain::SeriesId series, SoundView& view) {
    if (const auto* song = std::get_if<ContentKey>(&music); song != nullptr && !view.songs.contains(*song)) {
        view.songs.emplace(*song, read_song_card(sql, *song, series));
    }
    if (const auto* theme = std::get_if<domain::ThemeId>(&music); theme != nullptr && !view.themes.contains(*theme)) {
        auto found = read_themes(sql, "t.id = :id", theme->value);
        if (!found.empty()) view.themes.emplace(*theme, std::move(found.front()));
    }
}

SoundView read_view(Connection& sql, ContentKey content, domain::SeriesId series) {
    SoundView view;
    int was_heard = 0;
    std::int64_t duration = 0;
    std::string unheard;
    const bool was_listened = sql.run(fmt::format("SELECT so.failure, so.duration, so.unheard_files, {} FROM soundings AS so WHERE so.content_key = :content", kWasHeard),
                                      use(content.text()), into(view.failure), into(duration), into(unheard), into(was_heard));
    view.stage = stage_of(was_listened, view.failure, was_heard != 0);
    view.sound = read_layer(sql, SoundLayer::Shown, content);
    view.sound.duration = milliseconds{duration};
    view.unheard_files = read_unheard_files(unheard);
    for (const auto& cue : view.sound.cues) name_music(sql, cue.music, series, view);
    for (const auto& correction : read_corrections(sql, content)) {
        const auto* about = std::get_if<domain::CorrectionOf<domain::Music>>(&correction.about);
        if (about == nullptr) continue;
        name_music(sql, about->was.what, series, view);
        name_music(sql, about->now.what, series, view);
    }
    return view;
}

std::unordered_map<ContentKey, SoundSummary> read_summaries(Connection& sql, domain::SeriesId series) {
    std::unordered_map<ContentKey, SoundSummary> out;
    std::string content, failure;
    int was_listened = 0, was_heard = 0, has_epilogue = 0;
    SoundSummary row;
    sql.each(fmt::format("SELECT w.whole_key, coalesce(so.failure, ''), coalesce({}, 0), EXISTS (SELECT 1 FROM parts AS p WHERE p.content_key = w.whole_key "
                         "AND p.layer = 'shown' AND p.type = 'epilogue'), (SELECT count(DISTINCT c.song_key) FROM cues AS c WHERE c.content_key = w.whole_key "
                         "AND c.layer = 'shown'), so.content_key IS NOT NULL FROM present_wholes AS w LEFT JOIN soundings AS so ON so.content_key = w.whole_key "
                         "WHERE w.series_id = :series", kWasHeard),
             [&] {
                 row.stage = stage_of(was_listened != 0, failure, was_heard != 0);
                 row.has_epilogue = has_epilogue != 0;
                 if (const auto key = ContentKey::parse(content)) out.emplace(*key, row);
             },
             use(series.value), into(content), into(failure), into(was_heard), into(has_epilogue), into(row.songs), into(was_listened));
    return out;
}

}  // namespace

std::string_view to_string(SoundStage stage) {
    switch (stage) {
        case SoundStage::Waiting: return "waiting";
        case SoundStage::Unheard: return "unheard";
        case SoundStage::Listened: return "listened";
        case SoundStage::Heard: return "heard";
    }
    return "waiting";
}

Result<SoundView> SoundReader::by_content(ContentKey content, domain::SeriesId series) const {
    return read_value(database_, "read what is heard in an episode", [&](Connection& sql) -> Result<SoundView> { return read_view(sql, content, series); });
}

Result<std::unordered_map<ContentKey, SoundSummary>> SoundReader::summaries(domain::SeriesId series) const {
    return read_value(database_, "read what is heard in a series",
                      [&](Connection& sql) -> Result<std::unordered_map<ContentKey, SoundSummary>> { return read_summaries(sql, series); });
}

Result<std::vector<ThemeCard>> SoundReader::themes(domain::SeriesId series) const {
    return read_value(database_, "read themes", [&](Connection& sql) -> Result<std::vector<ThemeCard>> { return read_themes(sql, "t.series_id = :id", series.value); });
}

Result<ThemeCard> SoundReader::theme(domain::ThemeId id) const {
    return read_value(database_, "read a theme", [&](Connection& sql) -> Result<ThemeCard> {
        auto found = read_themes(sql, "t.id = :id", id.value);
        if (found.empty()) return Error{Fault::NotFound, fmt::format("there is no theme {}", id.value)};
        return std::move(found.front());
    });
}

}  // namespace bt::store
