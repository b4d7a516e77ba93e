// Recaps and previews are made of the mix of other episodes: what song was heard there, longer and with more around it, sounds here too.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "sound/episode_sound.h"
#include "sound/parts.h"
#include "sound/repeats.h"

namespace bt::sound {

/// Whether a song that sounds in a scene, a cue of the episode `from`, was left out where the scene was copied to, a cue of `to`.
using IsLeftOut = std::function<bool(const SongCue& scene, std::size_t from, const SongCue& copy, std::size_t to)>;

/// Adds to each episode the cues that repeats of the very same mix bring from the others, and those that sound where a piece of its recap or preview
/// was cut from; never back from such a piece to its scene, for what is laid under it does not sound there. Takes away what is doubtful and heard in
/// few of several copies of one title. `parts` by episode, as find_parts() tells them, or nothing. Cues stay in order.
void carry_cues(std::span<EpisodeSound> season, std::span<const Repeat> repeats, std::span<const EpisodeParts> parts, const IsLeftOut& is_left_out);

}  // namespace bt::sound
