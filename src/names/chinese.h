// Chinese names by their sounds: characters, pinyin, Wade-Giles and the romanisations of Hong Kong brought to keys that meet.
//
//   梁朝偉   pinyin liang chao wei     Wade-Giles liang chao wei     Cantonese lyeung ciu wai -> "leung ciu wai"
//   "Liang Chaowei", "Leung Chiu-wai" and the characters share a key; "Liang Chaowei" and "Leung Chiu-wai" alone share none: that
//   they are the same characters is nowhere written.
//
// Keys are syllables, each marked with its system, so that those of different systems never meet by chance.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/fold.h"

namespace bt::names {

/// The keys of a name or query, one row of syllables a system. Empty when it does not read as Chinese.
std::vector<Words> chinese_sounds(const Words& folded);

/// Other families' spellings of a name with a Chinese family name and any given name: "Tony Leung" and "Tony Liang" share one. A key
/// holds the family's character and the other words.
std::vector<Words> chinese_families(const Words& folded);

/// Characters as Koreans read them, with and without the law of initial sounds (량조위, 양조위). Empty when one has no reading.
std::vector<std::u32string> korean_readings(std::u32string_view characters);

/// Wade-Giles, without apostrophes, of a pinyin syllable: "zhang" is "chang", "xi" is "hsi".
std::string to_wade_giles(std::string_view pinyin);
/// The romanisation of Hong Kong, which has many ways, with all ways made one. Takes Jyutping, or what people write.
std::string cantonese_key(std::string_view syllable);

}  // namespace bt::names
