// Songs, themes, what sounds in an episode, cue sheets and the state of the analysis, for reading; corrections are correction_routes.h.
#pragma once

#include <functional>

#include "http/router.h"
#include "service/sound/analysis_service.h"
#include "store/database.h"

namespace bt::service {

/// Adds the routes below /api/v1/. `database` outlives the router; `analysis` is asked on each request.
void add_sound_routes(http::Router& router, store::Database& database, std::function<AnalysisStatus()> analysis);

}  // namespace bt::service
