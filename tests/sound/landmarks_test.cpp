#include "sound/landmarks.h"

#include <gtest/gtest.h>

#include <random>

#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::landmarks_test {
namespace {

TEST(Landmarks, DoNotDependOnHowTheSoundIsCutIntoPieces) {
    const auto song = made_song(1, 10);
    MadePcm small(song, 2, 7), large(song, 2, 100'000);
    EXPECT_EQ(landmarks_of(small), landmarks_of(large));
}

TEST(Landmarks, LieAtThePitchAndTimeOfTheTone) {
    auto tone = silence(4);
    for (std::size_t i = 0; i < kMadeRate / 2; ++i) {
        const auto value = static_cast<float>(0.25 * std::sin(2 * std::numbers::pi * 880 * static_cast<double>(i) / kMadeRate) * std::exp(-6.0 * static_cast<double>(i) / kMadeRate));
        tone.left[2 * kMadeRate + i] = tone.right[2 * kMadeRate + i] = value;
    }
    const auto landmarks = landmarks_of(tone);
    const auto& marks = landmarks.layers[0];
    ASSERT_FALSE(marks.empty());
    const auto loudest = *std::max_element(marks.begin(), marks.end(), [](const Landmark& a, const Landmark& b) { return a.level < b.level; });
    EXPECT_NEAR(loudest.frame * kFrameSeconds, 2.05, 0.08);
    EXPECT_NEAR(loudest.pitch, 3 * kStepsPerOctave, 1);          // three octaves above 110 Hz
    EXPECT_NEAR(loudest.level * kLevelStep + kLowestLevel, -13, 4);  // a quarter of full scale, fading
    EXPECT_TRUE(landmarks.layers[1].empty());                    // nothing differs between left and right
}

TEST(Landmarks, AreNearlyTheSameAtEverySampleRate) {
    const auto reference = landmarks_of(made_song(2, 10, 44'100));
    for (const int rate : {16'000, 32'000, 48'000, 96'000}) {
        SCOPED_TRACE(rate);
        const auto other = landmarks_of(made_song(2, 10, rate));
        std::size_t common = 0;
        for (const auto& a : reference.layers[0]) {
            common += std::any_of(other.layers[0].begin(), other.layers[0].end(), [&](const Landmark& b) { return std::abs(int(a.frame) - int(b.frame)) <= 1 && std::abs(a.pitch - b.pitch) <= 1; }) ? 1U : 0U;
        }
        EXPECT_GT(common, reference.layers[0].size() * 3 / 4);
    }
}

TEST(Landmarks, OfSilenceAreNoneAndItsEnergyIsZero) {
    const auto landmarks = landmarks_of(silence(3));
    EXPECT_TRUE(landmarks.layers[0].empty());
    EXPECT_EQ(landmarks.energy, std::vector<std::uint8_t>(15, 0));
    EXPECT_DOUBLE_EQ(landmarks.duration, 3);
}

TEST(Landmarks, StandOutOfTheLevelOfWhatElseSounds) {
    auto noise = silence(4);
    std::mt19937 random(1);
    std::normal_distribution<float> sample(0, 0.1F);
    for (auto& value : noise.left) value = sample(random);
    noise.right = noise.left;
    const auto quiet = landmarks_of(silence(4)), loud = landmarks_of(noise);
    ASSERT_NEAR(static_cast<double>(loud.ground[0].size()), 4 / (kGroundFrames * kFrameSeconds), 2);
    const auto middle = loud.ground[0][30];
    for (std::size_t i = 0; i < middle.size(); ++i) {
        // White noise is as loud everywhere; wider steps hold more bins, of which the loudest counts.
        EXPECT_NEAR(middle[i] * kLevelStep + kLowestLevel, -47, 8) << i;
        EXPECT_LT(quiet.ground[0][30][i], 10) << i;
    }
    EXPECT_TRUE(landmarks_of(noise, kSongDensity).ground[0].empty());  // nothing is looked for in a song
}

TEST(PackedLandmarks, ComeBackAsTheyWere) {
    auto sound = made_song(3, 12);
    mix_in(sound, 0, silence(12), 0, 12);
    const auto landmarks = landmarks_of(sound);
    EXPECT_EQ(decode_landmarks(encode_landmarks(landmarks)).value(), landmarks);
    auto late = Landmarks{.duration = 100, .layers = {}, .faint = {}, .energy = {}};
    late.layers[1] = {{.frame = 0, .pitch = 1, .level = 2}, {.frame = 254, .pitch = 3, .level = 4}, {.frame = 6'000, .pitch = 191, .level = 255}};
    EXPECT_EQ(decode_landmarks(encode_landmarks(late)).value(), late);
}

TEST(PackedLandmarks, CutShortAtAnyPlaceOrOfAnotherVersionAreRefused) {
    const auto bytes = encode_landmarks(landmarks_of(made_song(3, 2)));
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_landmarks(ByteView(bytes).first(size))) << size;
    auto other = bytes;
    other[5] ^= std::byte{0x40};
    EXPECT_EQ(decode_landmarks(other).error().fault, Fault::Unsupported);
}

TEST(PackedLandmarks, TakeNoMemoryForMoreThanTheirLengthHasRoomFor) {
    auto bytes = encode_landmarks(landmarks_of(made_song(3, 2)));
    constexpr std::size_t kSizeOfColumns = 16;  // behind magic, version, layers and length
    bytes[kSizeOfColumns] = std::byte{0x7F};
    EXPECT_EQ(decode_landmarks(bytes).error().message, "more landmarks than there is time for");
}

TEST(PackedLandmarks, TakeTwoBytesEach) {
    auto landmarks = landmarks_of(made_song(3, 60), kSongDensity);
    landmarks.waves.clear();
    std::size_t count = 0;
    for (int layer = 0; layer < kLayers; ++layer) count += landmarks.layers[layer].size() + landmarks.faint[layer].size();
    EXPECT_LT(encode_landmarks(landmarks).size(), 2 * count + 400);
}

}  // namespace
}  // namespace bt::sound::landmarks_test
