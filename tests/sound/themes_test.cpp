#include "sound/themes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <string>

namespace bt::sound::themes_test {
namespace {

using testing::ElementsAre;

Repeat same(std::size_t earlier, double a, std::size_t later, double b, double seconds) { return {earlier, later, {a, a + seconds}, {b, b + seconds}, 0.5}; }

/// "A 10-40, B 100-110" of each episode
std::vector<std::string> told(const std::vector<ThemeGround>& season, const std::vector<Repeat>& repeats) {
    std::vector<std::string> all;
    for (const auto& episode : find_themes(season, repeats)) {
        std::string text;
        for (const auto& each : episode) text += fmt::format("{}{} {:.0f}-{:.0f}", text.empty() ? "" : ", ", static_cast<char>('A' + each.theme.value), each.span.start, each.span.end);
        all.push_back(text);
    }
    return all;
}

TEST(Themes, MusicThatReturnsIsOneThemeWhereverItIsHeard) {
    const std::vector<Repeat> repeats{same(0, 100, 1, 200, 30), same(1, 200, 2, 50, 25), same(0, 400, 2, 300, 12)};
    EXPECT_THAT(told(std::vector<ThemeGround>(3), repeats), ElementsAre("A 100-130, B 400-412", "A 200-230", "A 50-75, B 300-312"));
}

TEST(Themes, AThemeMayReturnWithinAnEpisode) {
    EXPECT_THAT(told(std::vector<ThemeGround>(1), {same(0, 100, 0, 300, 20)}), ElementsAre("A 100-120, A 300-320"));
}

TEST(Themes, AThemeSoundsOnceAtATimeHoweverOftenItRepeatsItself) {
    // What episode 2 has from 100 on is heard at 39.4 and, as its bars are alike, four seconds before.
    const std::vector<Repeat> repeats{same(0, 39.4, 1, 100, 9), same(0, 35.5, 1, 101, 7.1)};
    EXPECT_THAT(told(std::vector<ThemeGround>(2), repeats), ElementsAre("A 36-48", "A 100-109"));
    EXPECT_THAT(told(std::vector<ThemeGround>(2), {same(0, 10, 1, 100, 20), same(0, 30.9, 1, 102, 12)}), ElementsAre("A 10-43", "A 100-120")) << "it has not stopped";
    EXPECT_THAT(told(std::vector<ThemeGround>(2), {same(0, 10, 1, 100, 20), same(0, 33, 1, 102, 12)}), ElementsAre("A 10-30, A 33-45", "A 100-120")) << "it has";
}

TEST(Themes, MusicThatHoldsOnToItselfAloneReturnsNowhere) {
    EXPECT_THAT(told(std::vector<ThemeGround>(1), {same(0, 100, 0, 105, 8)}), ElementsAre(""));
}

TEST(Themes, SongsOfTheLibraryAndShortSoundsAreNone) {
    std::vector<ThemeGround> season(2);
    season[1].songs = {{195, 225}};
    EXPECT_THAT(told(season, {same(0, 100, 1, 200, 30), same(0, 10, 1, 10, 4)}), ElementsAre("", ""));
}

TEST(Themes, ASceneOfWordsThatComesAgainIsNone) {
    EpisodeEvidence talk{.duration = 400, .tones = std::vector<float>(400, 0.3F)};
    for (int i = 0; i < 2'000; ++i) talk.energy.push_back(i % 4 < 2 ? 170 : 145);
    EpisodeEvidence music = talk;
    music.energy.assign(2'000, 160);
    std::vector<Repeat> repeats{same(0, 100, 1, 200, 30)};
    repeats.front().agreement = 0.7;
    EXPECT_THAT(told({{.songs = {}, .parts = {}, .heard = &talk}, {.songs = {}, .parts = {}, .heard = &talk}}, repeats), ElementsAre("", ""));
    EXPECT_THAT(told({{.songs = {}, .parts = {}, .heard = &music}, {.songs = {}, .parts = {}, .heard = &music}}, repeats), ElementsAre("A 100-130", "A 200-230"));
    repeats.front().agreement = 0.4;
    EXPECT_THAT(told({{.songs = {}, .parts = {}, .heard = &talk}, {.songs = {}, .parts = {}, .heard = &talk}}, repeats), ElementsAre("A 100-130", "A 200-230")) << "under other voices";
}

TEST(Themes, PiecesInRecapsAndPreviewsAreNoThemesButTitlesAre) {
    std::vector<ThemeGround> season(2);
    season[1].parts = {{PartType::Recap, {0, 30}, 0.9}, {PartType::Intro, {40, 80}, 0.9}};
    season[0].parts = {{PartType::Intro, {10, 50}, 0.9}, {PartType::Preview, {900, 930}, 0.9}};
    EXPECT_THAT(told(season, {same(0, 300, 1, 10, 8), same(0, 905, 1, 500, 8), same(0, 10, 1, 40, 40)}), ElementsAre("A 10-50", "A 40-80"));
}

TEST(Themes, TheOrderOfRepeatsMakesNoDifference) {
    std::vector<Repeat> repeats{same(0, 100, 1, 200, 30), same(1, 205, 2, 50, 25), same(0, 400, 2, 300, 12), same(0, 101, 2, 46, 20), same(1, 700, 2, 301, 9)};
    const auto once = told(std::vector<ThemeGround>(3), repeats);
    std::ranges::reverse(repeats);
    EXPECT_EQ(told(std::vector<ThemeGround>(3), repeats), once);
}

}  // namespace
}  // namespace bt::sound::themes_test
