// Closing credits, from the songs at an episode's end, what sounds again at the end of others, and rolling words where somebody looked.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sound/echoes.h"

namespace bt::sound {

/// Words that roll over black with a song of the library: credits, whatever else is told of them. The same credits end other episodes, and are no pieces of a preview.
std::optional<Span> words_with_a_song(const EpisodeEvidence& episode);

/// The credits of one episode, or nothing. `taken` is what other parts have already.
std::optional<Part> find_credits(const EpisodeEvidence& episode, std::span<const EpisodeEvidence> season, std::span<const Echo> echoes,
                                 std::span<const Span> taken);

}  // namespace bt::sound
