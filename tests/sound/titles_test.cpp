#include "sound/parts.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/sound/made_season.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;

TEST(Titles, WhatSeveralHeadsShareIsTheIntroWhereverItBegins) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 95, 40), same(0, 10, 2, 60, 40), same(1, 95, 2, 60, 40)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 10-50", "intro 95-135", "intro 60-100"));
}

TEST(Titles, AShortenedIntroDoesNotShortenTheOthers) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 10, 20), same(0, 10, 2, 10, 40), same(1, 10, 2, 10, 20), same(0, 10, 3, 10, 40), same(1, 10, 3, 10, 20), same(2, 10, 3, 10, 40)};
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("intro 10-50", "intro 10-30", "intro 10-50", "intro 10-50"));
}

TEST(Titles, AChangedThemeIsAnIntroOfItsOwn) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 20, 40), same(2, 30, 3, 12, 50)};
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("intro 10-50", "intro 20-60", "intro 30-80", "intro 12-62"));
}

TEST(Titles, TheTitleSongInAStoryIsNoIntro) {
    // Episode 3 has no title; the middle of its song sounds in a scene.
    const std::vector<Repeat> repeats{same(0, 10, 1, 10, 60), same(0, 30, 2, 200, 12, 0.45), same(1, 30, 2, 200, 12, 0.45)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 10-70", "intro 10-70", ""));
}

TEST(Titles, ASceneTwoEpisodesShareIsNoIntro) {
    // A long memory: speech, which only these two have.
    auto season = season_of(2);
    for (auto& each : season) each.tones.assign(1'000, 0.18F);
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("", ""));
    for (auto& each : season) each.tones.assign(1'000, 0.5F);
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("intro 60-100", "intro 20-60"));
}

TEST(Titles, ATitleOfDrumsIsMusicWhenItsSongIsKnown) {
    auto season = season_of(2);
    for (auto& each : season) each.tones.assign(1'000, 0.18F);
    season[0].songs = {song_at(60, 100)};
    season[1].songs = {song_at(20.2, 59.5)};
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("intro 60-100", "intro 20-60"));
}

TEST(Titles, AMemoryThatComesInEveryEpisodeIsNoIntro) {
    const std::vector<Repeat> repeats{same(0, 60, 1, 100, 20), same(0, 60, 2, 30, 20), same(1, 100, 2, 30, 20)};
    auto season = season_of(3);
    for (auto& each : season) speak(each);
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", ""));
    for (auto& each : season) each.energy.assign(each.energy.size(), 160);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 60-80", "intro 100-120", "intro 30-50")) << "as steady as music";
}

TEST(Titles, ASongUnderSparseTalkIsNoIntroHoweverManyEpisodesHaveIt) {
    std::vector<Repeat> repeats{same(0, 70, 1, 70, 20), same(0, 70, 2, 85, 20), same(1, 70, 2, 85, 20)};
    for (auto& each : repeats) each.agreement = 0.5, each.share = 0.4;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("", "", ""));
    repeats.front().share = 0.7;
    repeats[1].where_loud = repeats[2].where_loud = 0.8;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 70-90", "intro 70-90", "")) << "of two at least it must be one mix";
}

TEST(Titles, AMemoryWithMusicUnderItsVoicesIsNoIntroThoughItIsTheLonger) {
    auto season = season_of(3);
    for (auto& each : season) each.songs = {song_at(20, 40), song_under_voices(60, 90)};
    const std::vector<Repeat> repeats{same(0, 20, 1, 20, 20), same(0, 20, 2, 20, 20), same(1, 20, 2, 20, 20), same(0, 60, 1, 60, 30), same(0, 60, 2, 60, 30), same(1, 60, 2, 60, 30)};
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 20-40", "intro 20-40", "intro 20-40"));
}

TEST(Titles, SomeBarsOfASongThatTwoScenesHaveInCommonAreNoIntro) {
    auto season = season_of(2);
    season[0].songs = {song_at(60, 75)};
    season[1].songs = {song_at(15, 36)};  // begins five seconds before, goes on for a second
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 15)}), ElementsAre("", ""));
    season[1].songs = {song_at(20, 35)};
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 15)}), ElementsAre("intro 60-75", "intro 20-35"));
}

TEST(Titles, ATitleThatBeginsSoftlyBeginsWhereTheSilenceBeforeItEnds) {
    auto season = season_of(2);
    for (auto& each : season) {
        each.energy.assign(5'000, 150);
        std::fill_n(each.energy.begin() + 90, 5, std::uint8_t{0});  // 18 to 19 s
    }
    EXPECT_THAT(told(season, {same(0, 21, 1, 21, 40)}), ElementsAre("intro 19-61", "intro 19-61"));
}

TEST(Titles, TwoFilesOfOneEpisodeHaveNoThousandSecondIntro) {
    EXPECT_THAT(told(season_of(2), {same(0, 0, 1, 0, 1'000, 0.9)}), ElementsAre("", ""));
}

TEST(Titles, RainUnderOtherTalkIsNone) {
    std::vector<Repeat> repeats{same(0, 60, 1, 60, 48), same(0, 60, 2, 60, 48), same(1, 60, 2, 60, 48)};
    for (auto& each : repeats) each.agreement = 0.31, each.share = 0.56, each.where_loud = 0.83;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("", "", "")) << "voices take away what the pauses have";
    for (auto& each : repeats) each.agreement = 0.52, each.where_loud = 1;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 60-108", "intro 60-108", "intro 60-108"));
}

TEST(Titles, OfTwoThatAllEpisodesShareTheSurerMixIsIt) {
    std::vector<Repeat> repeats;
    for (const auto& [a, b] : {std::pair{0, 1}, {0, 2}, {1, 2}}) {
        const auto earlier = static_cast<std::size_t>(a), later = static_cast<std::size_t>(b);
        repeats.push_back(same(earlier, 35, later, 35, 14, 0.6));
        repeats.push_back(same(earlier, 100, later, 100, 42, 0.5));  // a song that is performed in each
    }
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 35-49", "intro 35-49", "intro 35-49"));
}

TEST(Titles, PiecesOfOneSongThatGoesOnBeyondThemInAllEpisodesAreNone) {
    auto season = season_of(3);
    season[0].songs = {song_at(93, 127)};
    season[1].songs = {song_at(98, 132)};
    season[2].songs = {song_at(120, 154)};
    const std::vector<Repeat> repeats{same(0, 98, 1, 98, 29), same(0, 103, 2, 120, 24), same(1, 103, 2, 121, 28)};
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", ""));
}

TEST(Titles, OfDrumsAreNoSpeechWhereTheirBarsComeAgain) {
    std::vector<Repeat> repeats{same(0, 0, 1, 0, 13), same(0, 0, 2, 0, 13), same(1, 0, 2, 0, 13)};
    auto season = season_of(3);
    for (auto& each : season) speak(each);
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", ""));
    for (const auto& [a, b] : {std::pair{0, 1}, {0, 2}, {1, 2}}) repeats.push_back(same(static_cast<std::size_t>(a), 0, static_cast<std::size_t>(b), 2, 11, 0.4));
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 0-13", "intro 0-13", "intro 0-13"));
}

/// All of the episodes have it, each at its second.
void share(std::vector<Repeat>& repeats, const std::vector<std::pair<std::size_t, double>>& at, double seconds, double agreement) {
    for (std::size_t i = 0; i < at.size(); ++i) {
        for (auto k = i + 1; k < at.size(); ++k) repeats.push_back(same(at[i].first, at[i].second, at[k].first, at[k].second, seconds, agreement));
    }
}

TEST(Titles, AreNotTheSceneThatASeriesRepeatsThoughOneEpisodeMoreHasIt) {
    // A hero is transformed, each time in the same shots; one episode has no opening.
    std::vector<Repeat> repeats;
    share(repeats, {{0, 0}, {1, 0}, {3, 0}}, 30, 0.9);
    share(repeats, {{0, 95}, {1, 105}, {2, 60}, {3, 89}}, 20, 0.6);
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("intro 0-30", "intro 0-30", "", "intro 0-30"));
}

TEST(Titles, AreTheLongerOfTwoThatAllEpisodesShare) {
    // A narrator says the same each week before the title.
    std::vector<Repeat> repeats;
    share(repeats, {{0, 0}, {1, 0}, {2, 0}}, 16, 0.9);
    share(repeats, {{0, 38}, {1, 38}, {2, 38}}, 20, 0.88);
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 38-58", "intro 38-58", "intro 38-58"));
}

TEST(Titles, OfAFileOfLowerQualityAreNearlyAsMuchLikeSeveralOthers) {
    std::vector<Repeat> repeats;
    share(repeats, {{0, 10}, {1, 20}}, 30, 0.7);
    for (std::size_t good : {0U, 1U}) {
        repeats.push_back(same(good, good == 0 ? 10 : 20, 2, 40, 30, 0.46));
        repeats.back().share = 0.41;
    }
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 10-40", "intro 20-50", "intro 40-70"));
    repeats.pop_back();
    EXPECT_THAT(told(season_of(3), repeats).back(), "") << "like one of them";
}

/// Few tones, and `step` half decibels from one pair of cells to the next.
void drum(EpisodeEvidence& episode, int step) {
    speak(episode, 0.22);
    for (auto& each : episode.energy) each = static_cast<std::uint8_t>(each == 170 ? 170 : 170 - step);
}

TEST(Titles, AreTakenForSpeechByAThirdOfTheirCopiesOrNotAtAll) {
    std::vector<Repeat> repeats;
    share(repeats, {{0, 100}, {1, 90}, {2, 120}, {3, 80}}, 15, 0.7);
    auto season = season_of(4);
    for (auto& each : season) drum(each, 12);  // a swing of 3 dB
    drum(season[2], 15);                       // and of 3.75
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 100-115", "intro 90-105", "intro 120-135", "intro 80-95"));
    drum(season[3], 15);
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", "", "")) << "an oath, which the other two have under noise";
}

TEST(Titles, OfDrumsAreWhatAllEpisodesBeginWith) {
    std::vector<Repeat> repeats;
    share(repeats, {{0, 0}, {1, 12}, {2, 10}, {3, 0}}, 10, 0.7);
    auto season = season_of(4);
    for (auto& each : season) drum(each, 16);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 0-10", "intro 12-22", "intro 10-20", "intro 0-10"));
    for (auto& each : season) drum(each, 24);
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", "", "")) << "it comes and goes as dry speech does";
}

TEST(Titles, EndAtACutWhereMostSayThoughTwoRecapsToOneTuneFollowThem) {
    auto season = season_of(4);
    std::vector<Repeat> repeats;
    share(repeats, {{0, 10}, {1, 50}, {2, 90}, {3, 20}}, 40, 0.7);
    repeats[3] = same(1, 50, 2, 90, 62);
    cut(season[1], 90);
    cut(season[2], 130);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 10-50", "intro 50-90", "intro 90-130", "intro 20-60"));
    cut(season[1], 112);
    cut(season[2], 152);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 10-50", "intro 50-112", "intro 90-152", "intro 20-60")) << "the others are shortened";
}

TEST(Titles, BeginAtACutWhereMostSayThoughTwoRecapsToOneTuneLeadToThem) {
    auto season = season_of(4);
    std::vector<Repeat> repeats;
    share(repeats, {{0, 10}, {1, 50}, {2, 90}, {3, 20}}, 40, 0.7);
    repeats[3] = same(1, 42, 2, 82, 48);
    cut(season[1], 49.6);
    cut(season[2], 89.6);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 10-50", "intro 50-90", "intro 90-130", "intro 20-60"));
}

TEST(Titles, EndAtACutWhereTheirSongDoes) {
    auto season = season_of(3);
    std::vector<Repeat> repeats{same(0, 10, 1, 50, 40), same(0, 10, 2, 90, 40), same(1, 50, 2, 90, 62)};
    cut(season[1], 90);
    EXPECT_EQ(told(season, repeats)[1], "intro 50-112");
    season[1].songs = {song_at(50, 90)};
    EXPECT_EQ(told(season, repeats)[1], "intro 50-90");
}

}  // namespace
}  // namespace bt::sound::parts_test
