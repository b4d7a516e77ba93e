#include "library/finish_series.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "library/episode_name.h"
#include "library/file_class.h"
#include "library/number_words.h"
#include "library/sidecar_name.h"
#include "library/split_name.h"
#include "library/text.h"
#include "library/version_name.h"

namespace bt::library {
namespace {

using domain::Source;

bool is_video_file(const domain::MediaFile& file) {
    if (classify_extension(extension(file_name(file.path))) == FileClass::Video) return true;
    return file.summary && std::ranges::any_of(file.summary->streams, [](const auto& s) { return s.kind == domain::StreamKind::Video; });
}

int picture_height(const domain::MediaVersion& version) {
    std::uint32_t height = 0;
    const auto& file = version.parts.front();
    if (file.summary)
        for (const auto& stream : file.summary->streams) {
            // A wide film is less high than its class: 1920x800 is "1080p".
            if (stream.kind == domain::StreamKind::Video) height = std::max({height, stream.height, stream.width * 9 / 16});
        }
    if (height > 0) return static_cast<int>(std::min<std::uint32_t>(height, 100'000));
    return stated_resolution(stem(file_name(file.path)));
}

void order_and_label(domain::Episode& episode) {
    auto& versions = episode.versions;
    if (versions.size() < 2) return;
    std::ranges::stable_sort(versions, [](const domain::MediaVersion& a, const domain::MediaVersion& b) {
        const bool a_split = a.parts.size() > 1, b_split = b.parts.size() > 1;
        if (a_split != b_split) return a_split;
        const int a_height = picture_height(a), b_height = picture_height(b);
        if (a_height != b_height) return a_height > b_height;
        return a.parts.front().path < b.parts.front().path;
    });
    std::vector<std::string> stems;
    for (const auto& version : versions) {
        const auto own = nfc(stem(file_name(version.parts.front().path)));
        const auto split = version.parts.size() > 1 ? read_split(own) : std::nullopt;
        stems.push_back(split ? split->base : own);
    }
    const std::string common = common_beginning(stems);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        versions[i].label = version_label(stems[i], common);
        if (versions[i].label.empty())
            if (const int height = picture_height(versions[i]); height > 0) versions[i].label = std::to_string(height) + 'p';
    }
}

/// Container titles are often a release's name or an address: only plain words are taken.
bool is_usable_title(const std::string& text, const std::string& series) {
    if (text.empty() || text.size() > 200 || title_key(text) == title_key(series)) return false;
    const std::string lower = lower_in_place(nfc(text));
    if (find_release_talk(lower) != lower.size() || lower.find("www.") != std::string::npos || lower.find("://") != std::string::npos) return false;
    if (text.find(' ') == std::string::npos && text.find_first_of("._") != std::string::npos) return false;
    return read_episode_name(text, {.series = series, .season = 1}).form == NumberForm::None;
}

void fill_title(domain::Episode& episode, const std::string& series) {
    if (episode.title.known() || episode.versions.empty()) return;
    const auto& file = episode.versions.front().parts.front();
    if (file.summary && is_usable_title(file.summary->title, series)) episode.title.offer(nfc(file.summary->title), Source::ContainerTag);
}

/// Copies what probing told about a path to every place the path stands in: a double episode's file stands in two.
void spread_media(domain::Series& series) {
    std::map<std::string, domain::MediaFile> by_path;
    for (const auto* file : domain::media_files_of(series)) by_path.emplace(file->path, *file);
    for (auto& season : series.seasons)
        for (auto& episode : season.episodes)
            for (auto& version : episode.versions)
                for (auto& part : version.parts) part = by_path.at(part.path);
}

}  // namespace

void finish_series(domain::ScannedSeries& scanned) {
    auto& series = scanned.series;
    spread_media(series);
    for (auto& season : series.seasons) {
        for (auto& episode : season.episodes) {
            std::erase_if(episode.versions, [](const domain::MediaVersion& v) { return !std::ranges::all_of(v.parts, is_video_file); });
            order_and_label(episode);
            fill_title(episode, series.title.value);
        }
        std::erase_if(season.episodes, [](const domain::Episode& e) { return e.versions.empty(); });
    }
    std::erase_if(series.seasons, [](const domain::Season& s) { return s.episodes.empty() && s.extras.empty(); });
    for (const auto* file : domain::media_files_of(series))
        if (!file->unreadable.empty()) scanned.problems.push_back({file->path, file->unreadable});
    std::ranges::stable_sort(scanned.problems, {}, &domain::ScanProblem::path);
}

}  // namespace bt::library
