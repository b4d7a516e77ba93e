// A media file with the subtitles and the sound that lie beside it in files of their own.
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

/// Sound in Matroska and MP4 files as renditions. Opens the files; those of other kinds, and what cannot be opened, left_out_files() has.
std::vector<delivery::ExternalSound> external_sounds(const std::vector<domain::ExternalTrack>& tracks);

/// The files among them that are not offered, so that none is missing without a word: sound that is not in `sounds`, VobSub, what nobody reads.
std::vector<delivery::LeftOutFile> left_out_files(const std::vector<domain::ExternalTrack>& tracks, const std::vector<delivery::ExternalSound>& sounds);

/// Whether files of its kind are among external_subtitles() or external_sounds(), for whoever does not look into them.
bool is_offered_kind(const domain::ExternalTrack& track);

/// Opens a media file by its path, for the command line, with the subtitle and sound files in its folder that are named after it. Faults: those of opening it and of Presentation::open.
Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path);

}  // namespace bt::service
