#include "sound/left_out.h"

#include <gtest/gtest.h>

#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::left_out_test {
namespace {

constexpr double kScene = 10, kExcerpt = 3, kOffset = 4, kLength = 5;  // seconds

/// A scene with a song under its voices, and excerpts of it over a bed: the song with them, or left out.
struct Season {
    double decibels = 0;  // the song beside the other voices
    double speed = 1;     // at which it plays
    Stereo voices = made_speech(1, kLength), song = made_song(2, 20, kMadeRate, speed);
    Landmarks known = landmarks_of(made_song(2, 20), kSongDensity), scene = landmarks_of(mixed(kScene, true)), kept = landmarks_of(under_a_bed(true)), without = landmarks_of(under_a_bed(false));
    MadeLibrary library = a_library();
    SongSet songs{library};

    Stereo mixed(double at, bool has_song) const {
        auto made = made_speech(7, 20);
        mix_in(made, at, voices, 0, kLength, 6);
        if (has_song) mix_in(made, at, song, kOffset, kLength, decibels);
        return made;
    }
    Stereo under_a_bed(bool has_song) const {
        auto made = mixed(kExcerpt, has_song);
        mix_in(made, 0, made_song(3, 20), 0, 20, 3);
        return made;
    }
    MadeLibrary a_library() const {
        std::vector<Landmarks> all;
        all.push_back(known);
        return MadeLibrary(std::move(all));
    }
    bool is_left_out(const Landmarks& excerpt) const { return is_left_out(excerpt, speed); }
    bool is_left_out(const Landmarks& excerpt, double rate) const {
        const Landmarks* const episodes[] = {&scene, &excerpt};
        const auto cue = [&](double at) { return SongCue{.song = SongNumber{0}, .span = {at, at + kLength}, .offset = kOffset * rate, .rate = rate}; };
        return LeftOut(episodes, songs)(cue(kScene), 0, cue(kExcerpt), 1);
    }
};

TEST(LeftOut, ASongIsWhenItsWavesAreInTheSceneAndNotInTheExcerpt) {
    const Season season;
    EXPECT_FALSE(season.is_left_out(season.kept));
    EXPECT_TRUE(season.is_left_out(season.without));
}

TEST(LeftOut, ASoftSongUnderABedIsOnlyWhereItIsMissing) {
    for (const double decibels : {-9.0, -14.0, -18.0}) {
        SCOPED_TRACE(decibels);
        const Season season{decibels};
        EXPECT_FALSE(season.is_left_out(season.kept));
        EXPECT_TRUE(season.is_left_out(season.without));
    }
}

TEST(LeftOut, ASongIsAtWhateverSpeedItPlays) {
    for (const double speed : {0.961, 1.0427}) {
        SCOPED_TRACE(speed);
        const Season season{-9, speed};
        EXPECT_FALSE(season.is_left_out(season.kept));
        EXPECT_TRUE(season.is_left_out(season.without));
    }
}

TEST(LeftOut, NothingIsThatHasNoWavesInItsScene) {
    Season season;
    EXPECT_FALSE(season.is_left_out(season.without, 1.02));
    season.scene = season.without;
    EXPECT_FALSE(season.is_left_out(season.without));
    season.scene.waves.clear();
    EXPECT_FALSE(season.is_left_out(season.without));
}

}  // namespace
}  // namespace bt::sound::left_out_test
