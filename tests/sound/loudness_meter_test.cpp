#include "sound/loudness_meter.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace bt::sound::loudness_meter_test {
namespace {

/// A sine of `decibels` below full scale on every channel.
std::vector<float> tone(double seconds, int rate, int channels, double decibels, double hertz = 1'000, double phase = 0) {
    std::vector<float> samples;
    const double amplitude = std::pow(10, decibels / 20);
    for (int i = 0; i < static_cast<int>(seconds * rate); ++i) {
        const auto value = static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * hertz * i / rate + phase));
        samples.insert(samples.end(), static_cast<std::size_t>(channels), value);
    }
    return samples;
}

MeasuredLoudness measure(const std::vector<float>& samples, int rate, int channels, std::size_t piece = 4'096) {
    LoudnessMeter meter(rate, channels);
    for (std::size_t at = 0; at < samples.size(); at += piece * static_cast<std::size_t>(channels)) {
        meter.push(std::span(samples).subspan(at, std::min(piece * static_cast<std::size_t>(channels), samples.size() - at)));
    }
    return meter.finish();
}

TEST(LoudnessMeter, MeasuresTheTonesOfEbuTech3341) {
    // Cases 1 and 2: a stereo 1 kHz tone of -23 (-33) dBFS is -23 (-33) LUFS, +-0.1.
    EXPECT_NEAR(measure(tone(20, 48'000, 2, -23), 48'000, 2).whole.integrated, -23, 0.1);
    EXPECT_NEAR(measure(tone(20, 48'000, 2, -33), 48'000, 2).whole.integrated, -33, 0.1);
}

TEST(LoudnessMeter, GatesQuietPartsAsEbuTech3341Case3) {
    auto samples = tone(10, 48'000, 2, -36);
    for (const auto value : tone(60, 48'000, 2, -23)) samples.push_back(value);
    for (const auto value : tone(10, 48'000, 2, -36)) samples.push_back(value);
    EXPECT_NEAR(measure(samples, 48'000, 2).whole.integrated, -23, 0.1);
}

TEST(LoudnessMeter, MeasuresTheRangeOfEbuTech3342Case1) {
    auto samples = tone(20, 48'000, 2, -20);
    for (const auto value : tone(20, 48'000, 2, -30)) samples.push_back(value);
    EXPECT_NEAR(measure(samples, 48'000, 2).whole.range, 10, 1);
}

TEST(LoudnessMeter, SeesPeaksBetweenTheSamples) {
    // A quarter of the sampling rate, 45 degrees off: samples reach 0.707 of what is between them. EBU Tech 3341 case 16: +0.2/-0.4.
    EXPECT_NEAR(measure(tone(2, 48'000, 2, -6, 12'000, std::numbers::pi / 4), 48'000, 2).whole.true_peak, -6, 0.4);
}

TEST(LoudnessMeter, FindsThePeakThatComesLastAndIsNotFooledByWhatItPassedOver) {
    auto samples = tone(3, 48'000, 1, -40);
    for (const auto value : tone(0.2, 48'000, 1, -12, 997)) samples.push_back(value);
    for (const auto value : tone(3, 48'000, 1, -40)) samples.push_back(value);
    for (const auto value : tone(0.2, 48'000, 1, -3, 997)) samples.push_back(value);
    EXPECT_NEAR(measure(samples, 48'000, 1).whole.true_peak, -3, 0.5);
}

TEST(LoudnessMeter, OneChannelIsAsLoudAsTheTwoItIsPlayedOn) {
    EXPECT_NEAR(measure(tone(10, 48'000, 1, -23), 48'000, 1).whole.integrated, -23, 0.1);
}

TEST(LoudnessMeter, TellsTheEnergyOfEverySecond) {
    auto samples = tone(3, 44'100, 2, -20);
    samples.resize(samples.size() + 2 * 44'100 * 2, 0.0F);
    for (const auto value : tone(1.5, 44'100, 2, -40)) samples.push_back(value);
    const auto energy = measure(samples, 44'100, 2).energy;
    ASSERT_EQ(energy.size(), 7U);
    const float expected[] = {-20, -20, -20, kQuietest, kQuietest, -40, -40};
    for (std::size_t i = 0; i < energy.size(); ++i) {
        SCOPED_TRACE(i);
        EXPECT_NEAR(energy[i], expected[i], i == 3 ? 25 : 0.7);  // the filter rings on into the first silent second
    }
}

TEST(LoudnessMeter, TheSizeOfThePiecesMakesNoDifference) {
    const auto samples = tone(4.3, 22'050, 2, -18, 441);
    const auto once = measure(samples, 22'050, 2, 1U << 20);
    for (const std::size_t piece : {1U, 333U, 22'050U}) {
        SCOPED_TRACE(piece);
        const auto again = measure(samples, 22'050, 2, piece);
        EXPECT_EQ(again.energy, once.energy);
        EXPECT_EQ(again.whole.integrated, once.whole.integrated);
        EXPECT_NEAR(again.whole.true_peak, once.whole.true_peak, 0.1);
    }
}

TEST(LoudnessMeter, SilenceNothingAndNoNumbersAreQuiet) {
    const auto infinity = std::numeric_limits<double>::infinity();
    for (const auto& samples : {std::vector<float>{}, std::vector<float>(96'000, 0.0F), std::vector<float>(96'000, std::nanf(""))}) {
        const auto measured = measure(samples, 48'000, 2);
        EXPECT_EQ(measured.whole.integrated, -infinity);
        EXPECT_EQ(measured.whole.true_peak, -infinity);
        EXPECT_THAT(measured.energy, testing::Each(kQuietest));
    }
}

TEST(LoudnessMeter, TakesAnyLayoutAndRate) {
    for (const int channels : {1, 2, 3, 5, 6, 8, 12}) {
        for (const int rate : {8'000, 96'000, 192'000}) {
            SCOPED_TRACE(channels * 1'000'000 + rate);
            const auto measured = measure(tone(2, rate, channels, -30), rate, channels);
            EXPECT_GT(measured.whole.integrated, -34);
            EXPECT_LT(measured.whole.integrated, -20);
        }
    }
}

}  // namespace
}  // namespace bt::sound::loudness_meter_test
