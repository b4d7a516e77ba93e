// From the engine's answer, in seconds and numbers, to what is kept, in milliseconds and content keys.
#pragma once

#include <span>
#include <vector>

#include "domain/episode_sound.h"
#include "service/sound/sound_engine.h"
#include "store/sound_store.h"

namespace bt::service {

/// `songs` is what the answer's song numbers count in. What is empty, out of the episode or names no song is left out.
store::HeardEpisode to_heard(const sound::EpisodeSound& answer, ContentKey content, std::span<const KnownSound> songs);

domain::LoudnessFacts to_facts(const sound::Loudness& loudness);

}  // namespace bt::service
