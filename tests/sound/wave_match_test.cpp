#include "sound/wave_match.h"

#include <gtest/gtest.h>

#include "tests/sound/made_music.h"

namespace bt::sound::wave_match_test {
namespace {

std::int64_t sample_at(double seconds) { return std::llround(seconds * kWaveRate); }

/// A scene with its music, and a recap into which five seconds of it were cut, over a music bed as loud as everything.
struct Cut {
    static constexpr double kScene = 20, kHere = 12, kSeconds = 5;
    Cut() {
        auto scene = made_speech(1, 40);
        mix_in(scene, 0, made_song(3, 40), 0, 40, -6);
        auto recap = made_speech(2, 30);
        for (auto* side : {&recap.left, &recap.right}) std::fill(side->begin() + kMadeRate * 12, side->begin() + kMadeRate * 17, 0.0F);
        mix_in(recap, kHere, scene, kScene, kSeconds);
        mix_in(recap, 0, made_song(9, 30), 0, 30);
        there = landmarks_of(scene).waves;
        here = landmarks_of(recap).waves;
    }
    std::optional<WaveMatch> match(double seconds, std::int64_t off = 0) const { return match_waves(here, there, sample_at(seconds), sample_at(kScene - kHere) + off); }
    Waves here, there;
};

TEST(WaveMatch, FindsWhatWasCutFromAnotherMixUnderAMusicBedWithItsEdges) {
    const Cut cut;
    for (const std::int64_t off : {-40, 0, 40}) {
        SCOPED_TRACE(off);
        const auto found = cut.match(Cut::kHere + 2.5, off);
        ASSERT_TRUE(found);
        EXPECT_NEAR(static_cast<double>(found->lag), static_cast<double>(sample_at(Cut::kScene - Cut::kHere)), 1);
        EXPECT_NEAR(static_cast<double>(found->from) / kWaveRate, Cut::kHere, 0.3);
        EXPECT_NEAR(static_cast<double>(found->to) / kWaveRate, Cut::kHere + Cut::kSeconds, 0.3);
        EXPECT_GT(found->share, 0.15);
    }
}

TEST(WaveMatch, BestAgreementStandsOutWhereItWasCutAndOnlyThere) {
    const Cut cut;
    const auto agreement = [&](double from, double to, std::int64_t off) { return best_agreement(cut.here, cut.there, sample_at(from), sample_at(to), sample_at(Cut::kScene - Cut::kHere) + off).score; };
    EXPECT_GT(agreement(Cut::kHere, Cut::kHere + Cut::kSeconds, 30), 12);
    EXPECT_LT(agreement(Cut::kHere, Cut::kHere + Cut::kSeconds, 2'000), 6);
    EXPECT_LT(agreement(2, 7, 0), 6);
    EXPECT_EQ(agreement(5, 5, 0), 0);
    EXPECT_EQ(agreement(900, 905, 0), 0);
}

TEST(WaveMatch, BestAgreementTellsTheLagAndWhetherItIsTurnedOver) {
    Cut cut;
    const auto from = sample_at(Cut::kHere), to = sample_at(Cut::kHere + Cut::kSeconds);
    const auto near = best_agreement(cut.here, cut.there, from, to, sample_at(Cut::kScene - Cut::kHere) + 30);
    EXPECT_NEAR(static_cast<double>(near.lag), static_cast<double>(sample_at(Cut::kScene - Cut::kHere)), 1);
    EXPECT_EQ(best_agreement(cut.here, cut.there, from, to, near.lag, 0).score, near.score);
    EXPECT_LT(std::abs(best_agreement(cut.here, cut.there, from, to, near.lag + 30, 2).score), near.score / 2);
    for (auto& word : cut.here) word = ~word;
    EXPECT_EQ(best_agreement(cut.here, cut.there, from, to, near.lag).score, -near.score);
}

TEST(WaveMatch, FindsItTurnedOver) {
    Cut cut;
    for (auto& word : cut.here) word = ~word;
    const auto found = cut.match(Cut::kHere + 2.5);
    ASSERT_TRUE(found);
    EXPECT_GT(found->share, 0.15);
}

TEST(WaveMatch, FindsNothingBesideItFarFromTheLagOrBeyondTheEnds) {
    const Cut cut;
    EXPECT_FALSE(cut.match(Cut::kHere - 4));
    EXPECT_FALSE(cut.match(Cut::kHere + Cut::kSeconds + 4));
    EXPECT_FALSE(cut.match(Cut::kHere + 2.5, 300));
    for (const std::int64_t middle : {-1'000'000, -10, 0, 60'000, 1'000'000}) EXPECT_FALSE(match_waves(cut.here, cut.there, middle, -5'000'000)) << middle;
    EXPECT_FALSE(match_waves({}, {}, 0, 0));
    EXPECT_FALSE(match_waves(cut.here, {}, sample_at(14), 0));
}

TEST(WaveMatch, IsWholeWhereARecordingMeetsItself) {
    const Cut cut;
    const auto found = match_waves(cut.here, cut.here, sample_at(10), 0);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->from, 0);
    EXPECT_NEAR(static_cast<double>(found->to), static_cast<double>(size_of(cut.here)), 128);
    EXPECT_DOUBLE_EQ(found->share, 1);
}

}  // namespace
}  // namespace bt::sound::wave_match_test
