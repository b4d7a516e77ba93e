#include "sound/fades.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sound/hearing_range.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::fades_test {
namespace {

constexpr double kBegins = 12, kEnds = 28, kOffset = 5;  // seconds

/// A song under voices that takes so many seconds to come and to go.
struct Faded {
    Faded(double fade_in, double fade_out, double decibels = -6) : known(landmarks_of(song, kSongDensity)) {
        Stereo part = silence(kEnds - kBegins);
        mix_in(part, 0, song, kOffset, kEnds - kBegins);
        const auto frames = part.left.size();
        for (auto* side : {&part.left, &part.right}) {
            for (std::size_t i = 0; i < frames; ++i) {
                const double since = static_cast<double>(i) / kMadeRate, until = static_cast<double>(frames - i) / kMadeRate;
                (*side)[i] *= static_cast<float>(std::min({1.0, fade_in > 0 ? since / fade_in : 1, fade_out > 0 ? until / fade_out : 1}));
            }
        }
        auto mix = made_speech(99, 40);
        mix_in(mix, kBegins, part, 0, kEnds - kBegins, decibels);
        episode = landmarks_of(mix);
    }
    /// In seconds, of what was heard from and to there.
    Sounding told(double from, double to, std::int8_t polarity = 1) const {
        const LandmarkMap map(episode);
        const Line line{.anchor = kBegins / kFrameSeconds, .position = kOffset / kFrameSeconds, .polarity = polarity};
        const auto found = with_fades(map, known, line, {from / kFrameSeconds, to / kFrameSeconds});
        return {found.from * kFrameSeconds, found.to * kFrameSeconds};
    }
    Stereo song = made_song(3, 40);
    Landmarks known, episode;
};

TEST(Fades, ASongThatComesAndGoesSlowlyIsToldWhole) {
    const Faded faded(3, 3);
    const auto told = faded.told(kBegins + 2, kEnds - 2);
    EXPECT_NEAR(told.from, kBegins, 1.1);
    EXPECT_NEAR(told.to, kEnds, 1.1);
}

TEST(Fades, ASuddenEdgeStaysWhereItIs) {
    for (const double decibels : {-12.0, -6.0, 0.0, 6.0, 12.0}) {
        SCOPED_TRACE(decibels);
        const Faded sudden(0, 0, decibels);
        const auto told = sudden.told(kBegins, kEnds);
        EXPECT_NEAR(told.from, kBegins, 0.35);
        EXPECT_NEAR(told.to, kEnds, 0.35);
    }
}

TEST(Fades, NothingIsMovedInwardsNorWhereTheSongIsNot) {
    const Faded faded(3, 3);
    for (const auto& [from, to] : {std::pair(kBegins - 1, kEnds + 1), std::pair(1.0, 8.0), std::pair(0.0, 40.0)}) {
        SCOPED_TRACE(from);
        const auto told = faded.told(from, to);
        EXPECT_NEAR(told.from, from, 0.02);
        EXPECT_NEAR(told.to, to, 0.02);
    }
}

TEST(Fades, WithoutWavesNothingIsTold) {
    const Faded faded(3, 3);
    EXPECT_EQ(faded.told(kBegins + 2, kEnds - 2, 0).from, kBegins + 2);
}

/// The song's first second is the episode's thirteenth, and it sounds from there on.
TEST(Fades, NeverReachBeyondTheSong) {
    Faded faded(3, 0);
    const LandmarkMap map(faded.episode);
    const Line line{.anchor = kBegins / kFrameSeconds, .position = kOffset / kFrameSeconds, .polarity = 1};
    auto cut = faded.known;
    cut.waves.assign(cut.waves.begin() + static_cast<std::ptrdiff_t>((kOffset + 1) * kWaveRate / 64), cut.waves.end());
    const Line moved{.anchor = line.anchor, .position = line.position - (kOffset + 1) / kFrameSeconds, .polarity = 1};
    const auto told = with_fades(map, cut, moved, {(kBegins + 2) / kFrameSeconds, kEnds / kFrameSeconds});
    EXPECT_GE(told.from * kFrameSeconds, kBegins + 1 - 0.05);
}

}  // namespace
}  // namespace bt::sound::fades_test
