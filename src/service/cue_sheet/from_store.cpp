#include "service/cue_sheet/from_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "service/playing.h"
#include "store/episode_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

/// What one file plays: an episode, or several in their order.
using Together = std::vector<const domain::Episode*>;

Together played_together(const domain::Season& season, const domain::Episode& episode) {
    const auto* file = main_file(episode);
    if (file == nullptr) return {&episode};
    Together out;
    for (const auto& each : season.episodes) {
        if (const auto* other = main_file(each); other != nullptr && other->path == file->path) out.push_back(&each);
    }
    return out;
}

/// Each title once: both episodes of a file are often called after it.
std::string titles_of(const Together& episodes) {
    std::string titles;
    std::set<std::string_view> told{""};
    for (const auto* episode : episodes) {
        if (told.insert(episode->title.value).second) titles += (titles.empty() ? "" : " / ") + episode->title.value;
    }
    return titles;
}

CueSheetEpisode sheet_of(const Together& episodes, std::string production, const store::SoundView& view) {
    const auto &first = *episodes.front(), &last = *episodes.back();
    CueSheetEpisode sheet{.production = std::move(production), .season = first.season.value, .number = first.number.value, .title = titles_of(episodes),
                          .duration = view.sound.duration, .lines = {}, .parts = view.sound.parts};
    if (episodes.size() > 1) sheet.last_number = last.number.value;
    for (const auto& cue : view.sound.cues) sheet.lines.push_back({.cue = cue, .music = names_of(cue.music, view), .usage = usage_of(cue, view.sound.parts)});
    return sheet;
}

/// Nothing while it was not heard: what is missing then has a reason.
Result<std::optional<store::SoundView>> read_view(store::Database& database, const domain::Episode& episode, domain::SeriesId series, std::string& reason) {
    const auto content = main_content(episode);
    if (!content) {
        reason = "it has no file that can be read";
        return std::optional<store::SoundView>();
    }
    BT_TRY(auto view, store::SoundReader(database).by_content(*content, series));
    if (view.stage == store::SoundStage::Heard) return std::optional(std::move(view));
    reason = view.stage == store::SoundStage::Unheard ? view.failure : "it has not been listened to yet";
    return std::optional<store::SoundView>();
}

}  // namespace

domain::SongTags names_of(const domain::Music& music, const store::SoundView& view) {
    domain::SongTags names;
    if (const auto* title = std::get_if<std::string>(&music)) names.title = *title;
    if (const auto* id = std::get_if<domain::ThemeId>(&music)) {
        if (const auto found = view.themes.find(*id); found != view.themes.end()) names.title = found->second.label();
    }
    if (const auto* key = std::get_if<ContentKey>(&music)) {
        if (const auto found = view.songs.find(*key); found != view.songs.end()) {
            names = found->second.tags;
            names.title = found->second.title;
            names.artist = found->second.artist;
            names.album = found->second.album;
        }
    }
    return names;
}

Result<CueSheetEpisode> cue_sheet_of_episode(store::Database& database, domain::EpisodeId episode) {
    BT_TRY(auto sheets, cue_sheets_of_episodes(database, {episode}));
    return std::move(sheets.front());
}

Result<std::vector<CueSheetEpisode>> cue_sheets_of_episodes(store::Database& database, const std::vector<domain::EpisodeId>& episodes) {
    std::vector<CueSheetEpisode> sheets;
    std::set<domain::EpisodeId> told;
    for (const auto id : episodes) {
        if (told.contains(id)) continue;
        BT_TRY(const auto found, store::EpisodeReader(database).by_id(id));
        std::string reason;
        BT_TRY(const auto view, read_view(database, found.episode, found.series, reason));
        if (!view) return Error{.fault = Fault::Conflict, .message = "there is no cue sheet of this episode: " + reason};
        BT_TRY(const auto whole, store::SeriesReader(database).by_id(found.series));
        const auto& seasons = whole.series.seasons;
        const auto season = std::ranges::find(seasons, found.season, &domain::Season::id);
        const auto together = season != seasons.end() ? played_together(*season, found.episode) : Together{&found.episode};
        for (const auto* each : together) told.insert(each->id);
        sheets.push_back(sheet_of(together, found.series_title, *view));
    }
    return sheets;
}

Result<std::vector<CueSheetEpisode>> cue_sheet_of_season(store::Database& database, domain::SeriesId series, int season) {
    BT_TRY(const auto found, store::SeriesReader(database).by_id(series));
    const auto& seasons = found.series.seasons;
    const auto wanted = std::ranges::find(seasons, season, &domain::Season::number);
    if (wanted == seasons.end()) return Error{.fault = Fault::NotFound, .message = fmt::format("the series has no season {}", season)};
    std::vector<CueSheetEpisode> sheets;
    std::string reason = "it has no episodes";
    for (const auto& episode : wanted->episodes) {
        const auto together = played_together(*wanted, episode);
        if (together.front() != &episode) continue;  // told already
        BT_TRY(const auto view, read_view(database, episode, series, reason));
        if (view) sheets.push_back(sheet_of(together, found.series.title.value, *view));
    }
    if (sheets.empty()) return Error{.fault = Fault::Conflict, .message = "there is no cue sheet of this season: " + reason};
    return sheets;
}

}  // namespace bt::service
