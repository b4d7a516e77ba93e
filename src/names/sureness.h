// What the ways to find a name cost beside the spelling itself, in the same hundredths; where one kind of match ends and the next begins.
#pragma once

#include "names/spelling.h"

namespace bt::names {

inline constexpr Cost kSpoken = 3;         ///< a title by its sounds
inline constexpr Cost kLettersSaid = 8;    ///< 아이유 for IU
inline constexpr Cost kReadBack = 10;      ///< a Latin name's Hangul is only guessed
inline constexpr Cost kOtherOrder = 12;    ///< family name last
inline constexpr Cost kTurned = 30;        ///< joined and family name last: the cut is guessed too
inline constexpr Cost kGivenAlone = 35;    ///< "sae-rok" without the family name
inline constexpr Cost kChinese = 50;       ///< the same syllables in some system of Chinese
inline constexpr Cost kOtherFamily = 65;   ///< a Chinese family name as other regions say it

inline constexpr Cost kPlain = 30;         ///< cheaper readings are a whole name in a usual spelling
inline constexpr Cost kLikely = 60;        ///< dearer ones leave room for doubt
inline constexpr Cost kSoundsLike = 85;    ///< dearer ones are as doubtful as a typing error

}  // namespace bt::names
