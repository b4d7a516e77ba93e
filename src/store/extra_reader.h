// One extra with what its page tells of it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::store {

struct ExtraView {
    domain::Extra extra;
    domain::SeriesId series;
    std::string series_title;
    std::vector<domain::Artwork> series_artwork;
};

/// Faults: NotFound when there is none, or it is no longer in the library.
Result<ExtraView> read_extra(Database& database, domain::ExtraId id);

}  // namespace bt::store
