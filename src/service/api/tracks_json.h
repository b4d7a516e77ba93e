// The tracks, subtitles and chapters of an opened episode as the API's JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "delivery/joined.h"

namespace bt::service {

/// The URLs, each with a slash at its end, below which it all lies; the same for a film of one file.
struct MediaBases {
    std::string whole;       ///< what is made for all files
    std::string first_file;  ///< what is the first file's alone: fonts, subtitles as they were made, pictures
};

/// Sets "tracks", "subtitles", "fonts", "chapters" and "notes". Every track is there, in the first file and beside it, and the sound that only others have: one that is not
/// carried says why.
void add_tracks(boost::json::object& episode, const delivery::Joined& film, const MediaBases& bases);

}  // namespace bt::service
