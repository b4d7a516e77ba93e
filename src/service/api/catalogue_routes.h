// What the catalogue holds of one series, episode or person, and how the scan goes.
#pragma once

#include "http/router.h"
#include "service/library_service.h"
#include "service/presentation_cache.h"
#include "store/database.h"

namespace bt::service {

/// Adds the routes below /api/v1/. All three outlive the router.
void add_catalogue_routes(http::Router& router, store::Database& database, PresentationCache& cache, LibraryService& library);

}  // namespace bt::service
