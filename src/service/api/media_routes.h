// /media/{key}/...: playlists, manifests, headers, segments, subtitles.
#pragma once

#include "http/router.h"
#include "service/presentation_cache.h"

namespace bt::service {

/// Adds the routes. `cache` outlives the router.
void add_media_routes(http::Router& router, PresentationCache& cache);

}  // namespace bt::service
