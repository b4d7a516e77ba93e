// Names filed under everything they may be asked for by. Three ways work together: by their letters, by Korean syllables (those of
// Hangul names as they are, those of Latin names by their likeliest readings, so that two romanisations of one name meet in the same
// syllables), and by other sounds: the consonants of loan words ("Soundtrack" and 사운드트랙), kana, Chinese.
#pragma once

#include <cstddef>
#include <vector>

#include "names/hit.h"
#include "names/syllable_trie.h"
#include "names/text_index.h"

namespace bt::names {

struct Tables {
    TextIndex texts, sounds;
    SyllableTrie syllables;  ///< whole names
    SyllableTrie given;      ///< people's given names alone

    std::size_t bytes() const { return texts.bytes() + sounds.bytes() + syllables.bytes() + given.bytes(); }
};

Tables file_entries(NameKind kind, const std::vector<Entry>& entries);

}  // namespace bt::names
