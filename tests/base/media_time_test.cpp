#include "base/media_time.h"

#include <gtest/gtest.h>

namespace bt {
namespace {

TEST(MediaTime, ComparesAcrossTimescalesExactly) {
    EXPECT_EQ((MediaDuration{1, {3}}), (MediaDuration{30'000, {90'000}}));
    EXPECT_LT((MediaInstant{333'333'333, kNanoseconds}), (MediaInstant{1, {3}}));
    EXPECT_LT((MediaInstant{-1, {48'000}}), (MediaInstant{0, kMilliseconds}));
}

TEST(MediaTime, RoundsToTheNearestTickHalvesAwayFromZero) {
    struct Case { std::int64_t ticks; std::uint32_t from, to; std::int64_t expected; };
    for (const auto& c : {Case{1'001, 24'000, 1'000, 42}, Case{1, 2, 1, 1}, Case{-1, 2, 1, -1}, Case{-1'024, 48'000, 1'000, -21},
                          Case{INT64_MAX / 4, 4, 4, INT64_MAX / 4},
                          Case{INT64_MAX / 4, 90'000, 45'000, INT64_MAX / 8 + 1}, Case{-(INT64_MAX / 4), 90'000, 45'000, -(INT64_MAX / 8 + 1)}}) {
        SCOPED_TRACE(c.ticks);
        EXPECT_EQ(round_to(MediaInstant{c.ticks, {c.from}}, {c.to}).ticks, c.expected);
    }
}

TEST(MediaTime, FloorsTowardsThePast) {
    EXPECT_EQ(floor_to(MediaInstant{-1, {48'000}}, kMilliseconds).ticks, -1);
    EXPECT_EQ(floor_to(MediaInstant{47'999, {48'000}}, kMilliseconds).ticks, 999);
}

}  // namespace
}  // namespace bt
