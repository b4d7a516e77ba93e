// A series folder as a Series: seasons, episodes, versions, extras, subtitles, artwork and albums, from names and sidecar files.
//
//   plan_series  reads names, NFO and .plexmatch files; media files stand in it by path and stamp, unopened
//   (the scanner fills in what probing tells)
//   finish_series  see finish_series.h
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "domain/scan.h"
#include "library/layout.h"

namespace bt::library {

/// The bytes of a small text file under the library root. Faults as read_small_file.
using TextReader = std::function<Result<std::string>(const std::string& path)>;

/// `signature` and `folder` are those of the place.
domain::ScannedSeries plan_series(const SeriesPlace& place, const TextReader& read_text);

/// The media files, tracks, songs and themes of a plan that want probing or naming. Pointers hold until the plan changes.
struct PlanFiles {
    std::vector<domain::MediaFile*> media;           ///< each path once; copies in further episodes are filled by spread_media
    std::vector<domain::ExternalTrack*> tracks;
    std::vector<domain::Song*> songs;
    std::vector<domain::ThemeMusic*> themes;
};
PlanFiles files_of(domain::Series& series);

}  // namespace bt::library
