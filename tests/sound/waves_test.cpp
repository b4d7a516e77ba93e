#include "sound/waves.h"

#include <gtest/gtest.h>

#include <bit>

#include "sound/fourier.h"
#include "tests/sound/made_music.h"

namespace bt::sound::waves_test {
namespace {

Waves waves_of(const std::vector<float>& signal, double rate, std::size_t piece = 1'000) {
    WaveFinder finder(rate);
    for (std::size_t at = 0; at < signal.size(); at += piece) finder.push(std::span(signal).subspan(at, std::min(piece, signal.size() - at)));
    return finder.finish();
}

/// Of the samples from `first` on: the share that agree.
double agreement(const Waves& a, const Waves& b, std::int64_t lag, std::int64_t first = 0) {
    std::int64_t same = 0, all = 0;
    for (auto at = first; at + 64 <= size_of(a) && at + lag + 64 <= size_of(b); at += 64, all += 64) same += std::popcount(~(samples_from(a, at) ^ samples_from(b, at + lag)));
    return static_cast<double>(same) / static_cast<double>(all);
}

TEST(Waves, OfOneRecordingAgreeWhateverTheRate) {
    const auto high = waves_of(made_song(3, 6, 48'000).left, 48'000), low = waves_of(made_song(3, 6, 44'100).left, 44'100);
    EXPECT_NEAR(static_cast<double>(size_of(high)), 6 * kWaveRate, 128);
    EXPECT_GT(agreement(high, low, 0), 0.9);
    for (const int lag : {-40, -3, 3, 40}) EXPECT_NEAR(agreement(high, low, lag, 64), 0.5, 0.2) << lag;
}

TEST(Waves, AreThoseOfTheWholeWhateverThePieces) {
    const auto song = made_song(4, 3, kMadeRate).left;
    const auto whole = waves_of(song, kMadeRate, song.size());
    for (const std::size_t piece : {1U, 7U, 1'024U, 40'000U}) EXPECT_EQ(waves_of(song, kMadeRate, piece), whole) << piece;
}

TEST(Waves, AgreeOftenerThanByChanceUnderTalkEightTimesAsLoud) {
    const auto song = made_song(5, 20);
    auto mix = made_speech(6, 20);
    for (auto& sample : mix.left) sample *= 8;
    mix_in(mix, 0, song, 0, 20);
    const auto heard = waves_of(mix.left, kMadeRate), known = waves_of(song.left, kMadeRate), other = waves_of(made_song(7, 20).left, kMadeRate);
    // A standard deviation of chance is 0.0025.
    EXPECT_GT(agreement(heard, known, 0), 0.53);
    EXPECT_NEAR(agreement(heard, other, 0), 0.5, 0.01);
}

TEST(Waves, OfTwoSilencesAgreeByChance) {
    auto a = made_song(1, 1).left, b = made_song(2, 1).left;
    for (auto* each : {&a, &b}) each->resize(kMadeRate * 9, 0.0F);
    EXPECT_NEAR(agreement(waves_of(a, kMadeRate), waves_of(b, kMadeRate), 0, 2'560), 0.5, 0.02);
}

TEST(Waves, OfSoundOfLowRateAreFoundToo) {
    for (const double rate : {1'000.0, 4'000.0, 8'000.0}) EXPECT_NEAR(static_cast<double>(size_of(waves_of(made_song(1, 2, static_cast<int>(rate)).left, rate))), 2 * kWaveRate, 128) << rate;
    EXPECT_LE(size_of(waves_of({}, 48'000)), 256);
}

TEST(Waves, ReadBeyondTheirEndsAreClear) {
    const Waves waves{~std::uint64_t{0}, ~std::uint64_t{0}};
    EXPECT_EQ(samples_from(waves, 0), ~std::uint64_t{0});
    EXPECT_EQ(samples_from(waves, -4), ~std::uint64_t{0} << 4);
    EXPECT_EQ(samples_from(waves, 124), 15U);
    EXPECT_EQ(samples_from(waves, 128), 0U);
    EXPECT_EQ(samples_from(waves, -64), 0U);
    EXPECT_EQ(samples_from(waves, -(std::int64_t{1} << 40)), 0U);
    for (const std::int64_t at : {-4, 0, 37, 124}) EXPECT_EQ(samples_along(waves, {.origin = 3}, at), samples_from(waves, at + 3));
}

TEST(Fourier, ComesBackThereAndBackAgain) {
    Fourier there(16), back(16, Fourier::Direction::Inverse);
    for (std::size_t i = 0; i < 16; ++i) there.in()[i] = {static_cast<float>(i * i % 7), static_cast<float>(i)};
    there.run();
    std::ranges::copy(there.out(), back.in().begin());
    back.run();
    for (std::size_t i = 0; i < 16; ++i) EXPECT_NEAR(std::abs(back.out()[i] / 16.0F - there.in()[i]), 0, 1e-4) << i;
}

}  // namespace
}  // namespace bt::sound::waves_test
