// Closing credits, from the songs at an episode's end, what sounds again at the end of others, and rolling words where somebody looked.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sound/echoes.h"

namespace bt::sound {

/// Words that roll over black with a song of the library: credits, whatever else is told of them. The same credits end other episodes, and are no pieces of a preview.
std::optional<Span> words_with_a_song(const EpisodeEvidence& episode);

struct SharedEnding {
    Span span;
    std::size_t sharers = 0;  ///< other episodes
};
/// What each episode has in common with the ends of others: credits if nothing speaks against it. Not what the others have beside something that is shared by as many and
/// longer, as a series repeats some scenes. `taken` is, by episode, what other parts have already.
std::vector<std::optional<SharedEnding>> find_shared_endings(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes,
                                                             std::span<const std::vector<Span>> taken);

/// The credits of one episode, or nothing. `ending` is of find_shared_endings(), `taken` what other parts have already.
std::optional<Part> find_credits(const EpisodeEvidence& episode, const std::optional<SharedEnding>& ending, std::span<const Span> taken);

}  // namespace bt::sound
