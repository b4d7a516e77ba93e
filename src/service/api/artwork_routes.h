// Pictures of the library.
#pragma once

#include "http/router.h"
#include "store/database.h"

namespace bt::service {

/// /api/v1/artwork/{id}. The database outlives the router.
void add_artwork_routes(http::Router& router, store::Database& database);

}  // namespace bt::service
