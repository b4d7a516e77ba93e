#include "sound/wave_probe.h"

#include <gtest/gtest.h>

#include <random>

#include "sound/hearing_range.h"

namespace bt::sound::wave_probe_test {
namespace {

constexpr double kSeconds = 20;

Waves noise(unsigned seed) {
    std::mt19937_64 random(seed);
    Waves waves(static_cast<std::size_t>(kSeconds * kWaveRate / 64));
    for (auto& word : waves) word = random();
    return waves;
}

/// One sample in `kept` of the song's is heard, `lag` samples earlier than in the song; the others are chance's.
Landmarks episode_of(const Waves& song, std::int64_t lag, unsigned kept, std::uint64_t turned = 0) {
    std::mt19937 random(9);
    Landmarks episode;
    episode.waves = noise(100);
    for (std::size_t word = 0; word < episode.waves.size(); ++word) {
        const auto known = samples_from(song, static_cast<std::int64_t>(word) * 64 + lag) ^ turned;
        std::uint64_t mask = 0;
        for (int bit = 0; bit < 64; ++bit) mask |= std::uint64_t{random() % kept == 0} << bit;
        episode.waves[word] = (episode.waves[word] & ~mask) | (known & mask);
    }
    return episode;
}

constexpr std::uint32_t kFrame = 600;  // in the middle
constexpr std::int64_t kWords = 96;    // three seconds

TEST(WaveProbe, TellsASongOfWhichOneSampleInSixIsHeardAndNoOther) {
    const auto song = noise(1);
    const auto episode = episode_of(song, 3'000, 6);
    WaveProbe probe(episode, kWords);
    const auto place = static_cast<std::int64_t>(kFrame + 3'000 / kWavesPerFrame);
    EXPECT_GT(probe.look(kFrame, song, place).score, 8);
    EXPECT_LT(probe.look(kFrame, noise(2), place).score, 4.5);
}

TEST(WaveProbe, TellsHowManySamplesBesideThePlaceItLies) {
    const auto song = noise(1);
    const auto episode = episode_of(song, 77, 3);
    for (const std::int64_t words : {24, 96}) EXPECT_EQ(WaveProbe(episode, words).look(kFrame, song, kFrame).lag, 77) << words;
}

TEST(WaveProbe, TellsItTurnedOver) {
    const auto song = noise(1);
    const auto episode = episode_of(song, 0, 4, ~std::uint64_t{0});
    EXPECT_GT(WaveProbe(episode, kWords).look(kFrame, song, kFrame).score, 8);
}

TEST(WaveProbe, LooksFourFramesToEitherSide) {
    const auto song = noise(1);
    const auto episode = episode_of(song, 0, 3);
    WaveProbe probe(episode, kWords);
    for (const int away : {-3, 3}) EXPECT_GT(probe.look(kFrame, song, std::int64_t{kFrame} + away).score, 8) << away;
    for (const int away : {-6, 6}) EXPECT_LT(probe.look(kFrame, song, std::int64_t{kFrame} + away).score, 4.5) << away;
}

TEST(WaveProbe, TellsNothingWithoutWavesOrBeyondTheirEnds) {
    const auto song = noise(1);
    const Landmarks none;
    EXPECT_EQ(WaveProbe(none, kWords).look(kFrame, song, kFrame).score, 0);
    const auto episode = episode_of(song, 0, 2);
    WaveProbe probe(episode, kWords);
    EXPECT_EQ(probe.look(kFrame, {}, kFrame).score, 0);
    for (const std::int64_t place : {-5'000, 20, 1'230, 90'000}) EXPECT_EQ(probe.look(kFrame, song, place).score, 0) << place;
    for (const std::uint32_t frame : {0U, 20U, 1'240U, 90'000U}) EXPECT_EQ(probe.look(frame, song, kFrame).score, 0) << frame;
}

}  // namespace
}  // namespace bt::sound::wave_probe_test
