#include "sound/chapters.h"

#include <gmock/gmock.h>

#include <optional>
#include <string>
#include <string_view>

#include "tests/sound/made_season.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What is told of an episode of a thousand seconds with one chapter of forty.
std::string named(std::string_view name, double at) {
    auto episode = season_of(1)[0];
    episode.chapters = {{std::string(name), {at, at + 40}}};
    const auto parts = parts_of_chapters(episode);
    return parts.empty() ? "" : std::string(domain::to_string(parts.front().type));
}

TEST(Chapters, ThatSayWhatTheyAreAreBelieved) {
    struct Case {
        std::string_view name, part;
    };
    constexpr Case kHead[] = {
        {"Opening", "intro"}, {"OP", "intro"}, {"OP 2", "intro"}, {"Intro", "intro"}, {"Opening Credits", "intro"}, {"Main Title", "intro"}, {"Opening:", "intro"},
        {"Recap", "recap"}, {"Previously", "recap"}, {"Previously on Rain in Seoul", "recap"}, {"지난 이야기", "recap"}, {"오프닝", "intro"},
    };
    constexpr Case kTail[] = {
        {"ED", "credits"}, {"End Credits", "credits"}, {"Ending", "credits"}, {"Ending 12", "credits"}, {"Preview", "preview"}, {"Next time on Rain", "preview"}, {"Bonus Track", "epilogue"},
        {"Post-credits scene", "epilogue"}, {"엔딩 크레딧", "credits"}, {"에필로그", "epilogue"}, {"쿠키 영상", "epilogue"}, {"예고편", "preview"},
    };
    for (const auto& row : kHead) EXPECT_EQ(named(row.name, 100), row.part) << row.name;
    for (const auto& row : kTail) EXPECT_EQ(named(row.name, 900), row.part) << row.name;
}

TEST(Chapters, ThatGoOnToTellAStoryAreNone) {
    for (const auto* name : {"Opening Night", "Opening Statements", "Intro to Murder", "Recap, Rewind", "Operation", "Introspection", "", "Chapter 3", "OP 1984"}) EXPECT_EQ(named(name, 100), "") << name;
    for (const auto* name : {"Preview of Death", "Credits and Debts", "Ed Takes the Stand", "Edith", "Ending It", "ED 209", "예고된 죽음", "엔딩 없는 이야기"}) EXPECT_EQ(named(name, 900), "") << name;
}

TEST(Chapters, AreNonePartsWhereSuchAPartCannotBe) {
    for (const auto* name : {"Credits", "Preview", "Epilogue"}) EXPECT_EQ(named(name, 100), "") << name;
    for (const auto* name : {"Intro", "Recap"}) EXPECT_EQ(named(name, 900), "") << name;
}

TEST(Chapters, CalledOpeningOrEdThatAreSpokenAreActsOfThePlay) {
    auto episode = season_of(1)[0];
    episode.chapters = {{"Opening", {0, 100}}, {"Ed", {700, 740}}};
    EXPECT_EQ(told(parts_of_chapters(episode)), "intro 0-100, credits 700-740");
    speak(episode);
    EXPECT_THAT(parts_of_chapters(episode), IsEmpty());
    episode.songs = {song_under_voices(0, 100)};
    EXPECT_THAT(parts_of_chapters(episode), IsEmpty()) << "with music under the voices as well";
}

TEST(Chapters, OfSeveralTheFirstIntroAndTheLastCreditsCount) {
    auto episode = season_of(1)[0];
    episode.chapters = {{"Intro", {0, 50}}, {"Opening", {60, 100}}, {"Ending", {700, 740}}, {"End Credits", {950, 1'000}}};
    EXPECT_EQ(told(parts_of_chapters(episode)), "intro 0-50, credits 950-1000");
}

TEST(Chapters, StandAgainstNothingElse) {
    auto season = season_of(1);
    season[0].chapters = {{"Opening", {0, 100}}};
    EXPECT_THAT(told(season, {}), ElementsAre("intro 0-100"));
}

}  // namespace
}  // namespace bt::sound::parts_test
