// The chapters of a media file as the sound engine wants them.
#pragma once

#include <string>
#include <vector>

#include "sound/parts.h"

namespace bt::service {

/// None when there are none, or the file cannot be read.
std::vector<sound::NamedSpan> chapter_names(const std::string& path);

}  // namespace bt::service
