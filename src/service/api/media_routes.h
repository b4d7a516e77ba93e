// /media/{key}-{layout}/...: playlists, manifests, headers, segments, subtitles, thumbnails.
//
// Several keys with dots between them are films that follow each other: their lists, which name the segments of each.
// The key is that of the content, the layout delivery::kLayout: what may be kept for ever is under a name that neither another file
// nor another version of the program gives to other bytes.
#pragma once

#include "http/router.h"
#include "service/presentation_cache.h"
#include "service/storyboard/storyboard_shelf.h"

namespace bt::service {

/// Adds the routes. `cache` and `storyboards` outlive the router.
void add_media_routes(http::Router& router, PresentationCache& cache, const StoryboardShelf& storyboards);

}  // namespace bt::service
