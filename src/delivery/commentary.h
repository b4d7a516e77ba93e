// Which sound is a commentary: one rule for every list a player gets.
#pragma once

#include <string_view>

#include "media/index/description.h"

namespace bt::delivery {

/// By the container's flag, or by the name alone, which is all that many files tell.
bool is_commentary(const media::Track& track);
bool is_commentary_name(std::string_view name);

}  // namespace bt::delivery
