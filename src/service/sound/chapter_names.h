// The chapters of a media file as the sound engine wants them.
#pragma once

#include <string>
#include <vector>

#include "sound/parts.h"

namespace bt::service {

/// None when there are none, or we have no reader for the file. The last one ends at `duration`, in seconds, where the file does not say.
std::vector<sound::NamedSpan> chapter_names(const std::string& path, double duration);

}  // namespace bt::service
