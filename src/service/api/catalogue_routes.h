// What the catalogue holds of one series, episode or extra, and how the scan goes.
#pragma once

#include <functional>

#include "base/ids.h"
#include "http/router.h"
#include "service/api/writers.h"
#include "service/library_service.h"
#include "service/presentation_cache.h"
#include "store/database.h"

namespace bt::service {

/// Whether a film's storyboard is there; one that is not may be made next, now that somebody asks for it.
using HasStoryboard = std::function<bool(ContentKey)>;

/// Adds the routes below /api/v1/. What is borrowed outlives the router.
void add_catalogue_routes(http::Router& router, store::Database& database, PresentationCache& cache, LibraryService& library, Changes taken, HasStoryboard has_storyboard);

}  // namespace bt::service
