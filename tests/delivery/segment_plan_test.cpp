#include "delivery/segment_plan.h"

#include <gtest/gtest.h>

#include <random>

namespace bt::delivery {
namespace {

std::vector<std::int64_t> starts_of(const SegmentPlan& plan) {
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i <= plan.count(); ++i) out.push_back(plan.start(i).ticks);
    return out;
}

TEST(SegmentPlan, EndsEachSegmentAtTheLatestSyncPointWithinSixSeconds) {
    struct Case { std::vector<std::int64_t> syncs; std::int64_t end; std::vector<std::int64_t> starts; };
    const Case cases[] = {
        {{0, 2'000, 4'000, 6'000, 8'000}, 10'000, {0, 6'000, 10'000}},
        {{0, 5'000, 10'000, 15'000}, 20'000, {0, 5'000, 10'000, 15'000, 20'000}},
        {{0, 10'000, 20'000}, 30'000, {0, 10'000, 20'000, 30'000}},             // further apart than wanted: at each
        {{0, 500, 9'000}, 12'000, {0, 500, 9'000, 12'000}},
        {{0}, 3'600'000, {0, 3'600'000}},                                        // one sync point in all
        {{0, 6'000}, 6'400, {0, 6'400}},                                         // a tail too short to stand alone
        {{83, 4'083}, 5'000, {83, 5'000}},
        {{-20'000, -10'000, -500, 4'000}, 9'000, {0, 4'000, 9'000}},             // from the last before zero, which is where it begins
        {{-500, 0, 7'000}, 8'500, {0, 7'000, 8'500}},
        {{-500}, -100, {0, 1}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(::testing::PrintToString(c.syncs));
        EXPECT_EQ(starts_of(SegmentPlan::at_sync_points(c.syncs, kMilliseconds, {c.end, kMilliseconds})), c.starts);
    }
}

TEST(SegmentPlan, CoversThePresentationOnceWhateverTheSyncPoints) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::int64_t> syncs{static_cast<std::int64_t>(random() % 5'000)};
        for (auto i = random() % 200; i > 0; --i) syncs.push_back(syncs.back() + 1 + static_cast<std::int64_t>(random() % 9'000));
        const auto plan = SegmentPlan::at_sync_points(syncs, kMilliseconds, {syncs.back() + 1 + static_cast<std::int64_t>(random() % 9'000), kMilliseconds});
        ASSERT_GE(plan.count(), 1U);
        EXPECT_EQ(plan.first_sync(0), 0U);
        for (std::size_t i = 0; i < plan.count(); ++i) {
            EXPECT_LT(plan.start(i), plan.start(i + 1));
            EXPECT_LT(plan.first_sync(i), plan.first_sync(i + 1));
            EXPECT_EQ(plan.start(i).ticks, syncs[plan.first_sync(i)]);
        }
    }
}

TEST(SegmentPlan, DecodesFromTheLastSyncPointBeforeZero) {
    const auto plan = SegmentPlan::at_sync_points(std::vector<std::int64_t>{-20'000, -10'000, -500, 4'000}, kMilliseconds, {9'000, kMilliseconds});
    EXPECT_EQ(plan.first_sync(0), 2U);
    EXPECT_EQ(plan.first_sync(1), 3U);
    EXPECT_EQ(plan.first_sync(2), 4U);
}

TEST(SegmentPlan, GoesOnEverySixSecondsForSoundBehindThePicture) {
    struct Case { std::int64_t end; std::vector<std::int64_t> starts; };
    const Case cases[] = {
        {30'000, {0, 6'000, 8'000, 14'000, 20'000, 26'000, 30'000}},
        {8'900, {0, 6'000, 8'000}},   // less than a segment's least length
        {11'900, {0, 6'000, 8'000}},  // fits into the last segment
        {12'100, {0, 6'000, 8'000, 12'100}},
        {7'000, {0, 6'000, 8'000}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.end);
        auto plan = SegmentPlan::at_sync_points(std::vector<std::int64_t>{0, 6'000}, kMilliseconds, {8'000, kMilliseconds});
        plan.extend_to({c.end, kMilliseconds});
        EXPECT_EQ(starts_of(plan), c.starts);
        EXPECT_EQ(plan.picture_count(), 2U);
        EXPECT_EQ(plan.first_sync(plan.count()), 2U);
    }
}

TEST(SegmentPlan, CutsSoundAloneEverySixSeconds) {
    EXPECT_EQ(starts_of(SegmentPlan::even({0, {48'000}}, {48'000 * 13, {48'000}})),
              (std::vector<std::int64_t>{0, 288'000, 576'000, 624'000}));
    EXPECT_EQ(SegmentPlan::even({0, {48'000}}, {0, {48'000}}).count(), 1U);
}

TEST(SegmentPlan, TakesBoundedMemoryForSoundThatClaimsToLastForEver) {
    EXPECT_LE(SegmentPlan::even({0, {1}}, {std::int64_t{1} << 60, {1}}).count(), 100'001U);
}

TEST(SegmentPlan, NumbersSegmentsFromOne) {
    const auto plan = SegmentPlan::even({0, kMilliseconds}, {13'000, kMilliseconds});
    EXPECT_EQ(plan.index_of(SegmentNumber{0}), std::nullopt);
    EXPECT_EQ(plan.index_of(SegmentNumber{3}), 2U);
    EXPECT_EQ(plan.index_of(SegmentNumber{4}), std::nullopt);
}

}  // namespace
}  // namespace bt::delivery
