// Video files that are known by number, date or name, as seasons of episodes: what belongs to one episode, its versions, its titles.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/series.h"
#include "library/episode_name.h"
#include "library/nfo.h"
#include "library/tree.h"

namespace bt::library {

/// One video file that is (part of) an episode.
struct Video {
    const TreeFile* file = nullptr;
    std::string path;
    EpisodeName name;
    int season = 1;
    domain::Source season_source = domain::Source::Unknown;
    std::optional<int> first, last;
    domain::Source number_source = domain::Source::Unknown;
    std::vector<NfoEpisode> nfo;
    std::vector<domain::ExternalTrack> tracks;
    std::vector<domain::Artwork> artwork;
};

/// The title of the series that a file's name begins with.
using TitleOf = std::function<std::string_view(std::string_view stem)>;

/// By number, each with its episodes in order: numbered ones, then those with a date or nothing but a name.
std::vector<domain::Season> build_seasons(const std::vector<Video>& videos, const TitleOf& title_of);

/// The season of that number, made in its place where there is none.
domain::Season& season_with(domain::Series& series, int number);

}  // namespace bt::library
