// One episode with everything a player needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

struct EpisodeView {
    domain::Episode episode;
    domain::SeriesId series;
    std::string series_title;
    std::vector<domain::Artwork> series_artwork;
    domain::SeasonId season;
    domain::LibraryId library;
    std::string library_path;
    /// The neighbours in the series' order: seasons by number (specials first), then as the season lists them.
    std::optional<domain::EpisodeId> previous, next;
};

class EpisodeReader {
public:
    explicit EpisodeReader(Database& database) : database_(database) {}

    /// Faults: NotFound.
    Result<EpisodeView> by_id(domain::EpisodeId id) const;
    /// The episode that begins with this content; of a double episode's file the first. Copies may lie in several series: the one at `place`
    /// counts, an absolute path as the libraries' roots are, or else the first. Faults: NotFound.
    Result<domain::EpisodeId> by_content(ContentKey content, std::string_view place = {}) const;

private:
    Database& database_;
};

}  // namespace bt::store
