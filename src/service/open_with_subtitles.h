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
/// (SAMI) becomes several. Those of other kinds are not among them: left_out_files() has them. The tracks' paths are such as can be opened.
std::vector<delivery::ExternalSubtitle> external_subtitles(const std::vector<domain::ExternalTrack>& tracks);

/// The files among them that are not offered, so that none is missing without a word: sound, VobSub, what nobody reads.
std::vector<delivery::LeftOutFile> left_out_files(const std::vector<domain::ExternalTrack>& tracks);

/// Whether files of its kind are among external_subtitles(), for whoever does not look into them.
bool is_offered_kind(const domain::ExternalTrack& track);

/// Opens a media file by its path, for the command line, with the subtitle files in its folder that are named after it. Faults: those of opening it and of Presentation::open.
Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path);

}  // namespace bt::service
