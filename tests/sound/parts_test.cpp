#include "sound/parts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "sound/echoes.h"

namespace bt::sound::parts_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "recap 0-30, intro 31-60"
std::string told(const std::vector<Part>& parts) {
    std::string text;
    for (const auto& each : parts) {
        text += fmt::format("{}{} {:.0f}-{:.0f}", text.empty() ? "" : ", ", domain::to_string(each.type), each.span.start, each.span.end);
    }
    return text;
}

std::vector<std::string> told(const std::vector<EpisodeEvidence>& season, const std::vector<Repeat>& repeats) {
    std::vector<std::string> all;
    for (const auto& each : find_parts(season, repeats)) all.push_back(told(each.parts));
    return all;
}

std::vector<EpisodeEvidence> season_of(std::size_t count, double duration = 1'000) {
    return std::vector<EpisodeEvidence>(count, EpisodeEvidence{.duration = duration});
}

/// As long as a black screen: what sounds before and behind is set off.
void cut(EpisodeEvidence& episode, double at) {
    if (episode.energy.empty()) episode.energy.assign(static_cast<std::size_t>(episode.duration / kEnergySeconds), 150);
    std::fill_n(episode.energy.begin() + static_cast<std::ptrdiff_t>(std::lround(at / kEnergySeconds)), 2, std::uint8_t{0});
}

/// The same `seconds` of both, at `a` of the earlier and `b` of the later.
Repeat same(std::size_t earlier, double a, std::size_t later, double b, double seconds, double agreement = 0.7) {
    // Of one mix coded anew waves agree as far as landmarks do, of music under other voices hardly.
    return {earlier, later, {a, a + seconds}, {b, b + seconds}, agreement, agreement > 0.4 ? agreement : 0.1};
}

/// Pieces of `from` at scattered places, one behind the other in `into`.
void cut_together(std::vector<Repeat>& repeats, std::size_t from, std::size_t into, double at, int pieces, double seconds = 5) {
    for (int i = 0; i < pieces; ++i) {
        const double source = 150 + 97.0 * ((i * 3) % 7);
        const double here = at + i * seconds;
        repeats.push_back(from < into ? same(from, source, into, here, seconds - 0.1) : same(into, here, from, source, seconds - 0.1));
    }
}

TEST(Parts, AnEpisodeAloneHasNone) {
    EXPECT_THAT(told(season_of(1), {}), ElementsAre(""));
    EXPECT_THAT(find_parts({}, {}), IsEmpty());
}

TEST(Parts, PiecesOfEarlierEpisodesNearTheHeadAreTheRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 2-32"));
}

TEST(Parts, PiecesOfTheNextEpisodeAtTheEndAreThePreview) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 970, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 970-1000", ""));
}

TEST(Parts, PiecesOfOtherEpisodesInTheMidstAreMemoriesNotParts) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 500, 6);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", ""));
}

TEST(Parts, PiecesLongBehindTheTitleAreMemoriesNoRecap) {
    std::vector<Repeat> repeats{same(0, 10, 1, 10, 40), same(0, 10, 2, 10, 40), same(1, 10, 2, 10, 40)};
    cut_together(repeats, 0, 2, 55, 6);
    EXPECT_THAT(told(season_of(3), repeats).back(), "intro 10-50, recap 55-85");
    repeats.resize(3);
    cut_together(repeats, 0, 2, 90, 6);
    EXPECT_THAT(told(season_of(3), repeats).back(), "intro 10-50");
}

TEST(Parts, ABonusTrackThatTheNextEpisodeShowsAgainIsNoPreview) {
    // Three long pieces in their order, some new shots between them.
    const std::vector<Repeat> again{same(0, 952, 1, 10, 14), same(0, 966, 1, 29, 14), same(0, 980, 1, 48, 14)};
    EXPECT_THAT(told(season_of(2), again).front(), "");
    const std::vector<Repeat> cut{same(0, 952, 1, 10, 14), same(0, 966, 1, 290, 14), same(0, 980, 1, 480, 14)};
    EXPECT_THAT(told(season_of(2), cut).front(), "preview 952-994");
}

TEST(Parts, TwoPiecesAreNoRecap) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 0, 1, 2, 2);
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", ""));
}

TEST(Parts, ThePlacesARecapWasCutFromAreNoPreview) {
    // The last scene of the first episode, told again in the next one's recap: with holes there, without here.
    std::vector<Repeat> repeats;
    for (int i = 0; i < 6; ++i) repeats.push_back(same(0, 940 + i * 10, 1, i * 4.0, 3.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 0-24"));
}

TEST(Parts, WhatSeveralHeadsShareIsTheIntroWhereverItBegins) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 95, 40), same(0, 10, 2, 60, 40), same(1, 95, 2, 60, 40)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 10-50", "intro 95-135", "intro 60-100"));
}

TEST(Parts, AShortenedIntroDoesNotShortenTheOthers) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 10, 20), same(0, 10, 2, 10, 40), same(1, 10, 2, 10, 20), same(0, 10, 3, 10, 40), same(1, 10, 3, 10, 20), same(2, 10, 3, 10, 40)};
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("intro 10-50", "intro 10-30", "intro 10-50", "intro 10-50"));
}

TEST(Parts, AChangedThemeIsAnIntroOfItsOwn) {
    const std::vector<Repeat> repeats{same(0, 10, 1, 20, 40), same(2, 30, 3, 12, 50)};
    EXPECT_THAT(told(season_of(4), repeats), ElementsAre("intro 10-50", "intro 20-60", "intro 30-80", "intro 12-62"));
}

TEST(Parts, TheTitleSongInAStoryIsNoIntro) {
    // Episode 3 has no title; the middle of its song sounds in a scene.
    const std::vector<Repeat> repeats{same(0, 10, 1, 10, 60), same(0, 30, 2, 200, 12, 0.45), same(1, 30, 2, 200, 12, 0.45)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 10-70", "intro 10-70", ""));
}

TEST(Parts, ASceneTwoEpisodesShareIsNoIntro) {
    // A long memory: speech, which only these two have.
    auto season = season_of(2);
    for (auto& each : season) each.tones.assign(1'000, 0.18F);
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("", ""));
    for (auto& each : season) each.tones.assign(1'000, 0.5F);
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("intro 60-100", "intro 20-60"));
}

SongPresence song_at(double from, double to) { return {.span = {from, to}, .share = std::vector<float>(static_cast<std::size_t>(to - from), 0.8F), .lead = 0, .gain = {}}; }

TEST(Parts, ATitleOfDrumsIsMusicWhenItsSongIsKnown) {
    auto season = season_of(2);
    for (auto& each : season) each.tones.assign(1'000, 0.18F);
    season[0].songs = {song_at(60, 100)};
    season[1].songs = {song_at(20.2, 59.5)};
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 40)}), ElementsAre("intro 60-100", "intro 20-60"));
}

/// Syllables: what comes and goes, and holds no tone.
void speak(EpisodeEvidence& episode, double tones = 0.31) {
    episode.tones.assign(static_cast<std::size_t>(episode.duration), static_cast<float>(tones));
    episode.energy.resize(static_cast<std::size_t>(episode.duration / kEnergySeconds));
    for (std::size_t i = 0; i < episode.energy.size(); ++i) episode.energy[i] = i % 4 < 2 ? 170 : 145;
}

TEST(Parts, AMemoryThatComesInEveryEpisodeIsNoIntro) {
    const std::vector<Repeat> repeats{same(0, 60, 1, 100, 20), same(0, 60, 2, 30, 20), same(1, 100, 2, 30, 20)};
    auto season = season_of(3);
    for (auto& each : season) speak(each);
    EXPECT_THAT(told(season, repeats), ElementsAre("", "", ""));
    for (auto& each : season) each.energy.assign(each.energy.size(), 160);
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 60-80", "intro 100-120", "intro 30-50")) << "as steady as music";
}

TEST(Parts, ASongUnderSparseTalkIsNoIntroHoweverManyEpisodesHaveIt) {
    std::vector<Repeat> repeats{same(0, 70, 1, 70, 20), same(0, 70, 2, 85, 20), same(1, 70, 2, 85, 20)};
    for (auto& each : repeats) each.agreement = 0.5, each.share = 0.4;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("", "", ""));
    repeats.front().share = 0.7;
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 70-90", "intro 70-90", "")) << "of two at least it must be one mix";
}

/// Heard between the voices, and hardly under them.
SongPresence song_under_voices(double from, double to) {
    SongPresence song{.span = {from, to}, .share = {}, .lead = 0, .gain = {}};
    for (double at = from; at < to; ++at) song.share.push_back(static_cast<int>(at - from) % 5 == 4 ? 0.7F : 0.15F);
    return song;
}

TEST(Parts, AMemoryWithMusicUnderItsVoicesIsNoIntroThoughItIsTheLonger) {
    auto season = season_of(3);
    for (auto& each : season) each.songs = {song_at(20, 40), song_under_voices(60, 90)};
    const std::vector<Repeat> repeats{same(0, 20, 1, 20, 20), same(0, 20, 2, 20, 20), same(1, 20, 2, 20, 20), same(0, 60, 1, 60, 30), same(0, 60, 2, 60, 30), same(1, 60, 2, 60, 30)};
    EXPECT_THAT(told(season, repeats), ElementsAre("intro 20-40", "intro 20-40", "intro 20-40"));
}

TEST(Parts, SomeBarsOfASongThatTwoScenesHaveInCommonAreNoIntro) {
    auto season = season_of(2);
    season[0].songs = {song_at(60, 75)};
    season[1].songs = {song_at(15, 36)};  // begins five seconds before, goes on for a second
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 15)}), ElementsAre("", ""));
    season[1].songs = {song_at(20, 35)};
    EXPECT_THAT(told(season, {same(0, 60, 1, 20, 15)}), ElementsAre("intro 60-75", "intro 20-35"));
}

TEST(Parts, ATitleThatBeginsSoftlyBeginsWhereTheSilenceBeforeItEnds) {
    auto season = season_of(2);
    for (auto& each : season) {
        each.energy.assign(5'000, 150);
        std::fill_n(each.energy.begin() + 90, 5, std::uint8_t{0});  // 18 to 19 s
    }
    EXPECT_THAT(told(season, {same(0, 21, 1, 21, 40)}), ElementsAre("intro 19-61", "intro 19-61"));
}

TEST(Parts, CreditsBeginWithTheFirstNoteOfTheirSongWhenItIsSoft) {
    auto season = season_of(1);
    cut(season[0], 960);
    season[0].songs = {{.span = {901.6, 960}, .share = std::vector<float>(58, 0.8F), .lead = 1.6, .gain = {}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 902-960, epilogue 960-1000"));
    std::fill_n(season[0].energy.begin() + 4'500, 8, std::uint8_t{110});
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Parts, TwoFilesOfOneEpisodeHaveNoThousandSecondIntro) {
    EXPECT_THAT(told(season_of(2), {same(0, 0, 1, 0, 1'000, 0.9)}), ElementsAre("", ""));
}

TEST(Parts, ARecapEndsWhereTheIntroBegins) {
    std::vector<Repeat> repeats{same(0, 5, 1, 32, 40), same(0, 5, 2, 5, 40), same(1, 32, 2, 5, 40)};
    cut_together(repeats, 0, 1, 2, 6);
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("intro 5-45", "recap 2-32, intro 32-72", "intro 5-45"));
}

TEST(Parts, WhatSoundsAgainAtOtherEndsIsTheCreditsAndWhatFollowsTheEpilogue) {
    auto season = season_of(2);
    cut(season[0], 899.6);
    cut(season[1], 940);
    EXPECT_THAT(told(season, {same(0, 900, 1, 880, 60)}), ElementsAre("credits 900-960, epilogue 960-1000", "credits 880-940, epilogue 940-1000"));
}

TEST(Parts, WhatTwoOthersShareIsTheCreditsThoughNothingSetsItOff) {
    const std::vector<Repeat> repeats{same(0, 900, 1, 880, 60), same(0, 900, 2, 870, 60), same(1, 880, 2, 870, 60)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 900-960, epilogue 960-1000", "credits 880-940, epilogue 940-1000", "credits 870-930, epilogue 930-1000"));
}

TEST(Parts, MusicOfASceneThatOneOtherEpisodeSharesIsNoCredits) {
    EXPECT_THAT(told(season_of(2), {same(0, 700, 1, 650, 60)}), ElementsAre("", ""));
    // Nor does it stand before what more of them share, though that is shorter.
    const std::vector<Repeat> repeats{same(0, 700, 1, 650, 60), same(0, 900, 1, 880, 30), same(0, 900, 2, 870, 30), same(1, 880, 2, 870, 30)};
    EXPECT_THAT(told(season_of(3), repeats), ElementsAre("credits 900-930, epilogue 930-1000", "credits 880-910, epilogue 910-1000", "credits 870-900, epilogue 900-1000"));
}

TEST(Parts, SilenceBehindTheCreditsIsNoEpilogue) {
    auto season = season_of(2);
    for (auto& each : season) {
        each.energy.assign(5'000, 160);
        std::fill(each.energy.begin() + 4'701, each.energy.end(), std::uint8_t{0});
    }
    EXPECT_THAT(told(season, {same(0, 880, 1, 880, 60)}), ElementsAre("credits 880-940", "credits 880-940"));
}

TEST(Parts, ASongOfOneEpisodeAloneAtTheEndIsItsCredits) {
    auto season = season_of(1);
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));  // it may be a scene without words
    cut(season[0], 960);
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
    season[0].songs[0].span = {939, 999};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 939-999"));
}

TEST(Parts, CreditsBeginWhereTheSongIsLeftAlone) {
    // It begins under the last scene.
    auto season = season_of(1);
    std::vector<float> share(80, 0.8F);
    std::fill_n(share.begin(), 25, 0.1F);
    cut(season[0], 980);
    season[0].songs = {{.span = {900, 980}, .share = share}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 925-980, epilogue 980-1000"));
}

TEST(Parts, CreditsBeginWhereTheSongIsTurnedUp) {
    // Under a last scene whose voices are hardly heard, as in a file with a channel of their own for them.
    auto season = season_of(1);
    std::vector<float> gain(80, -3.0F);
    std::fill_n(gain.begin(), 25, -13.0F);
    cut(season[0], 980);
    season[0].songs = {{.span = {900, 980}, .share = std::vector<float>(80, 0.8F), .gain = gain}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 925-980, epilogue 980-1000"));
}

TEST(Parts, ASongUnderDialogueToTheEndIsNoCredits) {
    auto season = season_of(1);
    std::vector<float> share;
    for (int i = 0; i < 80; ++i) share.push_back(i % 8 < 4 ? 0.1F : 0.7F);
    season[0].songs = {{.span = {910, 990}, .share = share}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
}

TEST(Parts, ASongAloneOverAPictureThatIsNotCutIsNoCredits) {
    auto season = season_of(1);
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
    season[0].black = {{899, 900}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}

TEST(Parts, ASongAloneBetweenTwoScenesIsNoCreditsWhereNobodySawWords) {
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

TEST(Parts, ALongSongAloneThatLeadsIntoThePreviewIsTheCredits) {
    std::vector<Repeat> repeats;
    cut_together(repeats, 1, 0, 970, 6);
    auto season = season_of(2);
    season[0].songs = {{.span = {909, 969}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, repeats), ElementsAre("credits 909-969, preview 970-1000", ""));
    season[0].songs = {{.span = {939, 969}, .share = std::vector<float>(30, 0.8F)}};
    EXPECT_THAT(told(season, repeats), ElementsAre("preview 970-1000", "")) << "it may be a scene without words";
}
TEST(Parts, OfOneSongThatRepeatsItselfTheLongerStretchIsTheCredits) {
    auto season = season_of(1);
    season[0].black = {{899, 900}};
    season[0].songs = {{.span = {900, 960}, .share = std::vector<float>(60, 0.8F)}, {.span = {920, 958}, .share = std::vector<float>(38, 0.8F)}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000"));
}
TEST(Parts, ASongAloneLongBeforeTheEndIsAScene) {
    auto season = season_of(2, 4'000);
    for (auto& each : season) each.songs = {{.span = {3'000, 3'060}, .share = std::vector<float>(60, 0.8F)}};
    EXPECT_THAT(told(season, {same(0, 3'000, 1, 3'000, 60)}), ElementsAre("", ""));
}

TEST(Parts, RollingWordsAreCreditsWhateverSounds) {
    auto season = season_of(1);
    season[0].rolling = {{{912, 955}, {912, 955}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 912-955, epilogue 955-1000"));
}

TEST(Parts, WordsThatRollOverTheLastSceneAreNoCredits) {
    auto season = season_of(1);
    season[0].rolling = {{{940, 1'000}, {940, 1'000}}};
    season[0].songs = {song_under_voices(940, 1'000)};
    EXPECT_THAT(told(season, {}), ElementsAre(""));
    season[0].songs = {song_at(940, 1'000)};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 940-1000"));
}

TEST(Parts, CreditsEndWhereTheNextSceneIsLightThoughTheirSongGoesOn) {
    auto season = season_of(1);
    season[0].songs = {song_at(900, 960)};
    season[0].rolling = {{{900, 940}, {900, 942}}};
    season[0].picture_seen = true;
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-940, epilogue 940-1000"));
    season[0].rolling = {{{900, 940}, {900, 960}}};
    EXPECT_THAT(told(season, {}), ElementsAre("credits 900-960, epilogue 960-1000")) << "a dark card";
}

TEST(Parts, APreviewWithAHoleIsOnePreview) {
    const std::vector repeats{same(1, 500, 0, 950, 5), same(1, 300, 0, 955, 5), same(1, 700, 0, 960, 5), same(1, 200, 0, 974, 14), same(1, 600, 0, 988, 12)};
    const auto found = find_parts(season_of(2), repeats);
    EXPECT_EQ(told(found[0].parts), "preview 950-1000");
    EXPECT_EQ(found[0].pieces.size(), 5U);
}

TEST(Parts, CreditsThatRollOverASongHaveItsEdgesWhereTheirGroundIsDark) {
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

TEST(Parts, AShortSceneBetweenCreditsAndPreviewIsAnEpilogue) {
    auto season = season_of(2);
    season[0].rolling = {{{912, 966}, {912, 966}}};
    EXPECT_THAT(told(season, {same(1, 500, 0, 975, 5), same(1, 300, 0, 980, 5), same(1, 700, 0, 985, 15)}), ElementsAre("credits 912-966, epilogue 966-975, preview 975-1000", ""));
}

TEST(Parts, ChaptersThatSayWhatTheyAreAreBelieved) {
    struct Case {
        std::string_view name, part;
    };
    constexpr Case kCases[] = {
        {"Opening", "intro"}, {"OP", "intro"}, {"Intro", "intro"},   {"Recap", "recap"},  {"Previously on", "recap"},
        {"ED", "credits"},    {"End Credits", "credits"},            {"Ending", "credits"}, {"Preview", "preview"},
        {"Bonus Track", "epilogue"}, {"Post-credits scene", "epilogue"},
        {"지난 이야기", "recap"}, {"오프닝", "intro"}, {"엔딩 크레딧", "credits"}, {"에필로그", "epilogue"}, {"쿠키 영상", "epilogue"}, {"예고편", "preview"},
        {"예고된 죽음", ""}, {"엔딩 없는 이야기", ""},
        {"Operation", ""},    {"Edith", ""},   {"Chapter 3", ""},    {"", ""},            {"Introspection", ""},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.name);
        auto season = season_of(1);
        season[0].chapters = {{std::string(row.name), {100, 140}}};
        const auto parts = told(season, {})[0];
        EXPECT_EQ(parts.substr(0, parts.find(' ')), row.part);
    }
}

TEST(Parts, AChapterCalledOpeningThatIsAnActOfThePlayIsNoIntro) {
    auto season = season_of(1);
    season[0].chapters = {{"Opening", {0, 100}}};
    EXPECT_THAT(told(season, {}), ElementsAre("intro 0-100"));
    speak(season[0]);
    EXPECT_THAT(told(season, {}), ElementsAre(""));
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

/// A piece under a music bed: hardly a landmark is left of it, and of its waves a quarter.
Repeat faint(std::size_t from, double source, std::size_t into, double here, double seconds, double share = 0.25) {
    const Span there{source, source + seconds}, at{here, here + seconds};
    return from < into ? Repeat{from, into, there, at, 0.1, share} : Repeat{into, from, at, there, 0.1, share};
}

TEST(Parts, ARecapUnderAMusicBedIsToldByItsWaves) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 4; ++i) repeats.push_back(faint(0, 150 + 200 * ((i * 3) % 4), 1, 2 + 5.0 * i, 4.9));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 2-22"));
    repeats.pop_back();
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "")) << "three faint pieces may be three notes";
}

TEST(Parts, APreviewUnderAMusicBedIsToldByItsWavesWithItsPieces) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(faint(1, 150 + 200 * ((i * 3) % 4), 0, 975 + 5.0 * i, 4.9));
    const auto found = find_parts(season_of(2), repeats);
    EXPECT_EQ(told(found[0].parts), "preview 975-1000");
    EXPECT_EQ(found[0].pieces.size(), 5U);
    EXPECT_TRUE(found[1].pieces.empty());
}

TEST(Parts, APieceWhoseVoicesStandOutOfTheBedIsNoReasonAgainstTheFaintOnesBesideIt) {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 5; ++i) repeats.push_back(faint(0, 150 + 200 * ((i * 3) % 4), 1, 2 + 5.0 * i, 4.9, i == 2 ? 0.5 : 0.25));
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 2-27"));
    // At its end the faint one may be the song of the scene behind it.
    repeats[2].share = 0.25;
    repeats[3].share = 0.5;
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("", "recap 2-22"));
}

TEST(Parts, TheSameSongUnderOtherVoicesIsNoRecap) {
    // It agrees as far as pieces do, but for longer than a piece lasts, or here and there.
    EXPECT_THAT(told(season_of(2), {faint(0, 100, 1, 2, 20), faint(0, 500, 1, 22, 20), faint(0, 300, 1, 42, 20), faint(0, 700, 1, 62, 20)}), ElementsAre("", ""));
    EXPECT_THAT(told(season_of(2), {faint(0, 100, 1, 2, 5), faint(0, 500, 1, 17, 5), faint(0, 300, 1, 32, 5), faint(0, 700, 1, 47, 5)}), ElementsAre("", ""));
}

TEST(Parts, ASongBetweenTwoClearPiecesAndTheTitlesIsNoPieceOfTheirRecap) {
    // The scene behind the recap has a song that the other episode has, too: as faint as a piece under a bed, beside pieces without one.
    const std::vector repeats{same(0, 500, 1, 0, 3), same(0, 300, 1, 3.2, 6), faint(0, 400, 1, 9.4, 8.4), same(0, 10, 1, 18, 11)};
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("intro 10-21", "recap 0-9, intro 18-29"));
}

TEST(Parts, FaintPiecesThatLeadToBareOnesAreNoneOfTheirPreview) {
    // Rain that was laid under two scenes agrees a little.
    const std::vector repeats{faint(1, 400, 0, 972, 3.7), faint(1, 100, 0, 975.7, 6), same(1, 500, 0, 981.8, 9.1), same(1, 300, 0, 991, 9)};
    EXPECT_THAT(told(season_of(2), repeats), ElementsAre("preview 982-1000", ""));
}

TEST(Parts, APieceEndsWhereItsWavesDoThoughASoundOfTheSceneGoesOn) {
    const Repeat landmarks{0, 1, {300, 309}, {4.3, 13.3}, 0.59, 0.3}, waves{0, 1, {300.3, 306.8}, {4.6, 11.1}, 0.55, 0.45};
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 0.2, 4), landmarks, waves}), ElementsAre("", "recap 0-11"));
}

TEST(Parts, EpisodesThatShareTheirSongsAreNotOneEpisode) {
    const auto song = [](double at) { return faint(0, at, 1, at, 18, 0.2); };
    EXPECT_THAT(told(season_of(2, 100), {same(0, 40, 1, 0.2, 4), same(0, 70, 1, 4.3, 6), song(20), song(40), song(60), song(80)}), ElementsAre("", "recap 0-10"));
}

TEST(Parts, TwoPiecesAreARecapWhenTheyAreTheFirstThingAndAPreviewWhenTheyAreTheLast) {
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 0.2, 4), same(0, 300, 1, 4.3, 6)}), ElementsAre("", "recap 0-10"));
    EXPECT_THAT(told(season_of(2), {same(0, 500, 1, 40, 4), same(0, 300, 1, 44.1, 6)}), ElementsAre("", "")) << "a scene begins before them";
    EXPECT_THAT(told(season_of(2), {same(1, 500, 0, 990, 4), same(1, 300, 0, 994.1, 5.9)}), ElementsAre("preview 990-1000", ""));
    EXPECT_THAT(told(season_of(2), {same(0, 300, 1, 0, 4), same(0, 304.5, 1, 4.5, 6)}), ElementsAre("", "")) << "one place going on";
    EXPECT_THAT(told(season_of(2), {faint(0, 500, 1, 0, 4), faint(0, 300, 1, 4, 6)}), ElementsAre("", "")) << "waves of one song under other voices";
}

TEST(Parts, AreTheSameForTheSameSeason) {
    std::vector<Repeat> repeats{same(0, 5, 1, 32, 40), same(0, 5, 2, 5, 40), same(1, 32, 2, 5, 40)};
    cut_together(repeats, 0, 1, 2, 6);
    cut_together(repeats, 2, 1, 969, 6);
    const auto once = find_parts(season_of(3), repeats);
    std::ranges::reverse(repeats);
    EXPECT_EQ(find_parts(season_of(3), repeats), once);
}

}  // namespace
}  // namespace bt::sound::parts_test
