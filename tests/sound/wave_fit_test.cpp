#include "sound/wave_fit.h"

#include <gtest/gtest.h>

#include "sound/hearing_range.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::wave_fit_test {
namespace {

constexpr double kAt = 10, kFrom = 13.3;  // seconds: of the episode; of the song, as it plays there, that sounds there

/// Speech with a song that plays faster, and higher by as much.
struct Bent {
    Bent(double decibels, double speed) : known(landmarks_of(made_song(3, 40), kSongDensity)), rate(speed) {
        auto mix = made_speech(99, 30);
        mix_in(mix, kAt, made_song(3, 40, kMadeRate, speed), kFrom, 12, decibels);
        episode = landmarks_of(mix);
    }
    /// The true line, moved by seconds and bent by a share.
    Line line(double aside = 0, double bend = 0) const {
        const double middle = kAt + 6;
        return {.anchor = middle / kFrameSeconds, .position = ((kFrom + 6) * rate + aside) / kFrameSeconds, .rate = rate * (1 + bend)};
    }
    std::optional<WaveFit> fit(const Line& tried, double from = kAt + 2, double to = kAt + 10) const {
        return fit_waves(episode.waves, known.waves, tried, from / kFrameSeconds, to / kFrameSeconds);
    }
    Landmarks known, episode;
    double rate;
};

TEST(WaveFit, LaysABentSongOverTheEpisodeToAMillisecondHoweverRoughTheLine) {
    for (const double speed : {0.957, 1.0043, 1.04271}) {
        SCOPED_TRACE(speed);
        const Bent bent(-12, speed);
        for (const auto& [aside, bend] : {std::pair(0.0, 0.0), std::pair(0.03, 0.0), std::pair(-0.02, 0.0015), std::pair(0.0, -0.0045)}) {
            const auto found = bent.fit(bent.line(aside, bend));
            ASSERT_TRUE(found);
            EXPECT_GT(found->score, 8);
            EXPECT_NEAR(found->line.rate, speed, 2e-4);
            const double at = (kAt + 6) / kFrameSeconds;
            EXPECT_NEAR(found->line.song_frame(at) * kFrameSeconds, bent.line().song_frame(at) * kFrameSeconds, 0.001);
            EXPECT_EQ(found->line.polarity, 1);
        }
    }
}

TEST(WaveFit, TellsASongThatWasTurnedOver) {
    Bent bent(-6, 1.03);
    for (auto& word : bent.known.waves) word = ~word;
    const auto found = bent.fit(bent.line());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->line.polarity, -1);
    EXPECT_GT(found->score, 8);
}

TEST(WaveFit, IsChanceWhereTheSongIsNotOrAnotherSpeedIsTried) {
    const Bent bent(0, 1.03);
    const auto elsewhere = bent.fit(bent.line(5));
    const auto at_another_speed = bent.fit(bent.line(0, 0.02));
    ASSERT_TRUE(elsewhere && at_another_speed);
    EXPECT_LT(elsewhere->score, 5.5);
    EXPECT_LT(at_another_speed->score, 5.5);
}

TEST(WaveFit, NeedsWavesAndAStretchOfTheEpisode) {
    const Bent bent(0, 1.03);
    EXPECT_FALSE(fit_waves({}, bent.known.waves, bent.line(), 600, 1'000));
    EXPECT_FALSE(fit_waves(bent.episode.waves, {}, bent.line(), 600, 1'000));
    EXPECT_FALSE(bent.fit(bent.line(), -4, 4));
    EXPECT_FALSE(bent.fit(bent.line(), 26, 34));
    Line beyond = bent.line();
    beyond.position = 1e6;
    EXPECT_LT(bent.fit(beyond)->score, 5.5) << "the song has ended long before";
}

}  // namespace
}  // namespace bt::sound::wave_fit_test
