// Pictures that folders of a series hold for it, its seasons and its people, by their names.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/series.h"
#include "library/tree.h"

namespace bt::library {

/// Pictures of seasons lie in many places: in the season's folder, in the series' ("season01-poster"), in its NFO.
class FolderArtwork {
public:
    /// What the series' NFO names for its seasons.
    void add_from_nfo(std::map<int, std::vector<domain::Artwork>> by_season);
    /// Pictures named for the folder go `into`: those of the series where `season` is nothing, else of that season. Those of other seasons are kept.
    void add(const TreeFolder& folder, std::vector<domain::Artwork>& into, std::optional<int> season);
    /// What is kept for the season, and behind it what is for all of them.
    void give(domain::Season& season) const;

private:
    std::map<int, std::vector<domain::Artwork>> by_season_;
    std::vector<domain::Artwork> for_all_seasons_;
};

/// All pictures of "extrafanart", behind the backdrops that are there.
void add_extra_fanart(const TreeFolder& folder, std::vector<domain::Artwork>& into);

/// Pictures of ".actors" by the names of people.
void add_people_pictures(const TreeFolder& actors, domain::Series& series);

}  // namespace bt::library
