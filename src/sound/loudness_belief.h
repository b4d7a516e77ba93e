// How loud a song is in a mix is not known, and without it neither is which of its partials ought to stand out of the voices there. So each
// landmark is judged for every loudness the song may have, and which of them is probable is learned from the landmarks around it.
#pragma once

#include <array>
#include <cstddef>

namespace bt::sound {

/// How loud the song may be beside its recording: -45.5 to +7 dB, in steps of kLevelStep.
constexpr int kGains = 16, kGainStep = 7, kLowestGain = -91;

/// Log-likelihood ratios in nats, "it sounds, as loud as that" to "it does not", for each gain.
using OfGains = std::array<float, kGains>;

/// A landmark of the song that is not in the episode. `level` is the song's, `ground` what the episode's landmarks stand out of there, in steps of kLevelStep.
void add_missing(OfGains& sum, float level, float ground);

/// One that is there, at level `found`. `chance`: how probable a landmark of that level is there anyway, a step of level.
void add_found(OfGains& sum, float level, float ground, float found, float chance);

/// How probable each gain is, and that nothing is heard of the song; all of them together one.
struct Belief {
    OfGains gain;
    float none;
};
/// After what was `seen`. Songs swell, fade and are ducked, so each gain lends to those near it.
Belief believe(const OfGains& seen);

/// How much likelier `seen` is under a belief than without the song.
float likeliness(const Belief& belief, const OfGains& seen);

}  // namespace bt::sound
