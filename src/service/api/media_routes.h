// /media/{key}-{layout}/...: playlists, manifests, headers, segments, subtitles, thumbnails.
//
// Several keys with dots between them are films that follow each other: their lists, which name the segments of each.
// The key is that of the content, the layout delivery::kLayout: what may be kept for ever is under a name that neither another file
// nor another version of the program gives to other bytes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "http/router.h"
#include "service/presentation_cache.h"
#include "service/storyboard/storyboard_shelf.h"

namespace bt::service {

/// "6f3a...-1", or "6f3a....90cc...-1" of films that follow each other.
std::string media_folder(std::span<const ContentKey> contents);
/// The URL of what delivery::resource_at() or joined_resource_at() has at `path` for these contents.
std::string media_path(std::span<const ContentKey> contents, std::string_view path);
std::string media_path(ContentKey content, std::string_view path);

/// Adds the routes. `cache` and `storyboards` outlive the router.
void add_media_routes(http::Router& router, PresentationCache& cache, const StoryboardShelf& storyboards);

}  // namespace bt::service
