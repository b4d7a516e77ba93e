// The chapters of an episode's files as the sound engine wants them.
#pragma once

#include <vector>

#include "service/sound/whole_files.h"
#include "sound/parts.h"

namespace bt::service {

/// In the time of the whole. None where a file has none, or we have no reader for it. The last one of a file ends with it where it does not say;
/// the whole ends at `duration`, in seconds.
std::vector<sound::NamedSpan> chapter_names(const std::vector<WholeFile>& files, double duration);

}  // namespace bt::service
