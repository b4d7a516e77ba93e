// Where recaps and previews may have been cut from. Their excerpts are voices under a music bed as loud as they are, which leaves too few landmarks for a
// pair of them to be found again; counted each by itself they still tell a few places where the waves are worth a look.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sound/landmarks.h"

namespace bt::sound {

/// Seconds at either end of an episode, where recaps and previews are.
constexpr double kOuterSeconds = 120;
/// Seconds. What is the same for longer is a title, or music.
constexpr double kLongestExcerpt = 12;

/// The same sound, perhaps, in two episodes: places in the list of them, earlier < later.
struct ExcerptPlace {
    std::size_t earlier = 0, later = 0;
    std::uint32_t frame = 0;  ///< of the later episode
    std::int64_t shift = 0;   ///< frames: the later less the earlier
};

/// Of each second of the first two minutes of an episode in those before it, and of each second of its last two in the next one: those where the waves of a
/// second and a half meet. By later episode, then frame.
std::vector<ExcerptPlace> find_excerpt_places(std::span<const Landmarks* const> episodes);

}  // namespace bt::sound
