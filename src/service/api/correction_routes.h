// What people put right, over HTTP: /api/v1/episodes/{id}/corrections and the names of themes. Writes are checked as writers.h says.
#pragma once

#include "http/router.h"
#include "service/api/writers.h"
#include "store/database.h"

namespace bt::service {

/// `database` outlives the router.
void add_correction_routes(http::Router& router, store::Database& database, Changes taken);

}  // namespace bt::service
