// From a track's boxes and the survey of its samples to what the rest of the program is told of it.
#pragma once

#include <string>
#include <vector>

#include "media/index/description.h"
#include "media/isobmff/directory.h"
#include "media/isobmff/movie.h"

namespace bt::media::isobmff {

/// Sentences for Description::notes; so many that a broken file cannot fill memory with them.
class Notes {
public:
    void add(std::string note);
    std::vector<std::string> take() && { return std::move(notes_); }

private:
    std::vector<std::string> notes_;
};

/// What is known of a track before its samples are surveyed. Its number is not set.
Track describe_track(const TrackBox& box, bool quicktime);

/// Adds what the survey found: counts, times, rate, and a note for each oddity.
void describe_samples(const TrackBox& box, const Directory& directory, const Survey& survey, std::int64_t media_time,
                      Track& track, Notes& notes);

}  // namespace bt::media::isobmff
