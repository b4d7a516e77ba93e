// The evidence for a cue as a person can look at it: a picture and a sentence.
#pragma once

#include <string>
#include <string_view>

#include "sound/explanation.h"

namespace bt::service {

/// "1,204 of the 2,310 landmarks that the song has there are in the episode, 312 would be by chance; ...".
std::string explanation_words(const sound::CueExplanation& explanation);

/// SVG 1.1, whole by itself. Above, each pair of landmarks that song and episode share, over time and over its distance from the cue's line; below,
/// what each second says for the song or against it.
std::string draw_explanation(const sound::CueExplanation& explanation, std::string_view episode, std::string_view song);

}  // namespace bt::service
