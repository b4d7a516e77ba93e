#include "sound/wave_search.h"

#include <gtest/gtest.h>

#include <vector>

#include "made_waves.h"

namespace bt::sound::wave_search_test {
namespace {

constexpr std::int64_t kWords = kSearchWindow / 64;

TEST(WaveSearch, FindsWhereEachWindowWasCutFromToTheSample) {
    const auto there = noise(600, 1);
    auto here = noise(60, 2);
    const std::int64_t windows[] = {0, 640 * 64, 64'000}, places[] = {3'001, 1'100'777, 12'289};
    for (std::size_t i = 0; i < 3; ++i) lay(there, places[i], here, windows[i], kWords, i == 1);
    const auto found = search_waves(here, windows, there);
    ASSERT_EQ(found.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        ASSERT_TRUE(found[i]) << i;
        EXPECT_EQ(found[i]->sample, places[i]);
        EXPECT_NEAR(found[i]->score, 16, 3);
    }
}

TEST(WaveSearch, FindsTheVeryLastPlaceThereIs) {
    // The last of these is the first of a block, or the only one there is.
    for (const std::int64_t samples : {std::int64_t{40'000}, 3 * (16'384 - kSearchWindow) + kSearchWindow, kSearchWindow}) {
        const auto there = noise(static_cast<double>(samples) / kWaveRate, 1);
        auto here = noise(10, 2);
        const auto last = size_of(there) - kSearchWindow;
        lay(there, last, here, 0, kWords);
        const auto found = search_waves(here, std::vector<std::int64_t>{0}, there);
        ASSERT_TRUE(found[0]) << samples;
        EXPECT_EQ(found[0]->sample, last);
    }
}

TEST(WaveSearch, FindsNothingByChanceNorWhereThereIsNothing) {
    const auto here = noise(30, 2);
    const std::vector<std::int64_t> windows{0, 20'000};
    for (const auto& there : {noise(900, 1), noise(1, 1), Waves{}}) {
        for (const auto& each : search_waves(here, windows, there)) EXPECT_FALSE(each);
    }
    for (const auto& each : search_waves({}, windows, noise(60, 1))) EXPECT_FALSE(each);
    EXPECT_TRUE(search_waves(here, {}, noise(60, 1)).empty());
}

}  // namespace
}  // namespace bt::sound::wave_search_test
