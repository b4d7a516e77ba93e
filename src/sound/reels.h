// Reels: stretches cut together from many short pieces of other episodes, as recaps and previews are.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sound/echoes.h"

namespace bt::sound {

struct Reel {
    Span span;
    std::vector<Echo> pieces;  ///< by start, hardly overlapping
};

/// Reels among the echoes of one episode, by start. What lies in `taken` belongs to none. One of two pieces may be a theme that comes twice: only
/// its place in the episode can tell.
///
/// The scenes that pieces were cut from have echoes as well, scattered ones; where several come from one scene they look like a reel
/// with holes. So a reel has few, and what it was cut from is wider than it is itself.
std::vector<Reel> find_reels(std::span<const Echo> echoes, std::span<const Span> taken);

}  // namespace bt::sound
