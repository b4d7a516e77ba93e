// Japanese by its sounds: kana, Hepburn, Kunrei and Nihon romanisation brought to one spelling without long vowels.
#pragma once

#include "names/fold.h"

namespace bt::names {

/// しょう, ショウ, "shou", "syou" and "sho" are all "syo". Empty unless every word is kana or reads as Japanese syllables.
Words romaji_words(const Words& folded);

}  // namespace bt::names
