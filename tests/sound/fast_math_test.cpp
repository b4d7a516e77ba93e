#include "sound/fast_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bt::sound::fast_math_test {
namespace {

TEST(FastMath, LogarithmsAreRightToTwoTenThousandths) {
    for (float x = 1e-12F; x < 1e6F; x *= 1.003F) ASSERT_NEAR(fast_log2(x), std::log2(x), 2e-4) << x;
}

TEST(FastMath, ExponentialsAreRightToThreeTenThousandthsAndHeldWhereTheyWouldOverflow) {
    for (float x = -79; x < 79; x += 0.0137F) ASSERT_NEAR(fast_exp(x) / std::exp(x), 1, 3e-4) << x;
    EXPECT_GT(fast_exp(-1e9F), 0);
    EXPECT_TRUE(std::isfinite(fast_exp(1e9F)));
}

}  // namespace
}  // namespace bt::sound::fast_math_test
