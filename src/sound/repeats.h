// What sounds twice in a season: the same mix, voices and all (an intro, the excerpts of a recap), or the same music under other voices.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sound/episode_sound.h"
#include "sound/landmarks.h"

namespace bt::sound {

/// `earlier` and `later` are places in the list of episodes, earlier <= later. Within one episode the first of the two stretches is `in_earlier`.
struct Repeat {
    std::size_t earlier = 0;
    std::size_t later = 0;
    Span in_earlier;
    Span in_later;           ///< as long as `in_earlier`: only what plays at the same speed is found
    double agreement = 0;    ///< share of the landmarks found in the other one; 0.6 and more for the same mix, coded anew
    double share = 0;        ///< of waves that agree, see WaveMatch; 0 where none do
    double where_loud = 1;   ///< this and the next see Mixture; of two and a half seconds and more
    double covered_head = 0;
    friend bool operator==(const Repeat&, const Repeat&) = default;
};

/// Every stretch of two seconds or more, by later episode, then place in it. Episodes in the order they are told in. The answer is that of the pairs
/// one by one, so it does not depend on which other episodes are there, but for music so common that it says nothing, and for excerpts of recaps
/// that have lost their landmarks: of all earlier episodes the places that stand out most are looked at.
/// Of two episodes at most 2,000, the nearest in time.
/// Cost: time and memory grow with the square of the season, some 0.6 s for six episodes of eight minutes, 11 s for 36; excerpts take as much again.
std::vector<Repeat> find_repeats(std::span<const Landmarks* const> episodes);

}  // namespace bt::sound
