#include "service/cue_sheet/from_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/api/catalogue_json.h"
#include "store/episode_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

CueSheetEpisode sheet_of(const domain::Episode& episode, std::string production, const store::SoundView& view) {
    CueSheetEpisode sheet{.production = std::move(production), .season = episode.season.value, .number = episode.number.value, .title = episode.title.value,
                          .duration = view.sound.duration, .lines = {}, .parts = view.sound.parts};
    for (const auto& cue : view.sound.cues) sheet.lines.push_back({.cue = cue, .music = names_of(cue.music, view), .usage = usage_of(cue, view.sound.parts)});
    return sheet;
}

/// Nothing while it was not heard: what is missing then has a reason.
Result<std::optional<store::SoundView>> read_view(store::Database& database, const domain::Episode& episode, domain::SeriesId series, std::string& reason) {
    const auto* file = main_file(episode);
    if (file == nullptr || !file->content) {
        reason = "it has no file that can be read";
        return std::optional<store::SoundView>();
    }
    BT_TRY(auto view, store::SoundReader(database).by_content(*file->content, series));
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
    BT_TRY(const auto found, store::EpisodeReader(database).by_id(episode));
    std::string reason;
    BT_TRY(const auto view, read_view(database, found.episode, found.series, reason));
    if (!view) return Error{.fault = Fault::Conflict, .message = "there is no cue sheet of this episode: " + reason};
    return sheet_of(found.episode, found.series_title, *view);
}

Result<std::vector<CueSheetEpisode>> cue_sheet_of_season(store::Database& database, domain::SeriesId series, int season) {
    BT_TRY(const auto found, store::SeriesReader(database).by_id(series));
    const auto& seasons = found.series.seasons;
    const auto wanted = std::ranges::find(seasons, season, &domain::Season::number);
    if (wanted == seasons.end()) return Error{.fault = Fault::NotFound, .message = fmt::format("the series has no season {}", season)};
    std::vector<CueSheetEpisode> sheets;
    std::string reason = "it has no episodes";
    for (const auto& episode : wanted->episodes) {
        BT_TRY(const auto view, read_view(database, episode, series, reason));
        if (view) sheets.push_back(sheet_of(episode, found.series.title.value, *view));
    }
    if (sheets.empty()) return Error{.fault = Fault::Conflict, .message = "there is no cue sheet of this season: " + reason};
    return sheets;
}

}  // namespace bt::service
