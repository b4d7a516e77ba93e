#include "sound/loud_cells.h"

#include <gtest/gtest.h>

#include "tests/sound/made_music.h"

namespace bt::sound::loud_cells_test {
namespace {

constexpr double kSeconds = 24;

/// The same music under voices that speak every second second.
Landmarks scene(unsigned voices) {
    auto sound = made_song(3, kSeconds);
    const auto speech = made_speech(voices, kSeconds);
    for (double at = 0; at + 2 <= kSeconds; at += 2) mix_in(sound, at, speech, at, 1, 12);
    return landmarks_of(sound);
}
Mixture mixture(const Landmarks& a, const Landmarks& b) { return mixture_of(a, b, {.earlier = 0, .later = 1, .in_earlier = {0, kSeconds}, .in_later = {0, kSeconds}}); }

TEST(Mixture, OfOneMixAgreesWhereItIsLoudAsElsewhere) {
    const auto one = scene(1);
    EXPECT_NEAR(mixture(one, scene(1)).where_loud, 1, 0.02);
    EXPECT_EQ(mixture(one, scene(1)).covered_head, 0);
}

TEST(Mixture, OfOneMusicUnderOtherVoicesAgreesLessWhereTheyAreLoud) { EXPECT_LT(mixture(scene(1), scene(2)).where_loud, 0.85); }

TEST(Mixture, TellsHowLongOtherVoicesLieOverTheBeginning) {
    const auto talk = [](unsigned voices) {
        auto sound = made_song(3, kSeconds);
        mix_in(sound, 0, made_speech(voices, kSeconds), 0, 10, 9);
        return landmarks_of(sound);
    };
    EXPECT_NEAR(mixture(talk(1), talk(2)).covered_head, 10, 1.5);
}

TEST(Mixture, IsTakenForOneWhereWavesDoNotTell) {
    auto one = scene(1), other = scene(2);
    one.waves.clear();
    EXPECT_EQ(mixture(one, other).where_loud, 1);
    EXPECT_EQ(mixture_of(other, other, {.earlier = 0, .later = 1, .in_earlier = {0, 2}, .in_later = {0, 2}}).where_loud, 1) << "too short";
}

}  // namespace
}  // namespace bt::sound::loud_cells_test
