#include "sound/parts.h"

#include <gmock/gmock.h>

#include <vector>

#include "tests/sound/made_season.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;

TEST(Reels, PiecesOfEarlierEpisodesNearTheHeadAreTheRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-32"));
}

TEST(Reels, PiecesOfTheNextEpisodeAtTheEndAreThePreview) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 970, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 970-1000", ""));
}

TEST(Reels, PiecesOfOtherEpisodesInTheMidstAreMemoriesNotParts) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 500, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", ""));
}

TEST(Reels, PiecesLongBehindTheTitleAreMemoriesNoRecap) {
    std::vector<Repeat> repeats{same(0, 10, 1, 10, 40), same(0, 10, 2, 10, 40), same(1, 10, 2, 10, 40)};
    cut_together(repeats, 0, 2, 55, 6);
    EXPECT_THAT(told(season_of(3), repeats).back(), "intro 10-50, recap 55-85");
    repeats.resize(3);
    cut_together(repeats, 0, 2, 90, 6);
    EXPECT_THAT(told(season_of(3), repeats).back(), "intro 10-50");
}

TEST(Reels, ABonusTrackThatTheNextEpisodeShowsAgainIsNoPreview) {
    // Three long pieces in their order, some new shots between them.
    const std::vector<Repeat> again{same(0, 952, 1, 10, 14), same(0, 966, 1, 29, 14), same(0, 980, 1, 48, 14)};
    EXPECT_THAT(told(season_of(2), again).front(), "");
    const std::vector<Repeat> cut{same(0, 952, 1, 10, 14), same(0, 966, 1, 290, 14), same(0, 980, 1, 480, 14)};
    EXPECT_THAT(told(season_of(2), cut).front(), "preview 952-994");
}

TEST(Reels, TwoPiecesAreNoRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 2);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", ""));
}

TEST(Reels, ThePlacesARecapWasCutFromAreNoPreview) {
    // The last scene of the first episode, told again in the next one's recap: with holes there, without here.
    std::vector<Repeat> repeats;
    for (int i = 0; i < 6; ++i) repeats.push_back(same(0, 940 + i * 10, 1, i * 4.0, 3.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-24"));
}

TEST(Reels, APreviewWithAHoleIsOnePreview) {
    const std::vector repeats{same(1, 500, 0, 950, 5), same(1, 300, 0, 955, 5), same(1, 700, 0, 960, 5), same(1, 200, 0, 974, 14), same(1, 600, 0, 988, 12)};
    const auto found = find_parts(season_of(2), repeats);
    EXPECT_EQ(told(found[0].parts), "preview 950-1000");
    EXPECT_EQ(found[0].pieces.size(), 5U);
}

TEST(Reels, ARecapUnderAMusicBedIsToldByItsWaves) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 4; ++i) repeats.push_back(faint(0, 150 + 200 * ((i * 3) % 4), 1, 2 + 5.0 * i, 4.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-22"));
    repeats.pop_back();
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "")) << "three faint pieces may be three notes";
}

TEST(Reels, APreviewUnderAMusicBedIsToldByItsWavesWithItsPieces) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(faint(1, 150 + 200 * ((i * 3) % 4), 0, 975 + 5.0 * i, 4.9));
    const auto found = find_parts(season_of(2), repeats);
    EXPECT_EQ(told(found[0].parts), "preview 975-1000");
    EXPECT_EQ(found[0].pieces.size(), 5U);
    EXPECT_TRUE(found[1].pieces.empty());
}

TEST(Reels, APieceWhoseVoicesStandOutOfTheBedIsNoReasonAgainstTheFaintOnesBesideIt) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(faint(0, 150 + 200 * ((i * 3) % 4), 1, 2 + 5.0 * i, 4.9, i == 2 ? 0.5 : 0.25));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-27"));
    // At its end the faint one may be the song of the scene behind it.
    repeats[2].share = 0.25;
    repeats[3].share = 0.5;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-22"));
}

TEST(Reels, TheSameSongUnderOtherVoicesIsNoRecap) {
    // It agrees as far as pieces do, but for longer than a piece lasts, or here and there.
    EXPECT_THAT(told(season_of(2), {faint(0, 100, 1, 2, 20), faint(0, 500, 1, 22, 20), faint(0, 300, 1, 42, 20), faint(0, 700, 1, 62, 20)}), ElementsAre("", ""));
    EXPECT_THAT(told(season_of(2), {faint(0, 100, 1, 2, 5), faint(0, 500, 1, 17, 5), faint(0, 300, 1, 32, 5), faint(0, 700, 1, 47, 5)}), ElementsAre("", ""));
}

TEST(Reels, ASongBetweenTwoClearPiecesAndTheTitlesIsNoPieceOfTheirRecap) {
    // The scene behind the recap has a song that the other episode has, too: as faint as a piece under a bed, beside pieces without one.
    const std::vector repeats{same(0, 500, 1, 0, 3), same(0, 300, 1, 3.2, 6), faint(0, 400, 1, 9.4, 8.4), same(0, 10, 1, 18, 11)};
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("intro 10-21", "recap 0-9, intro 18-29"));
}

TEST(Reels, FaintPiecesThatLeadToBareOnesAreNoneOfTheirPreview) {
    // Rain that was laid under two scenes agrees a little.
    const std::vector repeats{faint(1, 400, 0, 972, 3.7), faint(1, 100, 0, 975.7, 6), same(1, 500, 0, 981.8, 9.1), same(1, 300, 0, 991, 9)};
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 982-1000", ""));
}

TEST(Reels, APieceEndsWhereItsWavesDoThoughASoundOfTheSceneGoesOn) {
    const Repeat landmarks{0, 1, {300, 309}, {4.3, 13.3}, 0.59, 0.3}, waves{0, 1, {300.3, 306.8}, {4.6, 11.1}, 0.55, 0.45};
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 0.2, 4), landmarks, waves}), ElementsAre("", "recap 0-11"));
}

TEST(Reels, EpisodesThatShareTheirSongsAreNotOneEpisode) {
    const auto song = [](double at) { return faint(0, at, 1, at, 18, 0.2); };
    EXPECT_THAT(told(season_of(2, 100), {same(0, 40, 1, 0.2, 4), same(0, 70, 1, 4.3, 6), song(20), song(40), song(60), song(80)}), ElementsAre("", "recap 0-10"));
}

TEST(Reels, TwoPiecesAreARecapWhenTheyAreTheFirstThingAndAPreviewWhenTheyAreTheLast) {
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 0.2, 4), same(0, 300, 1, 4.3, 6)}), ElementsAre("", "recap 0-10"));
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 40, 4), same(0, 300, 1, 44.1, 6)}), ElementsAre("", "")) << "a scene begins before them";
    EXPECT_THAT(told(season_of(2), {same(1, 500, 0, 990, 4), same(1, 300, 0, 994.1, 5.9)}), ElementsAre("preview 990-1000", ""));
    EXPECT_THAT(told(season_of(2), {same(0, 300, 1, 0, 4), same(0, 304.5, 1, 4.5, 6)}), ElementsAre("", "")) << "one place going on";
    EXPECT_THAT(told(season_of(2), {faint(0, 500, 1, 0, 4), faint(0, 300, 1, 4, 6)}), ElementsAre("", "")) << "waves of one song under other voices";
}

TEST(Reels, MemoriesFarFromTheBeginningAndTheTitleAreNoRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 200, 4);
    EXPECT_EQ(told(season_of(2), repeats).back(), "");
    std::vector<Repeat> long_ones;
    cut_together(long_ones, 0, 1, 100, 7);
    EXPECT_EQ(told(season_of(2), long_ones).back(), "recap 100-135") << "behind a cold open";
}

TEST(Reels, ARecapMayFollowAColdOpenWhereTheTitleFollowsIt) {
    std::vector<Repeat> repeats{same(0, 10, 1, 322, 40), same(0, 10, 2, 20, 40), same(1, 322, 2, 20, 40)};
    cut_together(repeats, 0, 1, 300, 4);
    EXPECT_EQ(told(season_of(3), repeats)[1], "recap 300-320, intro 322-362");
}

TEST(Reels, ALastSceneThatTheNextEpisodeRemembersBetweenQuestionsIsNoPreview) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(same(0, 950 + 7.0 * i, 1, 300 + 12.0 * i, 5.5));
    EXPECT_EQ(told(season_of(2), repeats).front(), "");
}

TEST(Reels, WindUnderOtherTalkIsNoRecap) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 6; ++i) repeats.push_back(faint(0, 150 + 97.0 * ((i * 3) % 7), 1, 2 + 5.0 * i, 4.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-32"));
    for (auto& each : repeats) each.where_loud = 0.5;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "")) << "it agrees in the pauses alone";
    for (std::size_t i = 0; i < repeats.size(); ++i) repeats[i].where_loud = i % 2 == 0 ? 0.7 : 1.0;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "")) << "on average";
}

TEST(Reels, APieceThatWavesTellMayBeLongWhereItIsOneMix) {
    std::vector<Repeat> repeats{same(0, 600, 1, 0, 15.9, 0.39), same(0, 850, 1, 16, 13), same(0, 700, 1, 29.1, 16.8)};
    repeats[0].share = 0.48;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-46"));
    repeats[0].where_loud = 0.8;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "")) << "a song under other voices, and two pieces that do not begin the episode";
}

TEST(Reels, APreviewMayShowWhatFollowsTheRecapOfTheNextEpisode) {
    std::vector<Repeat> repeats{same(0, 975, 1, 30.2, 3.5)};
    cut_together(repeats, 0, 1, 0, 6);
    for (int i = 0; i < 4; ++i) repeats.push_back(same(0, 978.6 + 5.4 * i, 1, 150 + 97.0 * ((i * 3) % 7), 5.3));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 975-1000", "recap 0-30"));
}

TEST(Reels, AMemoryThatAnotherEpisodeShowsTwiceIsNoRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 2, 2, 6);
    EXPECT_EQ(told(season_of(3), repeats).back(), "recap 0-32");
    repeats.push_back(same(1, 600, 2, 2, 30));
    EXPECT_EQ(told(season_of(3), repeats).back(), "recap 0-32");
    repeats.push_back(same(1, 800, 2, 2, 30));
    EXPECT_EQ(told(season_of(3), repeats).back(), "");
}

TEST(Reels, APreviewInTheOrderOfTheNextEpisodeIsNoReplayWhereMuchIsNewBetweenItsPieces) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(same(0, 977 + 4.6 * i, 1, 60 + 14.0 * i, 4.5));
    EXPECT_EQ(told(season_of(2), repeats).front(), "preview 977-1000");
}

TEST(Reels, TheLastSceneThatTheNextRecapShowsIsNoPieceOfThePreview) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(same(0, 975 + 5.0 * i, 1, 150 + 97.0 * ((i * 3) % 7), 4.9));
    cut_together(repeats, 0, 1, 0, 3, 4);
    repeats.push_back(same(0, 963, 1, 12, 4));
    repeats.push_back(same(0, 967.5, 1, 16, 3.5));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 975-1000", "recap 0-20"));
}

TEST(Reels, AreAsLongAsTheSongUnderAllOfThemWhereItEndsWithATitle) {
    std::vector<Repeat> repeats{same(0, 10, 1, 40, 30), same(0, 10, 2, 40, 30), same(1, 40, 2, 40, 30)};
    cut_together(repeats, 0, 2, 0, 6);
    auto season = season_of(3);
    season[2].songs = {song_under_voices(0, 39.5)};
    EXPECT_EQ(told(season, repeats).back(), "recap 0-40, intro 40-70");
    season[2].songs = {song_under_voices(0, 35)};
    EXPECT_EQ(told(season, repeats).back(), "recap 0-30, intro 40-70") << "nothing begins there";
    season[2].songs = {song_under_voices(8, 39.5)};
    EXPECT_EQ(told(season, repeats).back(), "recap 0-30, intro 40-70") << "nor is it under all of the recap";
}

TEST(Reels, ARecapHasTheSecondsThatAnnounceItAndNoMore) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 4.5, 6);
    EXPECT_EQ(told(season_of(2), repeats).back(), "recap 0-34");
    repeats.clear();
    cut_together(repeats, 0, 1, 8, 6);
    EXPECT_EQ(told(season_of(2), repeats).back(), "recap 8-38");
}

TEST(Reels, KeepTheirLastPieceThoughTheOneBeforeRunsOnOverTheCut) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 970, 5);
    repeats.push_back(same(1, 800, 0, 993, 5));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 970-998", ""));
}

TEST(Reels, DoubtfulPiecesOverEachOtherAreBarsOfOneSong) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(faint(1, 150 + 200 * ((i * 3) % 4), 0, 970 + 3.0 * i, 4.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", ""));
}

TEST(Reels, APieceOfWhichAMomentWasNotHeardIsOnePiece) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 4);
    repeats.push_back(same(0, 900, 1, 22, 3));
    repeats.push_back(same(0, 904.9, 1, 26.9, 3));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-30"));
    repeats.back() = same(0, 906.5, 1, 28.5, 3);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-25")) << "a long hole: an original that goes on";
}

TEST(Reels, ARecapMayComeRightBehindATitleInTheMiddleOfAShortEpisode) {
    std::vector<Repeat> repeats{same(0, 140, 1, 140, 40), same(0, 140, 2, 140, 40), same(1, 140, 2, 140, 40)};
    for (int i = 0; i < 5; ++i) repeats.push_back(same(0, 20 + 80 * ((i * 2) % 3), 2, 181 + 5 * i, 4.9));
    EXPECT_EQ(told(season_of(3, 300), repeats).back(), "intro 140-180, recap 181-206");
    for (std::size_t i = 3; i < repeats.size(); ++i) repeats[i].in_later = {repeats[i].in_later.start + 20, repeats[i].in_later.end + 20};
    EXPECT_EQ(told(season_of(3, 300), repeats).back(), "intro 140-180") << "a memory";
}

TEST(Reels, AreAsLongAsTheTuneOfEachWeekUnderThem) {
    auto season = season_of(3);
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 2, 2, 4);
    for (std::size_t other : {0U, 1U}) {
        repeats.push_back(same(other, 0, 2, 0, 30, 0.3));
        repeats.back().where_loud = 0.7;  // other voices
    }
    EXPECT_EQ(told(season, repeats).back(), "recap 0-22") << "nothing ends there";
    cut(season[2], 30);
    EXPECT_EQ(told(season, repeats).back(), "recap 0-30");
    repeats.pop_back();
    EXPECT_EQ(told(season, repeats).back(), "recap 0-22") << "one other alone may have the music of a scene";
}

}  // namespace
}  // namespace bt::sound::parts_test
