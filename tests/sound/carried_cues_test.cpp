#include "sound/carried_cues.h"

#include <gtest/gtest.h>

namespace bt::sound::carried_cues_test {
namespace {

const IsLeftOut kNothingLeftOut = [](const SongCue&, std::size_t, const SongCue&, std::size_t) { return false; };

EpisodeSound episode(std::vector<SongCue> cues) { return {.duration = 1'000, .cues = std::move(cues)}; }
const SongCue kRain{.song = SongNumber{3}, .span = {400, 430}, .offset = 20, .rate = 1, .level = -6, .confidence = 1};
Repeat repeat(Span in_earlier, double later_start, double agreement = 0.8) {
    return {.earlier = 0, .later = 1, .in_earlier = in_earlier, .in_later = {later_start, later_start + in_earlier.length()}, .agreement = agreement};
}

TEST(CarriedCues, NameTheSongOfAnExcerptInARecap) {
    std::vector<EpisodeSound> season = {episode({kRain}), episode({})};
    carry_cues(season, std::vector{repeat({410, 415}, 4)}, {}, kNothingLeftOut);
    ASSERT_EQ(season[1].cues.size(), 1U);
    const auto& cue = season[1].cues[0];
    EXPECT_EQ(cue.song, kRain.song);
    EXPECT_EQ(cue.span, (Span{4, 9}));
    EXPECT_DOUBLE_EQ(cue.offset, 30);
    EXPECT_EQ(season[0], episode({kRain}));
}

TEST(CarriedCues, NameTheSongOfAnExcerptInAPreview) {
    std::vector<EpisodeSound> season = {episode({}), episode({kRain})};
    carry_cues(season, std::vector{repeat({990, 996}, 427)}, {}, kNothingLeftOut);
    ASSERT_EQ(season[0].cues.size(), 1U);
    EXPECT_EQ(season[0].cues[0].span, (Span{990, 993}));
    EXPECT_DOUBLE_EQ(season[0].cues[0].offset, 47);
}

TEST(CarriedCues, LengthenACueThatWasHeardInPart) {
    auto part = kRain;
    part.span = {5, 7};
    part.offset = 31;
    std::vector<EpisodeSound> season = {episode({kRain}), episode({part})};
    carry_cues(season, std::vector{repeat({410, 415}, 4)}, {}, kNothingLeftOut);
    ASSERT_EQ(season[1].cues.size(), 1U);
    EXPECT_EQ(season[1].cues[0].span, (Span{4, 9}));
    EXPECT_DOUBLE_EQ(season[1].cues[0].offset, 30);
}

TEST(CarriedCues, LeaveAloneWhatIsOnlyTheSameMusicAndWhereAnotherSongWasHeard) {
    const SongCue other{.song = SongNumber{5}, .span = {3, 10}, .offset = 0, .confidence = 1};
    std::vector<EpisodeSound> season = {episode({kRain}), episode({other})};
    carry_cues(season, std::vector{repeat({410, 415}, 4)}, {}, kNothingLeftOut);
    EXPECT_EQ(season[1], episode({other}));
    season[1] = episode({});
    carry_cues(season, std::vector{repeat({410, 415}, 4, 0.3)}, {}, kNothingLeftOut);
    EXPECT_TRUE(season[1].cues.empty());
}

TEST(CarriedCues, AreNotThoseWhoseSongWasLeftOutOfTheExcerpt) {
    std::vector<EpisodeSound> season = {episode({kRain}), episode({})};
    carry_cues(season, std::vector{repeat({425, 435}, 4)}, {}, [](const SongCue& scene, std::size_t from, const SongCue& copy, std::size_t to) {
        EXPECT_EQ(scene.span, (Span{425, 430}));
        EXPECT_EQ(scene.offset, 45);
        EXPECT_EQ(from, 0U);
        EXPECT_EQ(copy.span, (Span{4, 9}));
        EXPECT_EQ(copy.offset, 45);
        EXPECT_EQ(to, 1U);
        return true;
    });
    EXPECT_TRUE(season[1].cues.empty());
}

TEST(CarriedCues, AreNotThoseThatAreLaidUnderAnExcerptInARecap) {
    auto bed = kRain;
    bed.span = {0, 30};
    const std::vector<EpisodeSound> season = {episode({}), episode({bed})};
    auto carried = season;
    carry_cues(carried, std::vector{repeat({410, 415}, 4)}, {}, kNothingLeftOut);
    EXPECT_EQ(carried, season);
    carry_cues(carried, std::vector{repeat({500, 505}, 450)}, {}, kNothingLeftOut);
    EXPECT_EQ(carried, season) << "nor where it cannot be told which of the two is the excerpt";
}

TEST(CarriedCues, NameTheSongOfATitleWhereverItLies) {
    auto title = kRain;
    title.span = {200, 230};
    std::vector<EpisodeSound> season = {episode({title}), episode({})};
    carry_cues(season, std::vector{repeat({200, 230}, 300)}, {}, kNothingLeftOut);
    ASSERT_EQ(season[1].cues.size(), 1U);
    EXPECT_EQ(season[1].cues[0].span, (Span{300, 330}));
}

TEST(CarriedCues, DoNotTellOfAllTitlesWhatOneIsDoubtfulOfOrWhatOnlyReachesIntoIt) {
    auto doubtful = kRain, reaching = kRain;
    doubtful.span = {200, 230};
    doubtful.confidence = 0.7;
    reaching.span = {218, 260};
    std::vector<EpisodeSound> season = {episode({doubtful, reaching}), episode({})};
    carry_cues(season, std::vector{repeat({200, 220}, 300)}, {}, kNothingLeftOut);
    EXPECT_TRUE(season[1].cues.empty());
}

TEST(CarriedCues, AreTakenAwayWhereFewOfSeveralCopiesOfATitleHaveThem) {
    auto doubtful = kRain;
    doubtful.span = {200, 230};
    doubtful.confidence = 0.9;
    const auto title = [](std::size_t earlier, std::size_t later) {
        return Repeat{.earlier = earlier, .later = later, .in_earlier = {195, 235}, .in_later = {195, 235}, .agreement = 0.8};
    };
    const std::vector repeats{title(0, 1), title(0, 2), title(0, 3), title(1, 2), title(1, 3), title(2, 3)};
    std::vector<EpisodeSound> season = {episode({}), episode({doubtful}), episode({}), episode({})};
    carry_cues(season, repeats, {}, kNothingLeftOut);
    EXPECT_TRUE(season[1].cues.empty());

    season = {episode({}), episode({doubtful}), episode({doubtful}), episode({doubtful})};
    carry_cues(season, repeats, {}, kNothingLeftOut);
    EXPECT_EQ(season[1].cues.size(), 1U) << "two of three others say so, too";

    auto sure = doubtful;
    sure.confidence = 1;
    season = {episode({}), episode({sure}), episode({}), episode({})};
    carry_cues(season, repeats, {}, kNothingLeftOut);
    for (const auto& each : season) EXPECT_EQ(each.cues.size(), 1U);

    season = {episode({}), episode({doubtful}), episode({})};
    carry_cues(season, std::vector{title(0, 1), title(1, 2)}, {}, kNothingLeftOut);
    EXPECT_TRUE(season[1].cues.empty());

    season = {episode({}), episode({doubtful})};
    carry_cues(season, std::vector{title(0, 1)}, {}, kNothingLeftOut);
    EXPECT_EQ(season[1].cues.size(), 1U) << "one copy is too few to deny it";
}

TEST(CarriedCues, FollowThePiecesOfARecapHoweverLittleOfTheMixIsLeft) {
    std::vector<EpisodeSound> season = {episode({kRain}), episode({})};
    carry_cues(season, {}, std::vector<EpisodeParts>{{}, {.parts = {}, .pieces = {{.here = {4, 9}, .episode = 0, .there = {410, 415}, .agreement = 0.1, .share = 0.2}}}}, kNothingLeftOut);
    ASSERT_EQ(season[1].cues.size(), 1U);
    EXPECT_EQ(season[1].cues[0].span, (Span{4, 9}));
    EXPECT_EQ(season[0], episode({kRain})) << "and never lead back: what sounds in a recap is its bed, too";
}

}  // namespace
}  // namespace bt::sound::carried_cues_test
