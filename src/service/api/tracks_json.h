// The tracks, subtitles and chapters of an opened episode as the API's JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "delivery/presentation.h"

namespace bt::service {

/// Sets "tracks", "subtitles", "fonts", "chapters" and "notes". Every track is there, in the file and beside it: one that is not carried says why. `base` is the URL below which
/// the presentation lies, with a slash at its end.
void add_tracks(boost::json::object& episode, const delivery::Presentation& presentation, std::string_view base);

}  // namespace bt::service
