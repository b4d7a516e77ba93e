// What kind of music a song is, for picks by mood: how fast, in which key. Told from its landmarks, so nothing is decoded for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sound/landmarks.h"

namespace bt::sound {

/// Raised whenever the same landmarks would be answered differently.
constexpr std::uint32_t kCharacterVersion = 1;

enum class Mode : std::uint8_t { Major, Minor };

struct MusicalKey {
    int tonic = 0;  ///< semitones above C, 0 to 11
    Mode mode = Mode::Major;
    friend bool operator==(const MusicalKey&, const MusicalKey&) = default;
};
/// "C major", "F# minor".
std::string to_string(const MusicalKey& key);

struct SongCharacter {
    std::optional<double> tempo;      ///< beats a minute, 60 to 180; nothing where no beat stands out
    std::optional<MusicalKey> key;    ///< nothing where no key stands out
    friend bool operator==(const SongCharacter&, const SongCharacter&) = default;
};

SongCharacter character_of(const Landmarks& song);

}  // namespace bt::sound
