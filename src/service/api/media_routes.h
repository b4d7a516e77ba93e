// /media/{key}-{layout}/...: playlists, manifests, headers, segments, subtitles, thumbnails.
//
// The key is that of the content, the layout delivery::kLayout: what may be kept for ever is under a name that neither another file
// nor another version of the program gives to other bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/ids.h"
#include "http/router.h"
#include "service/presentation_cache.h"
#include "service/storyboard/storyboard_shelf.h"

namespace bt::service {

/// The URL of what delivery::resource_at() has at `path` for this content.
std::string media_path(ContentKey key, std::string_view path);

/// Adds the routes. `cache` and `storyboards` outlive the router.
void add_media_routes(http::Router& router, PresentationCache& cache, const StoryboardShelf& storyboards);

}  // namespace bt::service
