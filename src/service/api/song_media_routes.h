// The songs themselves, as their files are.
#pragma once

#include "http/router.h"
#include "store/database.h"

namespace bt::service {

/// Adds the route below /media/. `database` outlives the router.
void add_song_media_routes(http::Router& router, store::Database& database);

}  // namespace bt::service
