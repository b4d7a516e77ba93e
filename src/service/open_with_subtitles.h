// A media file with the subtitle files that lie beside it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "delivery/presentation.h"
#include "domain/media_file.h"

namespace bt::service {

/// Subtitle files as renditions; their text is read when it is first asked for, and kept. A file that holds several languages
/// (SAMI) becomes several. Files that are no text subtitles are left out. The tracks' paths are such as can be opened.
std::vector<delivery::ExternalSubtitle> external_subtitles(const std::vector<domain::ExternalTrack>& tracks);

/// Why a track in a file of its own is not offered, a sentence for people; empty for those that external_subtitles() takes.
std::string reason_against(const domain::ExternalTrack& track);

/// Opens a media file by its path, for the command line, with the subtitle files in its folder that are named after it. Faults: those of opening it and of Presentation::open.
Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path);

}  // namespace bt::service
