// Search as you type, over HTTP.
#pragma once

#include "http/router.h"
#include "service/search_index.h"

namespace bt::service {

/// Adds GET /api/v1/search?q=...&limit=.... `index` outlives the router.
void add_search_routes(http::Router& router, const SearchIndex& index);

}  // namespace bt::service
