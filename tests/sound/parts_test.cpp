#include "sound/parts.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/sound/made_season.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Parts, AnEpisodeAloneHasNone) {
    EXPECT_THAT(told(season_of(1), {}), ElementsAre(""));
    EXPECT_THAT(find_parts({}, {}), IsEmpty());
}

TEST(Parts, ARecapEndsWhereTheIntroBegins) {
    std::vector<Repeat> repeats{same(0, 5, 1, 32, 40), same(0, 5, 2, 5, 40), same(1, 32, 2, 5, 40)};
    cut_together(repeats, 0, 1, 2, 6);
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 5-45", "recap 0-32, intro 32-72", "intro 5-45"));
}

TEST(Parts, AShortSceneBetweenCreditsAndPreviewIsAnEpilogue) {
    auto season = season_of(2);
    season[0].rolling = {{{912, 966}, {912, 966}}};
    EXPECT_THAT(told(season, {same(1, 500, 0, 975, 5), same(1, 300, 0, 980, 5), same(1, 700, 0, 985, 15)}), ElementsAre("credits 912-966, epilogue 966-975, preview 975-1000", ""));
}

TEST(Parts, TellWhatARecapWasCutFromWhereAChapterNamesIt) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 6);
    auto season = season_of(2);
    season[1].chapters = {{"Recap", {0, 33}}};
    const auto parts = find_parts(season, repeats);
    EXPECT_EQ(told(parts[1].parts), "recap 0-33");
    EXPECT_EQ(parts[1].pieces.size(), 6U);
}

TEST(Parts, NeverOverlapAndStayInsideTheEpisodeWhateverRepeats) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto real = [&](double low, double high) { return std::uniform_real_distribution(low, high)(random); };
        auto season = season_of(4, 600);
        std::vector<Repeat> repeats;
        for (int i = 0; i < 60; ++i) {
            const auto earlier = random() % 3;
            const auto later = earlier + 1 + random() % (3 - earlier);
            repeats.push_back(same(earlier, real(0, 560), later, random() % 2 == 0 ? real(0, 60) : real(500, 560), real(2, 40), real(0.25, 0.9)));
        }
        for (auto& each : season) {
            const Span words{real(300, 500), real(500, 600)};
            each.rolling = {{words, words}};
            each.songs = {{.span = {real(400, 500), real(520, 600)}, .share = std::vector<float>(80, 0.7F)}};
        }
        for (const auto& [parts, pieces] : find_parts(season, repeats)) {
            double at = 0;
            for (const auto& each : parts) {
                EXPECT_GE(each.span.start, at);
                EXPECT_GT(each.span.end, each.span.start);
                at = each.span.end;
            }
            EXPECT_LE(at, 600);
        }
    }
}

TEST(Parts, CreditsWithWordsAndASongAreNoPieceOfThePreviewBehindThem) {
    auto season = season_of(2);
    for (auto& each : season) {
        each.picture_seen = true;
        each.songs = {song_at(930, 970)};
        each.rolling = {{{930, 970}, {929, 970}}};
    }
    std::vector<Repeat> repeats{same(0, 930, 1, 930, 40, 0.4)};
    cut_together(repeats, 1, 0, 970, 6);
    for (const double at : {955.0, 960.0, 965.0}) repeats.push_back(same(0, at, 1, at - 20, 4.9));
    EXPECT_EQ(told(season, repeats)[0], "credits 930-970, preview 970-1000");
}

TEST(Parts, AreTheSameForTheSameSeason) {
    std::vector<Repeat> repeats{same(0, 5, 1, 32, 40), same(0, 5, 2, 5, 40), same(1, 32, 2, 5, 40)};
    cut_together(repeats, 0, 1, 2, 6);
    cut_together(repeats, 2, 1, 969, 6);
    const auto once = find_parts(season_of(3), repeats);
    std::ranges::reverse(repeats);
    EXPECT_EQ(find_parts(season_of(3), repeats), once);
}

TEST(Parts, ALookAheadToTheSameTuneEachWeekIsNoBonusTrack) {
    std::vector<Repeat> repeats;
    for (std::size_t a = 0; a < 3; ++a) {
        for (auto b = a + 1; b < 3; ++b) repeats.push_back(same(a, 920, b, 920, 60));
    }
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 920-980, epilogue 980-1000", "credits 920-980, epilogue 980-1000", "credits 920-980, epilogue 980-1000"));
    for (std::size_t a = 0; a < 3; ++a) {
        for (auto b = a + 1; b < 3; ++b) repeats.push_back(same(a, 981, b, 981, 18, 0.2));  // under new words
    }
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 920-980", "credits 920-980", "credits 920-980"));
}

TEST(Parts, ASceneBehindThePreviewIsAnEpilogueWhereItIsSetOffAndNewToEveryEpisode) {
    auto season = season_of(4);
    season[0].rolling = {{{900, 930}, {900, 930}}};
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 930, 6);
    EXPECT_EQ(told(season, repeats).front(), "credits 900-930, preview 930-960") << "the preview may have lost its last piece";
    cut(season[0], 960.2);
    EXPECT_EQ(told(season, repeats).front(), "credits 900-930, preview 930-960, epilogue 960-1000");
    for (int i = 0; i < 6; ++i) repeats.push_back(same(0, 961 + 6 * i, 2 + static_cast<std::size_t>(i % 2), 120 + 97 * i, 5));
    EXPECT_EQ(told(season, repeats).front(), "credits 900-930, preview 930-960") << "a trailer of the season";
}

}  // namespace
}  // namespace bt::sound::parts_test
