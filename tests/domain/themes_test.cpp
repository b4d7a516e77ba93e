#include "domain/themes.h"

#include <gtest/gtest.h>

namespace bt::domain {
namespace {

using std::chrono::seconds;

ThemeUse use(std::uint64_t episode, int start, int end) { return {{0, episode}, {seconds{start}, seconds{end}}}; }

TEST(RecognisedThemes, StayWhoTheyAreByWhereTheySound) {
    const KnownTheme known[] = {{ThemeId{1}, {use(1, 10, 40), use(2, 100, 130)}}, {ThemeId{2}, {use(1, 500, 560)}}};
    const std::vector<ThemeUse> found[] = {
        {use(1, 505, 555), use(3, 20, 70)},                     // found in a further episode
        {use(2, 600, 630)},                                     // new
        {use(1, 12, 40), use(2, 101, 130), use(3, 300, 330)},   // begins later than before
    };
    EXPECT_EQ(recognise_themes(known, found), (std::vector<std::optional<ThemeId>>{ThemeId{2}, std::nullopt, ThemeId{1}}));
}

TEST(RecognisedThemes, GoToTheLargerPieceWhenOneFallsApart) {
    const KnownTheme known[] = {{ThemeId{1}, {use(1, 0, 60), use(2, 0, 60)}}};
    const std::vector<ThemeUse> found[] = {{use(1, 0, 20), use(2, 0, 20)}, {use(1, 20, 60), use(2, 20, 60)}};
    EXPECT_EQ(recognise_themes(known, found), (std::vector<std::optional<ThemeId>>{std::nullopt, ThemeId{1}}));
}

TEST(RecognisedThemes, AreNotTheSameForTouching) {
    const KnownTheme known[] = {{ThemeId{1}, {use(1, 0, 60)}}};
    const std::vector<ThemeUse> found[] = {{use(1, 50, 110)}, {use(2, 0, 60)}};
    EXPECT_EQ(recognise_themes(known, found), (std::vector<std::optional<ThemeId>>{std::nullopt, std::nullopt}));
}

TEST(ThemeLetters, GoOnAfterZ) {
    for (const auto& [number, letter] : {std::pair{1, "A"}, {2, "B"}, {26, "Z"}, {27, "AA"}, {52, "AZ"}, {53, "BA"}, {702, "ZZ"}, {703, "AAA"}}) {
        EXPECT_EQ(theme_letter(number), letter);
    }
}

}  // namespace
}  // namespace bt::domain
