#include "sound/overlay.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "sound/landmark_map.h"
#include "sound/song_library.h"
#include "sound/wave_evidence.h"
#include "tests/sound/made_music.h"
#include "tests/sound/made_waves.h"

namespace bt::sound::overlay_test {
namespace {

constexpr double kAt = 10, kFrom = 13.3;  // seconds: of the episode; of the song that sounds there

struct Mixed {
    explicit Mixed(double decibels, double speed = 1) : known(landmarks_of(made_song(3, 40), kSongDensity)) {
        auto mix = made_speech(99, 30);
        mix_in(mix, kAt, made_song(3, 40, kMadeRate, speed), kFrom, 12, decibels);
        episode = landmarks_of(mix);
    }
    Landmarks known, episode;
};

std::uint32_t frame_at(double seconds) { return static_cast<std::uint32_t>(seconds / kFrameSeconds); }

std::optional<Line> overlay(const Mixed& mixed, double seconds, std::int64_t off = 0) {
    const auto frame = frame_at(seconds);
    const OverlayFinder::Guess guess{&mixed.known, frame + static_cast<std::int64_t>(frame_at(kFrom - kAt)) + off};
    return OverlayFinder(mixed.episode).find(frame, {&guess, 1})[0];
}

double worth(const LandmarkMap& map, const Mixed& mixed, const Line& line, double from, double to) {
    Evidence evidence{.first_bin = frame_at(from) / Evidence::kBinFrames, .gain = {}};
    evidence.gain.resize(static_cast<std::size_t>((to - from) / kFrameSeconds / Evidence::kBinFrames));
    add_wave_evidence(map, mixed.known, line, evidence);
    return std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0);
}

TEST(Overlay, LaysASongOverTheEpisodeToHalfAMillisecondHoweverRoughTheGuess) {
    const Mixed mixed(-18);
    for (const std::int64_t off : {-40, 0, 40}) {
        const auto line = overlay(mixed, kAt + 6, off);
        ASSERT_TRUE(line) << off;
        EXPECT_NEAR(line->song_frame(frame_at(kAt)) * kFrameSeconds, frame_at(kAt) * kFrameSeconds - kAt + kFrom, 0.0006) << off;
        EXPECT_EQ(line->polarity, 1);
        EXPECT_EQ(line->rate, 1);
    }
}

TEST(Overlay, OfTwoSongsAtOnceIsThatOfEachByItself) {
    const Mixed mixed(-12);
    const auto other = landmarks_of(made_song(4, 40), kSongDensity);
    const auto frame = frame_at(kAt + 6);
    const auto song_frame = static_cast<std::int64_t>(frame_at(kFrom + 6));
    const OverlayFinder::Guess there[] = {{&mixed.known, song_frame}, {&other, song_frame}}, back[] = {{&other, song_frame}, {&mixed.known, song_frame}};
    OverlayFinder finder(mixed.episode);
    const auto lines = finder.find(frame, there), turned = finder.find(frame, back);
    ASSERT_TRUE(lines[0] && turned[1]);
    EXPECT_EQ(lines[0]->position, turned[1]->position);
    EXPECT_EQ(lines[0]->position, overlay(mixed, kAt + 6)->position);
    EXPECT_FALSE(lines[1] || turned[0]);
}

TEST(Overlay, KnowsASongThatWasTurnedOver) {
    Mixed mixed(-6);
    for (auto& word : mixed.known.waves) word = ~word;
    const auto line = overlay(mixed, kAt + 6);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->polarity, -1);
    EXPECT_GT(worth(LandmarkMap(mixed.episode), mixed, *line, kAt + 2, kAt + 10), 20);
}

TEST(Overlay, FindsNothingWhereTheSongIsNotOrIsBentOrHasNoWaves) {
    EXPECT_FALSE(overlay(Mixed(-6), 25));
    EXPECT_FALSE(overlay(Mixed(0, 1.03), kAt + 6));
    Mixed without(0);
    without.known.waves.clear();
    EXPECT_FALSE(overlay(without, kAt + 6));
    EXPECT_FALSE(overlay(Mixed(-6), 0));  // most of the piece lies before the start
}

TEST(WaveEvidence, SpeaksForTheLineWhereTheSongSoundsAndIsSilentElsewhere) {
    const Mixed mixed(-18);
    const LandmarkMap map(mixed.episode);
    const auto line = overlay(mixed, kAt + 6);
    ASSERT_TRUE(line);
    EXPECT_GT(worth(map, mixed, *line, kAt + 1, kAt + 11), 50);
    EXPECT_NEAR(worth(map, mixed, *line, 0, kAt - 2), 0, 5);
    EXPECT_NEAR(worth(map, mixed, *line, kAt + 14, 29), 0, 5);
    auto aside = *line;
    aside.position += 0.25;  // four milliseconds
    EXPECT_LT(worth(map, mixed, aside, kAt + 1, kAt + 11), 10);
    auto plain = *line;
    plain.polarity = 0;
    EXPECT_EQ(worth(map, mixed, plain, kAt + 1, kAt + 11), 0);
}

TEST(WaveEvidence, TellsASongOfWhichHalfASecondHoldsTooLittle) {
    Landmarks episode{.duration = 60, .waves = noise(60, 1)}, song{.duration = 60, .waves = noise(60, 2)};
    const Line line{.polarity = 1};
    // A sample in thirty-two is the song's: of half a second hardly more than chance.
    std::mt19937_64 random(3);
    for (std::size_t i = 0; i < episode.waves.size(); ++i) {
        const auto mask = random() & random() & random() & random() & random();
        episode.waves[i] = (episode.waves[i] & ~mask) | (song.waves[i] & mask);
    }
    Evidence evidence{.first_bin = 0, .gain = std::vector<float>(static_cast<std::size_t>(50 / kFrameSeconds / Evidence::kBinFrames))};
    add_wave_evidence(LandmarkMap(episode), song, line, evidence);
    EXPECT_GT(std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0), 28) << "of half seconds alone it is worth 20 nats";
}

TEST(WaveEvidence, OfASecondCopyIsGoneOnceTheFirstHasBeenTakenOut) {
    const Mixed mixed(0);
    LandmarkMap map(mixed.episode);
    const auto line = overlay(mixed, kAt + 6);
    ASSERT_TRUE(line);
    explain(map, mixed.known, *line, frame_at(kAt), frame_at(kAt + 12));
    EXPECT_EQ(worth(map, mixed, *line, kAt + 1, kAt + 11), 0);
}

}  // namespace
}  // namespace bt::sound::overlay_test
