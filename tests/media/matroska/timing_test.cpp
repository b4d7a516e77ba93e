#include "media/matroska/timing.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "media/index/frame_rate.h"
#include "media/matroska/audio_timing.h"
#include "tests/media/matroska/ebml_builder.h"

namespace bt::media::matroska::test {
namespace {

struct RateCase {
    double nanoseconds;
    std::int64_t numerator, denominator;
    std::uint32_t timescale;
};
constexpr RateCase kRates[] = {
    {41'708'333, 24'000, 1'001, 24'000},  {41'666'667, 24, 1, 24'000},        {40'000'000, 25, 1, 25'000},
    {33'366'667, 30'000, 1'001, 30'000},  {33'333'333, 30, 1, 30'000},        {20'000'000, 50, 1, 50'000},
    {16'683'333, 60'000, 1'001, 60'000},  {16'666'667, 60, 1, 60'000},        {8'341'667, 120'000, 1'001, 120'000},
    {80'000'000, 25, 2, 25'000},           {66'733'333, 15'000, 1'001, 15'000},
};

TEST(FrameRate, IsRecognisedFromDefaultDurationWithAScaleExactForItAndForMilliseconds) {
    for (const RateCase& row : kRates) {
        SCOPED_TRACE(row.nanoseconds);
        const auto rate = recognise_frame_rate(row.nanoseconds);
        ASSERT_TRUE(rate);
        EXPECT_EQ(*rate, (Rational{row.numerator, row.denominator}));
        const TrackTiming timing = picture_timing(rate, 0, 1'000'000);
        EXPECT_EQ(timing.timescale.ticks_per_second, row.timescale);
        EXPECT_EQ(timing.frame.denominator, 1);
        EXPECT_EQ(timing.frame.numerator * row.numerator, std::int64_t{timing.timescale.ticks_per_second} * row.denominator);
    }
}

TEST(FrameRate, IsNotMadeUpForOddDurations) {
    for (const double odd : {0.0, 500.0, 39'000'000.0, 61'000'000'000.0}) EXPECT_FALSE(recognise_frame_rate(odd)) << odd;
}

TEST(FrameRate, IsGuessedFromTimesThatAllLieOnOneGrid) {
    std::vector<std::int64_t> film, cues, irregular;
    for (std::int64_t i = 0; i < 24'000; i += 240) cues.push_back((i * 1'001'000 + 12'000) / 24'000);
    for (std::int64_t i = 0; i < 24; ++i) film.push_back((i * 1'001'000 + 12'000) / 24'000);
    for (std::int64_t i = 0; i < 24; ++i) irregular.push_back(i * 40 + (i % 3) * 7);
    EXPECT_EQ(guess_frame_rate(film, cues, 1'000'000), (Rational{24'000, 1'001}));
    EXPECT_EQ(guess_frame_rate(irregular, {}, 1'000'000), std::nullopt);
}

TEST(Timing, MillisecondsBecomeTheGridPointWithinAStep) {
    TrackTiming timing = picture_timing(Rational{24'000, 1'001}, 0, 1'000'000);
    // stored ms:      0     42    83    125   ... an hour later
    const std::array<std::pair<std::int64_t, std::int64_t>, 6> rows = {
        {{0, 0}, {42, 1'001}, {83, 2'002}, {125, 3'003}, {3'600'013, 86'314LL * 1'001}, {20, 480}}};  // the last lies between: as stored
    for (const auto& [stored, ticks] : rows) EXPECT_EQ(timing.presentation(stored), ticks) << stored;
}

TEST(Timing, ATrackThatBeginsInsideAMillisecondFindsItsBeginning) {
    TrackTiming timing = picture_timing(Rational{24'000, 1'001}, 0, 1'000'000);
    std::vector<std::int64_t> stored;
    for (std::int64_t i = 2; i < 40; ++i) stored.push_back((i * 1'001'000 + 12'000) / 24'000);  // from 83.4167 ms, stored as 83
    refine_origin(timing, stored);
    EXPECT_NEAR(static_cast<double>(timing.presentation(83)), 2'002, 1.0);  // without the others it would be 1 992
}

TEST(Timing, CodecDelayIsTakenOffAndLacesAreCountedInFrames) {
    TrackTiming timing{.timescale = {48'000}, .frame = {960, 1}, .grid = {120, 1}, .delay = 312};
    EXPECT_EQ(timing.presentation(0), -312);
    EXPECT_EQ(timing.presentation(20), 648);
    EXPECT_EQ(timing.presentation(41, 3), 1'920 + 3 * 960 - 312 + 0);  // 41 ms is 40 on the grid of 2.5 ms
}

TEST(Timing, AGridFinerThanTwoStepsIsNotUsed) {
    TrackTiming timing{.timescale = {48'000}, .frame = {40, 1}, .grid = {40, 1}};  // TrueHD: 0.83 ms
    timing.drop_ambiguous_grid();
    EXPECT_FALSE(timing.grid);
    EXPECT_TRUE(timing.frame);
}

struct AudioCase {
    std::string_view what;
    Codec codec;
    double rate;
    Bytes codec_private, first_frame;
    std::uint32_t timescale;
    std::int64_t frame;
};
TEST(AudioTiming, KnowsTheFrameLengthOfEachCodec) {
    const AudioCase rows[] = {
        {"AAC-LC", Codec::Aac, 48'000, raw({0x11, 0x90}), {}, 48'000, 1'024},
        {"AAC with frames of 960", Codec::Aac, 48'000, raw({0x11, 0x94}), {}, 48'000, 960},
        {"HE-AAC, signalled: the core's rate", Codec::Aac, 48'000, raw({0x2B, 0x11, 0x88, 0x00}), {}, 24'000, 1'024},
        {"AC-3", Codec::Ac3, 48'000, {}, {}, 48'000, 1'536},
        {"E-AC-3 with two blocks", Codec::Eac3, 48'000, {}, raw({0x0B, 0x77, 0x01, 0xFF, 0x1F, 0x80}), 48'000, 512},
        {"MP3", Codec::Mp3, 44'100, {}, {}, 44'100, 1'152},
        {"MP3 at half rate", Codec::Mp3, 22'050, {}, {}, 22'050, 576},
        {"FLAC with one block size", Codec::Flac, 44'100, raw({'f', 'L', 'a', 'C', 0, 0, 0, 34, 0x10, 0, 0x10, 0}), {}, 44'100, 4'096},
        {"FLAC with several block sizes", Codec::Flac, 44'100, raw({'f', 'L', 'a', 'C', 0, 0, 0, 34, 0x02, 0, 0x10, 0}), {}, 44'100, 0},
        {"DTS core", Codec::Dts, 48'000, {}, raw({0x7F, 0xFE, 0x80, 0x01, 0xFC, 0x3C}), 48'000, 512},
        {"Opus, whatever the input's rate", Codec::Opus, 44'100, {}, raw({31 << 3}), 48'000, 960},
        {"Vorbis", Codec::Vorbis, 44'100, {}, {}, 44'100, 0},
    };
    for (const AudioCase& row : rows) {
        SCOPED_TRACE(row.what);
        TrackEntry entry;
        entry.track.codec = row.codec;
        entry.track.codec_private = row.codec_private;
        entry.sampling_frequency = row.rate;
        const TrackTiming timing = audio_timing(entry, row.first_frame, 1'000'000);
        EXPECT_EQ(timing.timescale.ticks_per_second, row.timescale);
        EXPECT_EQ(timing.frame.numerator, row.frame);
    }
}

}  // namespace
}  // namespace bt::media::matroska::test
