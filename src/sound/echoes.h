// The repeats of a season as each episode sees them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "sound/parts.h"

namespace bt::sound {

/// For each episode its echoes in others, by start. Two files of one episode say nothing about parts: their echoes are left out, as are
/// those within an episode.
std::vector<std::vector<Echo>> echoes_of(std::span<const EpisodeEvidence> season, std::span<const Repeat> repeats);

/// A repeat as the later of its episodes sees it.
Echo echo_in_later(const Repeat& repeat);
/// The same voices over the same music, by the shares of landmarks and of waves that agree, and where it is loud, too: a song under sparse talk has half of them, and what
/// rain has under any talk is lost where voices are.
bool is_one_mix(const Echo& echo);
/// By less: enough where several echoes say the same.
bool is_nearly_one_mix(const Echo& echo);
/// Of several things that episodes repeat only one is their title, or their credits. Whether most episodes that `echoes` lead to have something else for it:
/// `chosen` is what each of them has, by its number, or nothing.
bool lead_elsewhere(std::span<const Echo> echoes, const std::function<std::optional<Span>(std::size_t)>& chosen);
double overlap(const Span& a, const Span& b);
Span hull(const Span& a, const Span& b);
/// Seconds of `span` that lie in at least one of `others`.
double covered(const Span& span, std::span<const Span> others);
/// Music, not speech; true when nobody has listened for tones.
bool sounds_like_music(const EpisodeEvidence& episode, const Span& span);
/// Speech without music: it comes and goes with the syllables, and holds no tone. False when nobody has listened for tones.
bool sounds_like_speech(const EpisodeEvidence& episode, const Span& span);
/// A stretch of one of several episodes that have it in common.
struct Copy {
    const EpisodeEvidence* episode;
    Span span;
};
/// The same of what several episodes have in common, one verdict for all of them: a third of the copies must. What all episodes begin with is music though it holds few
/// tones, as drums do, unless it comes and goes as dry speech does.
bool sound_like_speech(std::span<const Copy> copies, bool all_begin_with_it);
/// The song that sounds in most of the span; null when none is known to.
const SongPresence* song_of(const EpisodeEvidence& episode, const Span& span);
/// Voices over a song that is known to sound in most of the span: it is heard well in their pauses, and hardly between.
bool has_voices_over_its_song(const EpisodeEvidence& episode, const Span& span);
/// Voices, with a known song under them or with nothing: a scene, whatever else it may seem.
bool is_spoken(const EpisodeEvidence& episode, const Span& span);
/// A moment of silence or of black.
bool has_a_cut(const EpisodeEvidence& episode, const Span& around);
/// Share of cells in which there is no sound to speak of; 0 when there is no energy to look at.
double silent_share(const EpisodeEvidence& episode, const Span& span);
/// `span` with its start moved back to the end of a silence, or to the soft first note of its song, not far before it: music may begin too
/// softly to be known at once.
Span from_soft_start(const EpisodeEvidence& episode, Span span);
/// `span` without the silence at its ends.
Span without_silence(const EpisodeEvidence& episode, Span span);

}  // namespace bt::sound
