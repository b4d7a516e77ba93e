// The albums of the libraries over HTTP, and the series that somebody ties them to by hand. Writes are checked as writers.h says.
#pragma once

#include <functional>

#include "http/router.h"
#include "service/api/writers.h"
#include "store/database.h"

namespace bt::service {

/// Adds the routes below /api/v1/albums, but for the pictures. `on_change` is called after a tie was made or undone; both outlive the router.
void add_album_routes(http::Router& router, store::Database& database, Changes taken, std::function<void()> on_change);

}  // namespace bt::service
