#include "sound/explanation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sound/cue_finder.h"
#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::explanation_test {
namespace {

struct Explained {
    CueExplanation right, wrong;  // the cue that is there, and the same claim of another song
};
const Explained& explained() {
    static const Explained made = [] {
        auto sound = made_speech(99, 40);
        mix_in(sound, 12, made_song(3, 40), 10, 14, -3);
        const auto episode = landmarks_of(sound);
        const std::vector<Landmarks> songs{landmarks_of(made_song(3, 40), kSongDensity), landmarks_of(made_song(4, 40), kSongDensity)};
        const auto cue = find_cues(episode, SongSet(MadeLibrary(songs))).at(0).cue;
        const LandmarkMap map(episode);
        return Explained{explain_cue(episode, map, songs[0], cue), explain_cue(episode, map, songs[1], cue)};
    }();
    return made;
}

std::size_t on_the_line(const CueExplanation& each, double from, double to) {
    return static_cast<std::size_t>(std::ranges::count_if(each.hits, [&](const ExplainedHit& hit) { return hit.time >= from && hit.time < to && std::abs(hit.aside) < 0.05; }));
}

TEST(CueExplanation, HitsOfTheSongLieOnTheLineWhileItSoundsAndNotBeforeAndBehind) {
    const auto& right = explained().right;
    EXPECT_GT(on_the_line(right, 13, 25), 100U);
    EXPECT_LT(on_the_line(right, 0, 11) + on_the_line(right, 27, 40), on_the_line(right, 13, 25) / 10);
    EXPECT_GT(right.shown.end - right.shown.start, 30);
    EXPECT_TRUE(std::ranges::all_of(right.hits, [&](const ExplainedHit& hit) { return std::abs(hit.aside) <= kAside && hit.time >= right.shown.start && hit.time < right.shown.end; }));
}

TEST(CueExplanation, WavesOfTheSongAgreeOnTheLineWhileItSoundsAndThoseOfAnotherNowhere) {
    const auto& [right, wrong] = explained();
    const auto on_line = [](const CueExplanation& each, double from, double to) {
        return std::ranges::count_if(each.waves, [&](const ExplainedWave& wave) { return wave.time >= from && wave.time < to && std::abs(wave.aside) < 0.02 && wave.score > 6; });
    };
    EXPECT_GE(on_line(right, 14, 24), 9);
    EXPECT_EQ(on_line(right, 0, 11) + on_line(right, 27, 40), 0);
    EXPECT_EQ(on_line(wrong, 0, 40), 0);
}

TEST(CueExplanation, CountsWhatIsThereAndWhatWouldBeByChance) {
    const auto& [right, wrong] = explained();
    EXPECT_GT(right.expected, 500);
    EXPECT_GT(right.found, 2 * right.by_chance);
    EXPECT_LE(right.found, right.expected);
    EXPECT_LT(wrong.found, 1.7 * wrong.by_chance);
}

TEST(CueExplanation, EvidenceIsForTheSongSecondBySecond) {
    const auto& [right, wrong] = explained();
    ASSERT_EQ(right.evidence.size(), static_cast<std::size_t>(std::ceil(right.shown.length())));
    EXPECT_GT(std::accumulate(right.evidence.begin(), right.evidence.end(), 0.0), 50);
    EXPECT_LT(std::accumulate(wrong.evidence.begin(), wrong.evidence.end(), 0.0), 10);
}

TEST(CueExplanation, FindsThePitchOfASongThatWasPlayedFaster) {
    auto sound = made_speech(99, 30);
    mix_in(sound, 6, made_song(5, 40, kMadeRate, 1.04), 4, 12, 0);
    const auto episode = landmarks_of(sound);
    const std::vector<Landmarks> songs{landmarks_of(made_song(5, 40), kSongDensity)};
    const auto cues = find_cues(episode, SongSet(MadeLibrary(songs)));
    ASSERT_EQ(cues.size(), 1U);
    const auto explanation = explain_cue(episode, LandmarkMap(episode), songs[0], cues[0].cue);
    EXPECT_EQ(explanation.shift, 2);  // four percent are two thirds of a semitone
    EXPECT_GT(explanation.found, 2 * explanation.by_chance);
}

TEST(CueExplanation, OfASongThatCannotBeReadAnyMoreIsEmpty) {
    const auto episode = landmarks_of(made_speech(99, 10));
    const auto nothing = explain_cue(episode, LandmarkMap(episode), Landmarks{}, SongCue{.song = {}, .span = {2, 8}});
    EXPECT_EQ(nothing.expected, 0);
    EXPECT_TRUE(nothing.hits.empty());
}

}  // namespace
}  // namespace bt::sound::explanation_test
