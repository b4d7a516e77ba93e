#include "library/folder_artwork.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "library/artwork.h"
#include "library/text.h"

namespace bt::library {
namespace {

/// Stands behind every picture that a season has for itself.
domain::Artwork artwork_for_all_seasons(const TreeFolder& folder, const TreeFile& file, const ArtworkName& name) {
    constexpr int kBehindAllOthers = 100'000;
    auto artwork = artwork_from(folder, file, name);
    artwork.order += kBehindAllOthers;
    return artwork;
}

}  // namespace

void FolderArtwork::add_from_nfo(std::map<int, std::vector<domain::Artwork>> by_season) { by_season_ = std::move(by_season); }

void FolderArtwork::add(const TreeFolder& folder, std::vector<domain::Artwork>& into, std::optional<int> season) {
    for (const auto& file : folder.files) {
        if (!is_picture(file)) continue;
        const auto name = read_artwork_name(stem(file.name));
        if (!name) continue;
        if (name->for_all_seasons) for_all_seasons_.push_back(artwork_for_all_seasons(folder, file, *name));
        else if (name->season && name->season != season) by_season_[*name->season].push_back(artwork_from(folder, file, *name));
        else into.push_back(artwork_from(folder, file, *name));
    }
    tidy_artwork(into);
}

void FolderArtwork::give(domain::Season& season) const {
    if (const auto own = by_season_.find(season.number); own != by_season_.end())
        season.artwork.insert(season.artwork.end(), own->second.begin(), own->second.end());
    season.artwork.insert(season.artwork.end(), for_all_seasons_.begin(), for_all_seasons_.end());
    tidy_artwork(season.artwork);
}

void add_extra_fanart(const TreeFolder& folder, std::vector<domain::Artwork>& into) {
    int order = 1000;
    for (const auto& file : folder.files)
        if (is_picture(file)) into.push_back(artwork_from(folder, file, {.kind = domain::ArtworkKind::Backdrop, .rank = order++}));
    tidy_artwork(into);
}

void add_people_pictures(const TreeFolder& actors, domain::Series& series) {
    std::map<std::string, std::string> by_name;
    for (const auto& file : actors.files)
        if (is_picture(file)) by_name.emplace(title_key(stem(file.name)), join_path(actors.path, file.name));
    const auto add = [&](std::vector<domain::Credit>& people) {
        for (auto& credit : people)
            if (const auto found = by_name.find(title_key(credit.name)); found != by_name.end()) credit.thumb = found->second;
    };
    add(series.people);
    for (auto& season : series.seasons)
        for (auto& episode : season.episodes) add(episode.people);
}

}  // namespace bt::library
