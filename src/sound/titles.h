// Title sequences: what sounds the same near the head of several episodes, in one piece.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sound/echoes.h"

namespace bt::sound {

/// For each episode its title sequence, or nothing.
std::vector<std::optional<Part>> find_titles(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes);

}  // namespace bt::sound
