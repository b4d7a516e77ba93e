// What is heard in an episode: the songs, the parts, how loud it is. All times are seconds from the start of the episode.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "domain/episode_sound.h"

namespace bt::sound {

using SongNumber = StrongId<struct SongNumberTag, std::uint32_t>;    ///< a song's place in the list of songs given, from 0
using ThemeNumber = StrongId<struct ThemeNumberTag, std::uint32_t>;  ///< a theme's place in its season, from 0

/// From `start` up to, not including, `end`, in seconds.
struct Span {
    double start = 0;
    double end = 0;
    constexpr double length() const { return end - start; }
    friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// A stretch of an episode in which a song of the library sounds.
struct SongCue {
    SongNumber song;
    Span span;
    double offset = 0;      ///< the position in the song, in seconds, at which the cue begins
    double rate = 1;        ///< playing speed relative to the song: 1.02 is 2 % faster
    double level = 0;       ///< music to everything else, in dB: negative under dialogue
    double confidence = 0;  ///< 0 to 1
    friend bool operator==(const SongCue&, const SongCue&) = default;
};

/// A stretch of an episode in which music sounds that returns in other places of the season and is no song of the library.
struct ThemeCue {
    ThemeNumber theme;
    Span span;
    double confidence = 0;
    friend bool operator==(const ThemeCue&, const ThemeCue&) = default;
};

using domain::PartType;

struct Part {
    PartType type = PartType::Recap;
    Span span;
    double confidence = 0;
    friend bool operator==(const Part&, const Part&) = default;
};

/// EBU R 128 and EBU Tech 3341/3342. Silence has an integrated loudness of minus infinity.
struct Loudness {
    double integrated = 0;  ///< LUFS
    double range = 0;       ///< LU
    double true_peak = 0;   ///< dBTP
    friend bool operator==(const Loudness&, const Loudness&) = default;
};

/// Cues by start; parts by start, none overlapping another.
struct EpisodeSound {
    double duration = 0;
    std::vector<SongCue> cues;
    std::vector<ThemeCue> themes;
    std::vector<Part> parts;
    Loudness loudness;
    std::vector<float> energy;  ///< LUFS of each second (short of silence: -70 at least)
    friend bool operator==(const EpisodeSound&, const EpisodeSound&) = default;
};

}  // namespace bt::sound
