#include "service/sound/same_sound.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bt::service {
namespace {

using sound::Landmark;
using sound::Landmarks;

/// As chance has it, forty a second.
Landmarks some_sound(unsigned seed, double duration = 120) {
    std::mt19937 random(seed);
    Landmarks sound{.duration = duration};
    const auto frames = static_cast<std::uint32_t>(sound::frames_in(duration));
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        if (random() % 3 < 2) sound.layers[0].push_back({frame, static_cast<std::uint8_t>(random() % sound::kPitchSteps), 100});
    }
    return sound;
}

TEST(SameSound, IsWhatIsEqualOrHasHalfOfTheLandmarksAFrameLater) {
    const auto one = some_sound(1);
    EXPECT_TRUE(are_same_sound(one, one));
    auto other = one;
    for (std::size_t i = 0; i < other.layers[0].size(); i += 2) other.layers[0][i].pitch ^= 1;
    for (auto& mark : other.layers[0]) ++mark.frame;
    other.duration += 0.05;
    EXPECT_TRUE(are_same_sound(one, other));
}

TEST(SameSound, IsNotWhatOnlyLastsAsLong) { EXPECT_FALSE(are_same_sound(some_sound(1), some_sound(2))); }

TEST(SameSound, IsNotWhatHasOtherMusicInAPlace) {
    const auto one = some_sound(1);
    auto other = one;
    const auto another = some_sound(2);
    const auto is_there = [](const Landmark& mark) { return mark.frame >= 1'900 && mark.frame < 2'500; };
    std::erase_if(other.layers[0], is_there);
    EXPECT_FALSE(are_same_sound(one, other)) << "nothing sounds there";
    EXPECT_FALSE(are_same_sound(other, one));
    for (const auto& mark : another.layers[0]) {
        if (is_there(mark)) other.layers[0].push_back(mark);
    }
    std::ranges::stable_sort(other.layers[0], {}, &Landmark::frame);
    EXPECT_FALSE(are_same_sound(one, other));
}

TEST(SameSound, IsNotWhatIsLongerOrShiftedOrSilent) {
    EXPECT_FALSE(are_same_sound(some_sound(1, 120), some_sound(1, 122)));
    auto later = some_sound(1);
    for (auto& mark : later.layers[0]) mark.frame += 6;
    EXPECT_FALSE(are_same_sound(some_sound(1), later)) << "times would be wrong by a tenth of a second";
    EXPECT_FALSE(are_same_sound({.duration = 120}, {.duration = 120}));
}

}  // namespace
}  // namespace bt::service
