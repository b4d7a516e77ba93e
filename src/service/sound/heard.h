// From the engine's answer, in seconds and numbers, to what is kept, in milliseconds and content keys.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/episode_sound.h"
#include "service/sound/sound_engine.h"
#include "store/sound_store.h"

namespace bt::service {

/// `songs` is what the answer's song numbers count in. What is empty, out of the episode or names no song is left out.
store::HeardEpisode to_heard(const sound::EpisodeSound& answer, ContentKey content, std::span<const KnownSound> songs);

/// One cue or part of an answer; nothing for what is empty or out of the episode. `duration` 0: not known.
std::optional<domain::Cue> to_cue(const sound::SongCue& cue, domain::Music music, std::chrono::milliseconds duration);
std::optional<domain::Part> to_part(const sound::Part& part, std::chrono::milliseconds duration);
std::optional<domain::Stretch> to_stretch(const sound::Span& span, std::chrono::milliseconds duration);
std::chrono::milliseconds to_milliseconds(double seconds);

domain::LoudnessFacts to_facts(const sound::Loudness& loudness);

}  // namespace bt::service
