// The repeats of a season as each episode sees them.
#pragma once

#include <span>
#include <vector>

#include "sound/parts.h"

namespace bt::sound {

/// For each episode its echoes in others, by start. Two files of one episode say nothing about parts: their echoes are left out, as are
/// those within an episode.
std::vector<std::vector<Echo>> echoes_of(std::span<const EpisodeEvidence> season, std::span<const Repeat> repeats);

double overlap(const Span& a, const Span& b);
Span hull(const Span& a, const Span& b);
/// Seconds of `span` that lie in at least one of `others`.
double covered(const Span& span, std::span<const Span> others);
/// Share of the energy's cells in `span` that lie 10 dB or more below its mean: little in music, much in speech, with its pauses.
/// 0 when there is no energy to look at.
double quiet_share(const EpisodeEvidence& episode, const Span& span);
/// Share of cells in which there is no sound to speak of; 0 when there is no energy to look at.
double silent_share(const EpisodeEvidence& episode, const Span& span);
/// `span` without the silence at its ends.
Span without_silence(const EpisodeEvidence& episode, Span span);

}  // namespace bt::sound
