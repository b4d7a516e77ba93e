#include "sound/parts.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/sound/made_season.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;

TEST(Credits, CreditsBeginWithTheFirstNoteOfTheirSongWhenItIsSoft) {
    auto season = season_of(1);
    cut(season[0], 960);
    season[0].songs = {{.span = {901.6, 960}, .share = std::vector<float>(58, 0.8F), .lead = 1.6, .gain = {}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 902-960, epilogue 960-1000"));
    std::fill_n(season[0].energy.begin() + 4'500, 8, std::uint8_t{110});
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Credits, WhatSoundsAgainAtOtherEndsIsTheCreditsAndWhatFollowsTheEpilogue) {
    auto season = season_of(2);
    cut(season[0], 899.6);
    cut(season[1], 940);
    EXPECT_THAT(told(season, {same(0, 900, 1, 880, 60)}), ElementsAre("credits 900-960, epilogue 960-1000", "credits 880-940, epilogue 940-1000"));
}

TEST(Credits, WhatTwoOthersShareIsTheCreditsThoughNothingSetsItOff) {
    const std::vector<Repeat> repeats{same(0, 900, 1, 880, 60), same(0, 900, 2, 870, 60), same(1, 880, 2, 870, 60)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 900-960, epilogue 960-1000", "credits 880-940, epilogue 940-1000", "credits 870-930, epilogue 930-1000"));
}

TEST(Credits, MusicOfASceneThatOneOtherEpisodeSharesIsNoCredits) {
    EXPECT_THAT(told(season_of(2), {same(0, 700, 1, 650, 60)}), ElementsAre("", ""));
    // Nor does it stand before what more of them share, though that is shorter.
    const std::vector<Repeat> repeats{same(0, 700, 1, 650, 60), same(0, 900, 1, 880, 30), same(0, 900, 2, 870, 30), same(1, 880, 2, 870, 30)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 900-930, epilogue 930-1000", "credits 880-910, epilogue 910-1000", "credits 870-900, epilogue 900-1000"));
}

TEST(Credits, SilenceBehindTheCreditsIsNoEpilogue) {
    auto season = season_of(2);
    for (auto& each : season) {
        each.energy.assign(5'000, 160);
        std::fill(each.energy.begin() + 4'701, each.energy.end(), std::uint8_t{0});
    }
    EXPECT_THAT(told(season, {same(0, 880, 1, 880, 60)}), ElementsAre("credits 880-940", "credits 880-940"));
}

TEST(Credits, ASongOfOneEpisodeAloneAtTheEndIsItsCredits) {
    auto season = season_of(1);
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));  // it may be a scene without words
    cut(season[0], 960);
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
    season[0].songs[0].span = {939, 999};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 939-999"));
}

TEST(Credits, CreditsBeginWhereTheSongIsLeftAlone) {
    // It begins under the last scene.
    auto season = season_of(1);
    std::vector<float> share(80, 0.8F);
    std::fill_n(share.begin(), 25, 0.1F);
    cut(season[0], 980);
    season[0].songs = {{.span = {900, 980}, .share = share}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 925-980, epilogue 980-1000"));
}

TEST(Credits, CreditsBeginWhereTheSongIsTurnedUp) {
    // Under a last scene whose voices are hardly heard, as in a file with a channel of their own for them.
    auto season = season_of(1);
    std::vector<float> gain(80, -3.0F);
    std::fill_n(gain.begin(), 25, -13.0F);
    cut(season[0], 980);
    season[0].songs = {{.span = {900, 980}, .share = std::vector<float>(80, 0.8F), .gain = gain}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 925-980, epilogue 980-1000"));
}

TEST(Credits, ASongUnderDialogueToTheEndIsNoCredits) {
    auto season = season_of(1);
    std::vector<float> share;
    for (int i = 0; i < 80; ++i) share.push_back(i % 8 < 4 ? 0.1F : 0.7F);
    season[0].songs = {{.span = {910, 990}, .share = share}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
}

TEST(Credits, ASongAloneOverAPictureThatIsNotCutIsNoCredits) {
    auto season = season_of(1);
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
    season[0].black = {{899, 900}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Credits, ASongAloneBetweenTwoScenesIsNoCreditsWhereNobodySawWords) {
    auto season = season_of(1);
    season[0].songs = {{.span = {620, 660}, .share = std::vector<float>(40, 0.8F)}};
    season[0].black = {{619, 620}, {660, 661}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 620-660, epilogue 660-1000")) << "nobody looked";
    season[0].picture_seen = true;
    EXPECT_THAT(told(season, {}), ElementsAre(""));
    season[0].songs[0].span = {860, 900};
    season[0].black = {{859, 860}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 860-900, epilogue 900-1000")) << "a bonus track follows";
}

TEST(Credits, ALongSongAloneThatLeadsIntoThePreviewIsTheCredits) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 970, 6);
    auto season = season_of(2);
    season[0].songs = {{.span = {909, 969}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, repeats), ElementsAre("credits 909-969, preview 970-1000", ""));
    season[0].songs = {{.span = {939, 969}, .share = std::vector<float>(30, 0.8F)}};
    EXPECT_THAT(told(season, repeats), ElementsAre("preview 970-1000", "")) << "it may be a scene without words";
}

TEST(Credits, OfOneSongThatRepeatsItselfTheLongerStretchIsTheCredits) {
    auto season = season_of(1);
    season[0].black = {{899, 900}};
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}, {.span = {920, 958}, .share = std::vector<float>(38, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Credits, ASongAloneLongBeforeTheEndIsAScene) {
    auto season = season_of(2, 4'000);
    for (auto& each : season) each.songs = {{.span = {3'000, 3'060}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {same(0, 3'000, 1, 3'000, 60)}), ElementsAre("", ""));
}

TEST(Credits, RollingWordsAreCreditsWhateverSounds) {
    auto season = season_of(1);
    season[0].rolling = {{{912, 955}, {912, 955}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 912-955, epilogue 955-1000"));
}

TEST(Credits, WordsThatRollOverTheLastSceneAreNoCredits) {
    auto season = season_of(1);
    season[0].rolling = {{{940, 1'000}, {940, 1'000}}};
    season[0].songs = {song_under_voices(940, 1'000)};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
    season[0].songs = {song_at(940, 1'000)};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 940-1000"));
}

TEST(Credits, CreditsEndWhereTheNextSceneIsLightThoughTheirSongGoesOn) {
    auto season = season_of(1);
    season[0].songs = {song_at(900, 960)};
    season[0].rolling = {{{900, 940}, {900, 942}}};
    season[0].picture_seen = true;
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-940, epilogue 940-1000"));
    season[0].rolling = {{{900, 940}, {900, 960}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000")) << "a dark card";
}

TEST(Credits, CreditsThatRollOverASongHaveItsEdgesWhereTheirGroundIsDark) {
    struct Case {
        RollingWords words;
        Span song;
        std::string_view told, why;
    };
    const Case kCases[] = {
        {{{912, 955}, {910.5, 957}}, {910.2, 956.8}, "credits 910-957", "the words fade in and out on a card"},
        {{{912, 955}, {912, 955}}, {910.2, 956.8}, "credits 912-955", "the song begins under the last scene and ends under the next"},
        {{{912, 955}, {880, 955}}, {880, 955}, "credits 912-955", "a night scene with the song before the words"},
        {{{908, 955}, {900, 955}}, {912, 955}, "credits 912-955", "lights of a night scene before the song"},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.why);
        auto season = season_of(1);
        season[0].rolling = {row.words};
        season[0].songs = {{.span = row.song, .share = {}, .gain = {}}};
        const auto parts = told(season, {})[0];
        EXPECT_EQ(parts.substr(0, parts.find(',')), row.told);
    }
}

TEST(Credits, AScoreUnderTheVoicesOfTheLastScenesIsNone) {
    std::vector<Repeat> repeats{same(0, 900, 1, 900, 45), same(0, 900, 2, 900, 45), same(1, 900, 2, 900, 45)};
    for (auto& each : repeats) each.agreement = 0.48, each.share = 0.36;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("", "", ""));
}

TEST(Credits, BeginWhereTheVoicesOverTheirMusicEnd) {
    std::vector<Repeat> repeats{same(0, 900, 1, 900, 60), same(0, 900, 2, 900, 60), same(1, 900, 2, 900, 60)};
    for (auto& each : repeats) each.covered_head = 22;
    EXPECT_EQ(told(season_of(3), repeats).front(), "credits 922-960, epilogue 960-1000");
}

/// A dark picture with lights or words in it.
RollingWords dark(double from, double to) { return {{from, to}, {from, to}}; }

TEST(Credits, ANightWithLightsInItIsNoneWhereVoicesAreHeard) {
    auto season = season_of(1);
    auto& episode = season[0];
    episode.picture_seen = true;
    episode.rolling = {dark(800, 870)};
    EXPECT_EQ(told(season, {}).front(), "credits 800-870, epilogue 870-1000");
    speak(episode);
    EXPECT_EQ(told(season, {}).front(), "");
}

TEST(Credits, ABonusTrackByNightIsNoneOfThem) {
    auto season = season_of(1);
    auto& episode = season[0];
    speak(episode);
    episode.picture_seen = true;
    episode.songs = {song_at(900, 930)};
    episode.rolling = {dark(900, 980)};
    EXPECT_EQ(told(season, {}).front(), "credits 900-930, epilogue 930-1000");
}

TEST(Credits, OfTwoStretchesOfWordsWithASongTheLastIsIt) {
    auto season = season_of(1);
    auto& episode = season[0];
    episode.picture_seen = true;
    episode.songs = {song_at(850, 890), song_at(950, 980)};
    episode.rolling = {dark(850, 890), dark(950, 980)};  // fireworks, then words
    EXPECT_EQ(told(season, {}).front(), "credits 950-980, epilogue 980-1000");
}

TEST(Credits, OfDrumsAreMusicWhenTheirSongIsKnown) {
    const std::vector<Repeat> repeats{same(0, 900, 1, 900, 60), same(0, 900, 2, 900, 60), same(1, 900, 2, 900, 60)};
    auto season = season_of(3);
    for (auto& each : season) each.tones.assign(1'000, 0.18F);
    EXPECT_EQ(told(season, repeats).front(), "");
    for (auto& each : season) each.songs = {song_at(900, 960)};
    EXPECT_EQ(told(season, repeats).front(), "credits 900-960, epilogue 960-1000");
}

TEST(Credits, AreNotTheSceneThatASeriesRepeatsThoughOneEpisodeMoreHasIt) {
    std::vector<Repeat> repeats;
    const std::vector<double> blow{800, 810, 743, 780};
    for (std::size_t a = 0; a < 4; ++a) {
        for (auto b = a + 1; b < 4; ++b) {
            repeats.push_back(same(a, blow[a], b, blow[b], 16));
            if (b < 3) repeats.push_back(same(a, 960 - 5.0 * static_cast<double>(a), b, 960 - 5.0 * static_cast<double>(b), 30));
        }
    }
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("credits 960-990", "credits 955-985, epilogue 985-1000", "credits 950-980, epilogue 980-1000", "")) << "the last has no credits";
}

TEST(Credits, EndWhereWhatAllEpisodesShareEndsThoughABonusTrackBehindThemHasASongThatTwoShare) {
    auto season = season_of(4);
    for (auto& each : season) cut(each, 900);
    season[0].songs = season[1].songs = {song_at(875, 900), song_at(900.4, 940)};
    std::vector<Repeat> repeats{same(0, 875, 1, 875, 65)};
    for (std::size_t a = 0; a < 3; ++a) {
        for (auto b = std::max<std::size_t>(a + 1, 2); b < 4; ++b) repeats.push_back(same(a, 875, b, 875, 25));
    }
    EXPECT_THAT(told(season, repeats), ElementsAre("credits 875-900, epilogue 900-1000", "credits 875-900, epilogue 900-1000", "credits 875-900, epilogue 900-1000", "credits 875-900, epilogue 900-1000"));
}

TEST(Credits, OfNoKnownSongAreNoPieceOfThePreviewBehindThem) {
    std::vector<Repeat> repeats{same(0, 940, 1, 950, 20)};
    for (int i = 0; i < 8; ++i) repeats.push_back(same(0, 960 + 5 * i, 1, 150 + 97.0 * ((i * 3) % 7), 4.9));
    auto season = season_of(2);
    cut(season[0], 939.6);
    cut(season[1], 949.6);
    EXPECT_THAT(told(season, repeats), ElementsAre("credits 940-960, preview 960-1000", "credits 950-970, epilogue 970-1000"));
}

TEST(Credits, AreNotTheSongOfABonusTrackBehindOtherMusic) {
    auto season = season_of(1);
    cut(season[0], 900);
    season[0].songs = {song_at(900.4, 940)};
    season[0].tones.assign(1'000, 0.2F);
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-940, epilogue 940-1000"));
    std::fill_n(season[0].tones.begin() + 870, 30, 0.5F);  // credits to a song of no file
    EXPECT_THAT(told(season, {}), ElementsAre(""));
}

TEST(Credits, BeginWhereTheirSongStepsUpAtACut) {
    auto season = season_of(1);
    cut(season[0], 960);
    season[0].songs = {song_at(900, 960)};
    season[0].songs[0].gain.assign(60, -2.0F);
    std::fill_n(season[0].songs[0].gain.begin(), 3, -14.0F);  // under the last words
    EXPECT_THAT(told(season, {}), ElementsAre("credits 903-960, epilogue 960-1000"));
    season[0].songs[0].gain[0] = -9, season[0].songs[0].gain[1] = -5, season[0].songs[0].gain[2] = -3;  // a fade
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Credits, ThatOneWitnessTellsAreNoSurerThanIt) {
    auto season = season_of(2);
    for (auto& each : season) {
        cut(each, 960);
        each.songs = {song_at(900, 960)};
    }
    const auto confidence = [&](const std::vector<Repeat>& repeats) { return find_parts(season, repeats).front().parts.front().confidence; };
    EXPECT_DOUBLE_EQ(confidence({}), 0.7);
    EXPECT_DOUBLE_EQ(confidence({same(0, 900, 1, 900, 60)}), 0.9) << "it ends another episode as well";
}

TEST(Credits, AreTheWordsOnBlackNotTheLongerTuneInTheLightBehindThem) {
    auto season = season_of(3);
    std::vector<Repeat> repeats;
    for (std::size_t a = 0; a < 3; ++a) {
        season[a].rolling = {{{940, 960}, {939, 960.4}}};
        season[a].picture_seen = true;
        for (auto b = a + 1; b < 3; ++b) repeats.insert(repeats.end(), {same(a, 940, b, 940, 20), same(a, 961, b, 961, 39)});
    }
    EXPECT_THAT(told(season, repeats), ElementsAre("credits 940-960", "credits 940-960", "credits 940-960"));
}

}  // namespace
}  // namespace bt::sound::parts_test
