#include "sound/bars.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sound/made_music.h"

namespace bt::sound::bars_test {
namespace {

/// Four seconds of music, over and over.
Stereo looped(unsigned seed, double seconds) {
    const auto bar = made_song(seed, 4);
    Stereo song{.rate = bar.rate, .left = std::vector<float>(static_cast<std::size_t>(seconds * bar.rate)), .right = {}};
    song.right = song.left;
    for (double at = 0; at + 4 <= seconds; at += 4) mix_in(song, at, bar, 0, 4);
    return song;
}

Repeat repeat(double earlier, double later, double seconds) { return {0, 1, {earlier, earlier + seconds}, {later, later + seconds}, 0.4, 0.2}; }

std::size_t left_of(const Landmarks& earlier, const Landmarks& later, const std::vector<Repeat>& repeats) {
    const Landmarks* const episodes[] = {&earlier, &later};
    return without_bars(episodes, repeats).size();
}

TEST(Bars, OfASongThatIsWholeInBothEpisodesAreNoRepeats) {
    const auto song = landmarks_of(looped(1, 24));
    EXPECT_EQ(left_of(song, song, {repeat(0, 0, 24), repeat(0, 8, 4), repeat(12, 4, 4)}), 1U);
}

TEST(Bars, AreKeptWhereNothingLongerCoversThem) {
    const auto song = landmarks_of(looped(1, 24));
    EXPECT_EQ(left_of(song, song, {repeat(0, 8, 4), repeat(12, 4, 4)}), 2U);
}

TEST(Bars, AreNotExcerptsOverAMusicBed) {
    auto scene = made_speech(5, 40);
    auto recap = looped(1, 24);
    mix_in(recap, 8, scene, 30, 4);
    mix_in(scene, 0, looped(1, 24), 0, 24);
    // The bed sounds in the other episode, too, but not where the excerpt was cut from.
    EXPECT_EQ(left_of(landmarks_of(scene), landmarks_of(recap), {repeat(0, 0, 24), repeat(30, 8, 4)}), 2U);
}

TEST(Bars, AreNotLookedForInNothing) {
    EXPECT_EQ(left_of({}, {}, {}), 0U);
    EXPECT_EQ(left_of({}, {}, {repeat(0, 0, 24), repeat(0, 8, 4)}), 2U);
}

}  // namespace
}  // namespace bt::sound::bars_test
