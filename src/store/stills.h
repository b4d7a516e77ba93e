// Pictures out of films, for series and episodes without artwork of their own: which film has which, and where they stand in.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"
#include "store/listening_plan.h"
#include "store/series_reader.h"

namespace bt::store {

class Connection;

/// What looking through a film has told.
struct LookedThrough {
    ContentKey film;
    std::optional<domain::ChosenStill> still;  ///< nothing: it has none to show
};

/// Films that nobody has looked through and that a page would show a picture of: the first episode of each series before all others, the newest first. Faults: those of the database.
Result<std::vector<PlannedFile>> read_films_without_still(Database& database);
/// Of films that were looked through meanwhile nothing changes. Faults: those of the database.
Result<void> keep_stills(Database& database, std::span<const LookedThrough> films);

/// Thumbs of episodes, poster and backdrop of the series, each where there is none, as far as its films were looked through.
void add_stills(Connection& sql, domain::Series& series);
void add_stills(Connection& sql, domain::Episode& episode);
/// Poster and backdrop, of the first episode that has a still.
void add_stills(Connection& sql, std::vector<SeriesSummary>& cards);
void add_stills(Connection& sql, domain::SeriesId series, std::vector<domain::Artwork>& artwork);

}  // namespace bt::store
