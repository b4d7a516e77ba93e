// The tracks, subtitles and chapters of an opened episode as the API's JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "delivery/presentation.h"
#include "domain/media_file.h"

namespace bt::service {

/// Sets "tracks", "subtitles", "fonts", "chapters" and "notes". Every track is there: one that is not carried says why. `base` is the URL below which
/// the presentation lies, with a slash at its end.
void add_tracks(boost::json::object& episode, const delivery::Presentation& presentation, std::string_view base);
/// Adds to "tracks" those of the files beside the film that are not offered, each with its reason.
void add_tracks_left_beside(boost::json::object& episode, const std::vector<domain::ExternalTrack>& beside);

}  // namespace bt::service
