#include "sound/song_character.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::song_character_test {
namespace {

/// Notes of a triad or scale degree, semitones above A (110 Hz), each beat another chord of the progression, with a bass and a tick on each half beat.
Stereo a_piece(double tempo, const std::vector<std::vector<int>>& chords, double detune = 0, double seconds = 30) {
    Stereo piece = silence(seconds);
    const double beat = 60 / tempo;
    const auto ring = [&](double at, double pitch, double length, double loudness) {
        const auto first = static_cast<std::size_t>(at * piece.rate), count = static_cast<std::size_t>(length * piece.rate);
        for (std::size_t i = 0; i < count && first + i < piece.left.size(); ++i) {
            const double t = static_cast<double>(i) / piece.rate;
            const double angle = 2 * std::numbers::pi * pitch * t;
            const double value = overtones(std::sin(angle), std::cos(angle), 4, [](int partial) { return 1.0 / (partial * partial); });
            piece.left[first + i] += static_cast<float>(loudness * value * std::exp(-4 * t / length) * std::min(1.0, t / 0.004));
        }
    };
    for (int number = 0; number * beat < seconds; ++number) {
        const auto& chord = chords[static_cast<std::size_t>(number / 4) % chords.size()];
        for (const int note : chord) ring(number * beat, 220 * std::exp2((note + detune) / 12), beat, 0.08);
        ring(number * beat, 110 * std::exp2((chord[0] + detune) / 12), beat, 0.12);
        ring((number + 0.5) * beat, 440 * std::exp2((chord[static_cast<std::size_t>(number) % chord.size()] + detune) / 12), beat / 2, 0.03);
    }
    piece.right = piece.left;
    return piece;
}

/// I IV V I of a key, or i iv v i.
std::vector<std::vector<int>> cadence(int tonic_above_a, Mode mode) {
    const int third = mode == Mode::Major ? 4 : 3;
    const auto triad = [&](int root) { return std::vector<int>{tonic_above_a + root, tonic_above_a + root + third, tonic_above_a + root + 7}; };
    return {triad(0), triad(5), triad(7), triad(0)};
}

TEST(SongCharacter, TellsTheTempoOfABeat) {
    for (const double tempo : {66.0, 84.0, 100.0, 123.0, 140.0, 168.0}) {
        SCOPED_TRACE(tempo);
        const auto character = character_of(landmarks_of(a_piece(tempo, cadence(3, Mode::Major)), kSongDensity));
        ASSERT_TRUE(character.tempo);
        // Half and double the rate are as right an answer to music; a third is not.
        const double octaves = std::log2(*character.tempo / tempo);
        EXPECT_NEAR(octaves, std::round(octaves), 0.02) << *character.tempo;
    }
}

TEST(SongCharacter, TellsTheKeyOfACadence) {
    for (int tonic = 0; tonic < 12; ++tonic) {
        for (const auto mode : {Mode::Major, Mode::Minor}) {
            const MusicalKey expected{(tonic + 9) % 12, mode};  // A is nine semitones above C
            SCOPED_TRACE(to_string(expected));
            const auto character = character_of(landmarks_of(a_piece(110, cadence(tonic, mode), 0, 9), kSongDensity));
            ASSERT_TRUE(character.key);
            EXPECT_EQ(to_string(*character.key), to_string(expected));
        }
    }
}

TEST(SongCharacter, ATuningBetweenTheKeysChangesNothing) {
    for (const double detune : {-0.3, 0.25}) {
        const auto character = character_of(landmarks_of(a_piece(110, cadence(5, Mode::Major), detune, 15), kSongDensity));
        ASSERT_TRUE(character.key);
        EXPECT_EQ(to_string(*character.key), "D major");
    }
}

TEST(SongCharacter, SilenceAndASingleNoteHaveNoTempoAndNothingHasNoKey) {
    EXPECT_EQ(character_of(landmarks_of(silence(20), kSongDensity)), SongCharacter{});
    EXPECT_EQ(character_of(Landmarks{}), SongCharacter{});
    EXPECT_FALSE(character_of(landmarks_of(made_speech(3, 30, 44'100), kSongDensity)).tempo);
}

}  // namespace
}  // namespace bt::sound::song_character_test
