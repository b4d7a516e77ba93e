#include "sound/tones.h"

#include <gmock/gmock.h>

namespace bt::sound::tones_test {
namespace {

Landmarks with(double duration, std::vector<Landmark> mid) {
    Landmarks made{.duration = duration};
    made.layers[static_cast<int>(Layer::Mid)] = std::move(mid);
    return made;
}

TEST(HeldTones, AHeldNoteIsAndAGlideIsNot) {
    std::vector<Landmark> landmarks;
    for (std::uint32_t frame = 0; frame < 62; frame += 4) landmarks.push_back({.frame = frame, .pitch = 60});
    for (std::uint32_t frame = 63; frame < 124; frame += 4) landmarks.push_back({.frame = frame, .pitch = static_cast<std::uint8_t>(frame)});
    const auto held = held_tones(with(2, landmarks));
    ASSERT_EQ(held.size(), 2U);
    EXPECT_GT(held[0], 0.8F);
    EXPECT_EQ(held[1], 0.0F);
}

TEST(HeldTones, SilenceHoldsNothing) {
    EXPECT_THAT(held_tones(with(2.5, {})), testing::ElementsAre(0, 0, 0));
    EXPECT_THAT(held_tones(Landmarks{}), testing::IsEmpty());
    EXPECT_THAT(held_tones(with(1, {{.frame = 4'000, .pitch = 1}})), testing::ElementsAre(0));
}

}  // namespace
}  // namespace bt::sound::tones_test
