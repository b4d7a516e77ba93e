#include "sound/loudness_belief.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bt::sound::loudness_belief_test {
namespace {

constexpr float kRare = 0.002F;  // chance of a landmark of some level

int gain_number(const OfGains& sum) { return static_cast<int>(std::ranges::max_element(sum) - sum.begin()); }
float gain_of(int number) { return static_cast<float>(kLowestGain + number * kGainStep); }
float total(const Belief& belief) { return std::accumulate(belief.gain.begin(), belief.gain.end(), belief.none); }

TEST(LoudnessBelief, ALandmarkThatIsMissingSpeaksOnlyAgainstASongThatWouldStandOut) {
    OfGains sum{};
    add_missing(sum, 180, 120);
    EXPECT_NEAR(sum.front(), 0, 0.01);  // 45 dB softer: nobody would see it
    EXPECT_LT(sum.back(), -0.5);
    EXPECT_TRUE(std::ranges::is_sorted(sum, std::greater{}));
}

TEST(LoudnessBelief, OneThatIsThereSpeaksForTheLoudnessItHas) {
    for (const int number : {4, 8, 12}) {
        SCOPED_TRACE(number);
        OfGains sum{};
        const float found = 180 + gain_of(number);
        add_found(sum, 180, found - 20, found, kRare);
        EXPECT_EQ(gain_number(sum), number);
        EXPECT_GT(sum[static_cast<std::size_t>(number)], 2);
    }
}

TEST(LoudnessBelief, OneThatIsThereWhereNoneCouldBeSeenSaysNothing) {
    OfGains sum{};
    const float found = 180 + gain_of(8);
    add_found(sum, 180, found + 60, found, kRare);
    EXPECT_NEAR(sum[8], 0, 0.05);
}

TEST(LoudnessBelief, ACommonOneSaysLessThanARareOneAndNoneSaysAll) {
    const auto worth = [](float chance) {
        OfGains sum{};
        add_found(sum, 180, 180 + gain_of(8) - 20, 180 + gain_of(8), chance);
        return sum[8];
    };
    EXPECT_LT(worth(0.05F), worth(0.005F));
    EXPECT_LT(worth(1e-9F), 6);
}

TEST(LoudnessBelief, IsWholeWhateverWasSeenAndHalfInNothingBeforeAnythingWas) {
    EXPECT_NEAR(believe(OfGains{}).none, 0.5, 0.01);
    OfGains seen{};
    for (const float much : {0.0F, 5.0F, 5'000.0F}) {
        seen[7] = much;
        seen[2] = -much;
        EXPECT_NEAR(total(believe(seen)), 1, 0.02) << much;
    }
}

TEST(LoudnessBelief, FollowsWhatWasSeenAndLendsToWhatIsNear) {
    OfGains seen{};
    seen.fill(-10);
    seen[7] = 20;
    const auto belief = believe(seen);
    EXPECT_LT(belief.none, 1e-3);
    EXPECT_GT(belief.gain[7], 0.4);
    EXPECT_GT(belief.gain[8], belief.gain[9]);
    EXPECT_GT(belief.gain[9], belief.gain[12]);
    EXPECT_GT(belief.gain[15], 0);  // a song may always be turned up
}

TEST(LoudnessBelief, WhatSaysNothingIsAsLikelyWithTheSongAsWithout) { EXPECT_NEAR(likeliness(believe(OfGains{}), OfGains{}), 1, 0.02); }

}  // namespace
}  // namespace bt::sound::loudness_belief_test
