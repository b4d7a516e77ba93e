#include "library/episode_builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "library/artwork.h"
#include "library/split_name.h"
#include "library/text.h"
#include "library/version_name.h"

namespace bt::library {
namespace {

using domain::Source;

domain::MediaFile media_file(const Video& video) { return {.path = video.path, .stamp = video.file->stamp}; }

/// Files of one episode share this key: its numbers, or else its date, or else its name without the part of a split.
using EpisodeKey = std::tuple<int, int, std::string>;
EpisodeKey key_of(const Video& video, std::optional<int> number) {
    if (number) return {video.season, *number, {}};
    if (const auto& aired = video.name.aired)
        return {video.season, -1, std::to_string(static_cast<int>(aired->year())) + '-' + std::to_string(100 + static_cast<unsigned>(aired->month())) + '-' +
                                      std::to_string(100 + static_cast<unsigned>(aired->day()))};
    const auto own_stem = stem(video.file->name);
    const auto split = read_split(own_stem);
    return {video.season, -1, "~" + title_key(split ? std::string_view(split->base) : own_stem)};
}

/// The block of a multi-episode NFO that is for `number`; the only block for all of them.
domain::Episode nfo_for(const Video& video, int number) {
    for (const auto& nfo : video.nfo)
        if (nfo.episode.number.value == number) return nfo.episode;
    return video.nfo.size() == 1 ? video.nfo.front().episode : domain::Episode{};
}

/// The title all versions' names agree on: what their common beginning says behind the number.
std::string shared_title(const std::vector<const Video*>& videos, const TitleOf& title_of) {
    if (videos.size() == 1) return videos.front()->name.title;
    std::vector<std::string> stems;
    for (const Video* video : videos) stems.push_back(nfc(stem(video->file->name)));
    const std::string common = common_beginning(stems);
    const auto shared = read_episode_name(read_split(stems.front()) ? read_split(stems.front())->base : common,
                                            {.series = title_of(common), .season = videos.front()->season}).title;
    return shared;
}

domain::MediaVersion version_of(const Video& video) {
    return {.label = {}, .parts = {media_file(video)}, .first_episode = video.first, .last_episode = video.last, .tracks = video.tracks};
}

/// Pieces of a split file ("- part1", "- part2") make one version; every other file is a version of its own.
std::vector<domain::MediaVersion> build_versions(const std::vector<const Video*>& videos) {
    struct Piece {
        int part;
        const Video* video;
    };
    std::map<std::string, std::vector<Piece>> splits;
    for (const Video* video : videos)
        if (const auto split = read_split(stem(video->file->name)))
            splits[std::string(parent_path(video->path)) + '/' + title_key(split->base)].push_back({split->part, video});
    std::set<const Video*> used;
    std::vector<domain::MediaVersion> versions;
    for (auto& [base, pieces] : splits) {
        std::ranges::stable_sort(pieces, {}, &Piece::part);
        const auto repeated = std::ranges::adjacent_find(pieces, {}, &Piece::part) != pieces.end();
        if (pieces.size() < 2 || pieces.front().part != 1 || repeated) continue;
        auto& version = versions.emplace_back(version_of(*pieces.front().video));
        for (const auto& piece : pieces) {
            used.insert(piece.video);
            if (&piece == &pieces.front()) continue;
            for (auto track : piece.video->tracks) {
                track.file = static_cast<int>(version.parts.size());
                version.tracks.push_back(std::move(track));
            }
            version.parts.push_back(media_file(*piece.video));
        }
    }
    for (const Video* video : videos)
        if (!used.contains(video)) versions.push_back(version_of(*video));
    return versions;
}

domain::Episode build_episode(const EpisodeKey& key, const std::vector<const Video*>& videos, const TitleOf& title_of) {
    const int number = std::get<1>(key);
    domain::Episode episode;
    for (const Video* video : videos)
        if (!video->nfo.empty()) {
            episode = nfo_for(*video, number);
            break;
        }
    const Video& lead = *videos.front();
    episode.season = {lead.season, lead.season_source};
    episode.number = number >= 0 ? domain::Sourced<std::optional<int>>{number, lead.number_source} : domain::Sourced<std::optional<int>>{};
    if (lead.name.form == NumberForm::Absolute && number >= 0) episode.absolute_number = number;
    if (!episode.aired) episode.aired = lead.name.aired;
    for (const Video* video : videos) {
        episode.ids.insert(video->name.ids.begin(), video->name.ids.end());
        episode.artwork.insert(episode.artwork.end(), video->artwork.begin(), video->artwork.end());
    }
    tidy_artwork(episode.artwork);
    std::string named = shared_title(videos, title_of);
    if (!named.empty()) episode.title.offer(std::move(named), Source::FileName);
    episode.versions = build_versions(videos);
    return episode;
}

}  // namespace

std::vector<domain::Season> build_seasons(const std::vector<Video>& videos, const TitleOf& title_of) {
    std::map<EpisodeKey, std::vector<const Video*>> groups;
    for (const auto& video : videos) {
        if (!video.first) groups[key_of(video, std::nullopt)].push_back(&video);
        else for (int n = *video.first; n <= video.last.value_or(*video.first); ++n) groups[key_of(video, n)].push_back(&video);
    }
    std::map<int, domain::Season> seasons;
    for (const auto& [key, files] : groups) {
        auto& season = seasons[std::get<0>(key)];
        season.number = std::get<0>(key);
        season.episodes.push_back(build_episode(key, files, title_of));
    }
    std::vector<domain::Season> built;
    for (auto& [number, season] : seasons) {
        // Numbered episodes first, then the dated and unnumbered ones.
        std::stable_partition(season.episodes.begin(), season.episodes.end(), [](const domain::Episode& e) { return e.number.value.has_value(); });
        built.push_back(std::move(season));
    }
    return built;
}

domain::Season& season_with(domain::Series& series, int number) {
    auto& seasons = series.seasons;
    const auto found = std::ranges::lower_bound(seasons, number, {}, &domain::Season::number);
    if (found != seasons.end() && found->number == number) return *found;
    return *seasons.insert(found, domain::Season{.number = number});
}

}  // namespace bt::library
