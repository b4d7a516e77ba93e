// Pictures of the library, as they are or made smaller, and of places in its films.
#pragma once

#include "http/router.h"
#include "service/picture_cache.h"
#include "service/presentation_cache.h"
#include "store/database.h"
#include "studio/studio.h"

namespace bt::service {

/// /api/v1/artwork/{id}, /api/v1/albums/{id}/cover, /api/v1/people/{id}/picture,
/// /api/v1/episodes/{id}/still, /api/v1/extras/{id}/still. `studio` makes them; all outlive the router.
void add_artwork_routes(http::Router& router, store::Database& database, studio::Studio& studio, PresentationCache& films, PictureCache& cache);

}  // namespace bt::service
