#include "service/cue_sheet/from_files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "domain/themes.h"
#include "library/episode_name.h"
#include "library/series_name.h"
#include "library/split_name.h"
#include "service/catalogue.h"
#include "service/cue_sheet/from_store.h"
#include "service/sound/heard.h"
#include "service/sound/listening.h"
#include "service/sound/listening_files.h"
#include "transcode/song_tags.h"

namespace bt::service {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// What the server heard, when it has heard them all.
std::optional<std::vector<CueSheetEpisode>> stored_sheets(const std::string& data, const ListeningFiles& files) {
    const auto database = open_catalogue(data);
    if (!database) return std::nullopt;
    std::vector<domain::EpisodeId> episodes;
    for (const auto& season : files.seasons) {
        for (const auto& file : season.episodes) {
            const auto episode = episode_of_file(**database, file.path);
            if (!episode) return std::nullopt;
            episodes.push_back(*episode);
        }
    }
    auto sheets = cue_sheets_of_episodes(**database, episodes);
    return sheets ? std::optional(std::move(*sheets)) : std::nullopt;
}

/// Which episode a file is, by its name and the folders it lies in; of a split one the name says which piece, too.
CueSheetEpisode named_by_path(const std::string& path, bool is_split = false) {
    std::error_code fault;
    const auto whole = fs::weakly_canonical(path, fault);
    const auto folder = whole.parent_path(), above = folder.parent_path();
    const bool is_season = library::read_season_folder(folder.filename().string(), above.filename().string(), library::SeasonForm::Anywhere).has_value();
    const auto piece = is_split ? library::read_split(whole.stem().string()) : std::nullopt;
    const auto file = piece ? piece->base + whole.extension().string() : whole.filename().string();
    const auto inside = (is_season ? above.filename() / folder.filename() : folder.filename()) / file;
    const auto name = library::read_episode_path(inside.string());
    CueSheetEpisode sheet{.production = name.series, .season = name.season.value_or(1), .number = name.first, .title = name.title, .lines = {}, .parts = {}};
    if (name.last != name.first) sheet.last_number = name.last;
    return sheet;
}

/// Tags of songs, each file read once.
class Tags {
public:
    const domain::SongTags& of(const std::string& path) {
        const auto [at, is_new] = read_.try_emplace(path);
        if (!is_new) return at->second;
        if (auto tags = transcode::read_song_tags(path)) at->second = std::move(*tags);
        if (at->second.title.empty()) at->second.title = fs::path(path).stem().string();
        return at->second;
    }

private:
    std::map<std::string, domain::SongTags> read_;
};

CueSheetEpisode sheet_of(const HeardEpisode& heard, Tags& tags) {
    auto sheet = named_by_path(heard.path, heard.is_split);
    sheet.duration = to_milliseconds(heard.sound.duration);
    for (const auto& part : heard.sound.parts) {
        if (const auto each = to_part(part, sheet.duration)) sheet.parts.push_back(*each);
    }
    for (std::size_t i = 0; i < heard.sound.cues.size(); ++i) {
        const auto& names = tags.of(heard.song_paths[i]);
        if (auto cue = to_cue(heard.sound.cues[i], names.title, sheet.duration)) sheet.lines.push_back({.cue = std::move(*cue), .music = names});
    }
    for (const auto& theme : heard.sound.themes) {
        const auto title = "Theme " + domain::theme_letter(static_cast<int>(theme.theme.value) + 1);
        const auto stretch = to_stretch(theme.span, sheet.duration);
        if (stretch) sheet.lines.push_back({.cue = {.music = title, .stretch = *stretch, .level = std::nullopt, .confidence = theme.confidence}, .music = {.title = title}});
    }
    std::ranges::stable_sort(sheet.lines, [](const CueSheetLine& a, const CueSheetLine& b) { return a.cue.stretch.start < b.cue.stretch.start; });
    for (auto& line : sheet.lines) line.usage = usage_of(line.cue, sheet.parts);
    return sheet;
}

/// What is listened to: of an episode's versions the first alone, for its music is told once, and what two have in common would pass for
/// music that returns. A piece of a split episode that goes with no other has a number as well.
std::vector<std::string> without_further_versions(const ListeningFiles& files, const CueSheetCalls& calls) {
    std::vector<std::string> paths;
    std::set<std::pair<std::string, std::string>> told;
    for (const auto& season : files.seasons) {
        for (const auto& file : season.episodes) {
            const auto sheet = named_by_path(file.path);
            const bool is_piece = file.following.empty() && library::read_split(fs::path(file.path).stem().string());
            const bool may_be_version = sheet.number && !is_piece;
            if (may_be_version && !told.emplace(sheet.production, code_of(sheet)).second) calls.remark(file.shown, "is a further version of an episode: its music is told once");
            else {
                paths.push_back(file.path);
                paths.insert(paths.end(), file.following.begin(), file.following.end());
            }
        }
    }
    return paths;
}

Result<std::vector<CueSheetEpisode>> heard_sheets(const CueSheetRequest& request, const ListeningFiles& files, const CueSheetCalls& calls) {
    std::vector<CueSheetEpisode> sheets;
    std::optional<Error> failed;
    Tags tags;
    ListenCalls listening{.episode = [&](const HeardEpisode& heard) { sheets.push_back(sheet_of(heard, tags)); },
                          .failure =
                              [&](const std::string& file, const Error& error) {
                                  if (!failed) failed = Error(error).within(file);
                              },
                          .remark = calls.remark,
                          .progress = calls.progress};
    listen({.paths = without_further_versions(files, calls), .songs = request.songs, .song_cache = request.song_cache, .threads = request.threads}, listening);
    if (failed) return *failed;
    return sheets;
}

}  // namespace

Result<std::vector<CueSheetEpisode>> cue_sheet_of_files(const CueSheetRequest& request, const CueSheetCalls& calls) {
    const auto files = find_episodes({request.path});
    if (!files.problems.empty()) return Error(files.problems.front().second).within(files.problems.front().first);
    if (!request.songs) {
        if (auto stored = stored_sheets(request.data, files)) return std::move(*stored);
        if (!request.data.empty()) calls.remark(request.path, "has not been heard by the server of that data folder: listening now");
    }
    return heard_sheets(request, files, calls);
}

}  // namespace bt::service
