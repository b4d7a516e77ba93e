// What is heard in an episode, as it is kept and shown: the songs, the parts, how loud it is. Who fills it: the sound engine, and
// people who put it right. Times are milliseconds from the start of the episode.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "domain/ids.h"

namespace bt::domain {

/// From `start` up to, not including, `end`.
struct Stretch {
    std::chrono::milliseconds start{0};
    std::chrono::milliseconds end{0};

    constexpr std::chrono::milliseconds length() const { return end - start; }
    friend constexpr bool operator==(const Stretch&, const Stretch&) = default;
};
/// How long both sound at once; zero when they only touch.
std::chrono::milliseconds overlap(const Stretch& a, const Stretch& b);

/// Who says so. What a person says is never overruled by a later analysis.
enum class Provenance : std::uint8_t { Machine, Hand };
/// "machine", "hand".
std::string_view to_string(Provenance provenance);

/// The music of a cue: a song of the library by its content, so that it is the same song wherever it lies; a theme that no file
/// holds; or, said by a person, a title of which the library has nothing.
using Music = std::variant<ContentKey, ThemeId, std::string>;

/// A stretch of an episode in which music sounds.
struct Cue {
    Music music;
    Stretch stretch;
    std::chrono::milliseconds offset{0};  ///< the position in the song at which the cue begins; 0 for anything but a song
    double rate = 1;                      ///< playing speed relative to the song: 1.02 is 2 % faster
    std::optional<double> level;          ///< music to everything else, in dB, negative under dialogue; nothing when not measured
    double confidence = 1;                ///< 0 to 1; 1 for what a person said
    Provenance provenance = Provenance::Machine;
    CorrectionId correction = {};         ///< the correction that made it so; zero for the machine's
    friend bool operator==(const Cue&, const Cue&) = default;
};

enum class PartType : std::uint8_t { Recap, Intro, Credits, Epilogue, Preview };
/// "recap", "intro", "credits", "epilogue", "preview".
std::string_view to_string(PartType type);
std::optional<PartType> read_part_type(std::string_view name);

struct Part {
    PartType type = PartType::Recap;
    Stretch stretch;
    double confidence = 1;
    Provenance provenance = Provenance::Machine;
    CorrectionId correction = {};
    friend bool operator==(const Part&, const Part&) = default;
};

/// EBU R 128 and EBU Tech 3341/3342 over the whole episode.
struct LoudnessFacts {
    std::optional<double> integrated;  ///< LUFS; nothing for silence, which has none
    double range = 0;                  ///< LU
    std::optional<double> true_peak;   ///< dBTP; nothing for silence
    friend bool operator==(const LoudnessFacts&, const LoudnessFacts&) = default;
};

/// Cues by start; parts by start, none overlapping another.
struct EpisodeSound {
    std::chrono::milliseconds duration{0};
    std::vector<Cue> cues;
    std::vector<Part> parts;
    friend bool operator==(const EpisodeSound&, const EpisodeSound&) = default;
};

/// A file of a split episode that is silence to whoever listens.
struct UnheardFile {
    std::uint32_t file = 0;  ///< its place among those that play, from 0
    std::string reason;      ///< a sentence
    friend bool operator==(const UnheardFile&, const UnheardFile&) = default;
};

/// What one pass over the sound track measures, whatever songs there are.
struct SoundMeasures {
    std::chrono::milliseconds duration{0};
    LoudnessFacts loudness;
    std::vector<float> energy;  ///< LUFS of each second
    std::vector<UnheardFile> unheard_files = {};  ///< by place
    friend bool operator==(const SoundMeasures&, const SoundMeasures&) = default;
};

/// Puts cues and parts in their order: by start, then end, then what they are.
void put_in_order(EpisodeSound& sound);

}  // namespace bt::domain
