// Pictures of the library, as they are or made smaller.
#pragma once

#include "http/router.h"
#include "service/picture_cache.h"
#include "store/database.h"

namespace bt::service {

/// /api/v1/artwork/{id}. Both outlive the router.
void add_artwork_routes(http::Router& router, store::Database& database, PictureCache& cache);

}  // namespace bt::service
