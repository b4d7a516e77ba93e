// "This song, from here to there, worth so many nats", and what a claim takes to be believed. Claims are settled in cue_finder.h.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "sound/episode_sound.h"
#include "sound/line.h"

namespace bt::sound {

struct Claim {
    SongNumber song;
    Line line;
    double from = 0, to = 0;        ///< frames of the episode
    double before = 0, behind = 0;  ///< frames more in which it fades in and out, unheard
    double score = 0;               ///< nats
    std::size_t settled = 0;        ///< claims that had been settled when the score was worked out
    double length() const { return to - from; }
};
using Claims = std::map<SongNumber, std::vector<Claim>>;

/// No claim is believed for less.
constexpr double kLeastWorth = 20;

/// A bend too small to be told from none: of tempo, as a share of it.
double least_bend(const Claim& claim);

/// Long enough, and no further bent than songs are.
bool may_be_told(const Claim& claim);

/// The nats that a claim of its kind must be worth.
double least_worth(const Claim& claim);

/// Slow chords fit many a song, and one song in many ways. Where several claims to a stretch rule each other out and are worth about as much, none is
/// true; waves do not err so. Rivals are other songs at the same time, and the same song at another tempo or pitch; at another place it may be, for
/// songs repeat themselves.
bool is_anyones(const Claim& claim, const Claims& all);

/// Whether the song is known by `better` to sound there, and what is left of it fits another place of it: it repeats itself.
bool is_echo(const Claim& claim, const Claim& better);

}  // namespace bt::sound
