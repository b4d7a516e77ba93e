// Which part of an episode is which: recap, intro, credits, the story after them, preview. From what sounds twice in the season,
// the songs at its ends, chapters and picture where there are any. A part that is not sure is not told: a skip must never eat story.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sound/closing_picture.h"
#include "sound/episode_sound.h"
#include "sound/repeats.h"

namespace bt::sound {

/// A song heard in an episode, second by second: how much of what sounds there is the song, and how loud it plays.
struct SongPresence {
    Span span;
    std::vector<float> share;  ///< of the landmarks of each second of `span` that are the song's: 0.6 and more when it sounds alone
    double lead = 0;           ///< seconds the song would have played before `span` if it played from its very beginning
    std::vector<float> gain;   ///< dB, episode over song, of each second; where nothing is shared that of the second before. May be empty
};

struct NamedSpan {
    std::string name;
    Span span;
};

/// Below this share no song is alone.
inline constexpr double kShareOfASongAlone = 0.3;

/// What the parts of one episode are told from. Only `duration` must be there.
struct EpisodeEvidence {
    double duration = 0;
    std::vector<std::uint8_t> energy;      ///< as Landmarks::energy
    std::vector<float> tones;              ///< as held_tones()
    std::vector<SongPresence> songs;
    std::vector<NamedSpan> chapters;
    std::vector<Span> black;               ///< black frames
    std::vector<RollingWords> rolling;     ///< as credits are
    bool picture_seen = false;             ///< somebody looked at the last minutes: what is not black there, and no words, is live
};

/// A place of an episode that sounds in another one too (or elsewhere in the same).
struct Echo {
    Span here;
    std::size_t episode = 0;
    Span there;
    double agreement = 0;  ///< of landmarks
    double share = 0;      ///< of waves, see Repeat
    double where_loud = 1; ///< this and the next see Mixture
    double covered_head = 0;
    friend bool operator==(const Echo&, const Echo&) = default;
};

struct EpisodeParts {
    std::vector<Part> parts;   ///< by start, none overlapping another
    std::vector<Echo> pieces;  ///< what its recap and its preview are made of
    friend bool operator==(const EpisodeParts&, const EpisodeParts&) = default;
};

/// Of each episode. Episodes in the order they are told in.
std::vector<EpisodeParts> find_parts(std::span<const EpisodeEvidence> season, std::span<const Repeat> repeats);

}  // namespace bt::sound
