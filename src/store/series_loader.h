// Puts series and episodes together from their rows: a fixed number of statements, however many episodes there are.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/connection.h"

namespace bt::store {

/// The whole series as its library has it, ids filled in. Faults: NotFound when there is none, or it is no longer in the library and `removed_too` is false.
Result<domain::Series> load_series(Connection& sql, domain::SeriesId id, bool removed_too = false);

/// Puts the albums that somebody tied to the series behind its own. Their paths are below the library they lie in, which may be another
/// than the series'.
void add_tied_albums(Connection& sql, domain::Series& series);

/// The whole episode. Faults: NotFound as above, also when its series is gone.
Result<domain::Episode> load_episode(Connection& sql, domain::EpisodeId id);

/// The pictures of the series itself, without those of its seasons and episodes.
std::vector<domain::Artwork> load_series_artwork(Connection& sql, domain::SeriesId id);

}  // namespace bt::store
