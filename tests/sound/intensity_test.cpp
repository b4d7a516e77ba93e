#include "sound/intensity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sound/loudness_meter.h"

namespace bt::sound::intensity_test {
namespace {

using ::testing::IsEmpty;

/// Dialogue at -24 LUFS, give or take four, with the stretches given at another level.
std::vector<float> an_episode(std::initializer_list<std::pair<Span, float>> stretches) {
    std::vector<float> energy(600);
    for (std::size_t i = 0; i < energy.size(); ++i) energy[i] = -24 + static_cast<float>(i * 7 % 9) - 4;
    for (const auto& [span, level] : stretches) {
        for (auto i = static_cast<std::size_t>(span.start); i < static_cast<std::size_t>(span.end); ++i) energy[i] = level;
    }
    return energy;
}

TEST(Intensity, AFightIsIntenseAndANightIsCalm) {
    const auto found = find_intensity(an_episode({{{100, 160}, -14}, {{300, 400}, -42}}));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].intensity, Intensity::Intense);
    EXPECT_NEAR(found[0].span.start, 100, 8);
    EXPECT_NEAR(found[0].span.end, 160, 8);
    EXPECT_EQ(found[1].intensity, Intensity::Calm);
    EXPECT_NEAR(found[1].span.start, 300, 8);
    EXPECT_NEAR(found[1].span.end, 400, 8);
}

TEST(Intensity, AnEvenEpisodeSilenceAndNothingHaveNone) {
    EXPECT_THAT(find_intensity(an_episode({})), IsEmpty());
    EXPECT_THAT(find_intensity(std::vector<float>(300, kQuietest)), IsEmpty());
    EXPECT_THAT(find_intensity({}), IsEmpty());
}

TEST(Intensity, AShoutIsNoStretchAndAPauseEndsNone) {
    EXPECT_THAT(find_intensity(an_episode({{{100, 101}, -12}})), IsEmpty());
    const auto found = find_intensity(an_episode({{{100, 130}, -14}, {{133, 160}, -14}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].span.end, 160, 8);
}

TEST(Intensity, DoesNotDependOnHowLoudTheWholeIs) {
    const auto loud = an_episode({{{100, 160}, -14}, {{300, 400}, -42}});
    auto soft = loud;
    for (auto& level : soft) level -= 10;
    EXPECT_EQ(find_intensity(soft), find_intensity(loud));
}

TEST(Intensity, StretchesComeInOrderAndDoNotOverlap) {
    const auto found = find_intensity(an_episode({{{50, 90}, -10}, {{90, 150}, -50}, {{150, 220}, -9}, {{400, 500}, -45}}));
    ASSERT_GE(found.size(), 4U);
    for (std::size_t i = 1; i < found.size(); ++i) EXPECT_LE(found[i - 1].span.end, found[i].span.start);
}

}  // namespace
}  // namespace bt::sound::intensity_test
