// The lists of the library: series in any order and filter, what they can be filtered by, people, problems.
#pragma once

#include "http/router.h"
#include "store/database.h"

namespace bt::service {

/// /api/v1/series, /api/v1/series/letters, /api/v1/series/filters, /api/v1/people, /api/v1/problems. The database outlives the router.
void add_list_routes(http::Router& router, store::Database& database);

}  // namespace bt::service
