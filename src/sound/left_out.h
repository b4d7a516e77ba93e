// A recap or a preview may have the voices of a scene without its music. Then the scene's song is not to be named there.
#pragma once

#include <cstddef>
#include <span>

#include "sound/episode_sound.h"
#include "sound/landmarks.h"
#include "sound/song_set.h"

namespace bt::sound {

class LeftOut {
public:
    /// Both must outlive it.
    LeftOut(std::span<const Landmarks* const> episodes, const SongSet& songs) : episodes_(episodes), songs_(songs) {}

    /// Is the song of `scene`, a cue of the episode `from`, to be found there by its waves, and not in its copy, a cue of `to`? What was changed in tempo or pitch
    /// alone has no waves of its song, and is never said to be left out.
    bool operator()(const SongCue& scene, std::size_t from, const SongCue& copy, std::size_t to) const;

private:
    std::span<const Landmarks* const> episodes_;
    const SongSet& songs_;
};

}  // namespace bt::sound
