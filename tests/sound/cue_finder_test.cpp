#include "sound/cue_finder.h"

#include <gtest/gtest.h>

#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"
#include "tests/sound/made_waves.h"

namespace bt::sound::cue_finder_test {
namespace {

constexpr double kSongSeconds = 40;
constexpr unsigned kSongs = 8;

/// Songs 0 to 7, ready for search; made once.
struct Songs {
    std::vector<Landmarks> landmarks;
    SongSet set;

    explicit Songs(unsigned first, unsigned count) {
        for (unsigned i = first; i < first + count; ++i) landmarks.push_back(landmarks_of(made_song(i, kSongSeconds), kSongDensity));
        set = SongSet(MadeLibrary(landmarks));
    }
};
const Songs& songs() {
    static const Songs made(0, kSongs);
    return made;
}

/// Thirty seconds of talk with twelve of a song under it.
Stereo episode_with(const Stereo& song, double at, double from, double decibels) {
    auto episode = made_speech(99, 30);
    mix_in(episode, at, song, from, 12, decibels);
    return episode;
}

std::vector<FoundCue> cues_of(const Stereo& episode, int channels = 2) { return find_cues(landmarks_of(episode, {}, channels), songs().set); }

TEST(CueFinder, FindsASongUnderTalkWithItsPlaceInTheEpisodeAndInTheSong) {
    const auto cues = cues_of(episode_with(made_song(3, kSongSeconds), 8, 10, -6));
    ASSERT_EQ(cues.size(), 1U);
    const auto& cue = cues[0].cue;
    EXPECT_EQ(cue.song, SongNumber{3});
    EXPECT_NEAR(cue.span.start, 8, 0.5);
    EXPECT_NEAR(cue.span.end, 20, 0.7);
    EXPECT_NEAR(cue.offset - (cue.span.start - 8), 10, 0.05);
    EXPECT_EQ(cue.rate, 1);
    EXPECT_GT(cue.confidence, 0.5);
}

TEST(CueFinder, FindsASongFarBelowTheTalkAndItsEdges) {
    const auto cues = cues_of(episode_with(made_song(3, kSongSeconds), 8, 10, -24));
    ASSERT_EQ(cues.size(), 1U);
    EXPECT_EQ(cues[0].cue.song, SongNumber{3});
    EXPECT_NE(cues[0].line.polarity, 0);
    EXPECT_NEAR(cues[0].cue.span.start, 8, 0.5);
    EXPECT_NEAR(cues[0].cue.span.end, 20, 0.5);
    EXPECT_NEAR(cues[0].cue.offset - (cues[0].cue.span.start - 8), 10, 0.001);
}

TEST(CueFinder, FindsByItsWavesWhatPlaysAtASpeedThatOtherSongsOfTheSeasonHave) {
    constexpr double kSpeed = 1.0427;
    Landmarks song{.duration = 90}, other{.duration = 90}, episode{.duration = 60};
    song.waves = noise(90, 1);
    other.waves = noise(90, 2);
    episode.waves = noise(60, 3);
    const auto faster = waves_along(song.waves, {0, kSpeed}, 0, 80 * 2'000);
    lay(faster, 20 * 2'000, episode.waves, 10 * 2'000 / 64 * 64, 40 * 2'000 / 64);
    // One note, to tell how loud it is: two steps higher than recorded, forty seconds into what plays faster.
    episode.layers[0] = {{.frame = 1'875, .pitch = 60, .level = 100}};
    song.layers[0] = {{.frame = 2'607, .pitch = 58, .level = 100}};
    for (auto* each : {&song, &other, &episode}) each->energy.assign(450, 150);
    const std::vector<Landmarks> known{other, song};
    const SongSet set{MadeLibrary(known)};
    EXPECT_TRUE(find_cues(episode, set).empty());
    constexpr double kSpeeds[] = {0.96, kSpeed};
    const auto cues = find_cues(episode, set, kSpeeds);
    ASSERT_EQ(cues.size(), 1U);
    EXPECT_EQ(cues[0].cue.song, SongNumber{1});
    EXPECT_NEAR(cues[0].heard.start, 10, 1);
    EXPECT_NEAR(cues[0].heard.end, 50, 1);
    EXPECT_NEAR(cues[0].cue.rate, kSpeed, 0.0005);
}

TEST(CueFinder, FindsASongPlayedFasterAndHigherOrSlowerAndLower) {
    for (const double speed : {0.953, 0.9871, 1.0137, 1.0419}) {
        SCOPED_TRACE(speed);
        const auto cues = cues_of(episode_with(made_song(5, kSongSeconds, kMadeRate, speed), 6, 4, 0));
        ASSERT_EQ(cues.size(), 1U);
        EXPECT_EQ(cues[0].cue.song, SongNumber{5});
        EXPECT_NEAR(cues[0].cue.rate, speed, 0.0005);
        EXPECT_NE(cues[0].line.polarity, 0) << "its waves tell how fast";
    }
}

TEST(CueFinder, HearsNothingInSilenceNorInTalkNorInASongItDoesNotKnow) {
    EXPECT_TRUE(cues_of(silence(30)).empty());
    EXPECT_TRUE(cues_of(made_speech(7, 30)).empty());
    for (unsigned stranger = 100; stranger < 106; ++stranger) {
        SCOPED_TRACE(stranger);
        EXPECT_TRUE(cues_of(made_song(stranger, 30)).empty());
    }
    EXPECT_TRUE(find_cues(Landmarks{}, songs().set).empty());
    EXPECT_TRUE(find_cues(landmarks_of(made_song(1, 20)), SongSet{}).empty());
}

TEST(CueFinder, MovesItsCuesWhenTheEpisodeIsMoved) {
    const auto episode = episode_with(made_song(2, kSongSeconds), 5, 7, -3);
    const auto here = cues_of(episode);
    ASSERT_EQ(here.size(), 1U);
    for (const double shift : {0.377, 3.1, 61.005}) {
        SCOPED_TRACE(shift);
        auto moved = silence(shift + episode.seconds());
        mix_in(moved, shift, episode, 0, episode.seconds());
        const auto there = cues_of(moved);
        ASSERT_EQ(there.size(), 1U);
        EXPECT_EQ(there[0].cue.song, here[0].cue.song);
        EXPECT_NEAR(there[0].cue.span.start - here[0].cue.span.start, shift, 0.3);
        EXPECT_NEAR(there[0].cue.span.end - here[0].cue.span.end, shift, 0.3);
    }
}

TEST(CueFinder, LosesNoCueWhenSongsAreAddedNorWhenTheyComeInAnotherOrder) {
    const auto episode = landmarks_of(episode_with(made_song(4, kSongSeconds), 8, 3, -3));
    const auto alone = find_cues(episode, songs().set);
    ASSERT_EQ(alone.size(), 1U);

    auto both = Songs(200, 8).landmarks;
    both.insert(both.end(), songs().landmarks.begin(), songs().landmarks.end());
    auto reversed = songs().landmarks;
    std::reverse(reversed.begin(), reversed.end());
    const std::pair<std::vector<Landmarks>, SongNumber> libraries[] = {{both, SongNumber{12}}, {reversed, SongNumber{3}}};
    for (const auto& [landmarks, song] : libraries) {
        const auto cues = find_cues(episode, SongSet(MadeLibrary(landmarks)));
        ASSERT_EQ(cues.size(), 1U);
        EXPECT_EQ(cues[0].cue.song, song);
        EXPECT_NEAR(cues[0].cue.span.start, alone[0].cue.span.start, 0.4);
        EXPECT_NEAR(cues[0].cue.span.end, alone[0].cue.span.end, 0.4);
    }
}

TEST(CueFinder, HearsTwoSongsThatCrossOver) {
    auto episode = silence(34);
    mix_in(episode, 2, made_song(0, kSongSeconds), 5, 16);
    mix_in(episode, 14, made_song(6, kSongSeconds), 9, 16);
    const auto cues = cues_of(episode);
    ASSERT_EQ(cues.size(), 2U);
    EXPECT_EQ(cues[0].cue.song, SongNumber{0});
    EXPECT_EQ(cues[1].cue.song, SongNumber{6});
    // While both sound at full loudness the one hides the beginning or end of the other.
    EXPECT_NEAR(cues[0].cue.span.end, 18, 3);
    EXPECT_NEAR(cues[1].cue.span.start, 14, 3);
}

TEST(CueFinder, NamesOfTwoCopiesOfASongTheSeasonsOwnAndElseTheFirst) {
    auto landmarks = songs().landmarks;
    const SongNumber copy{static_cast<std::uint32_t>(landmarks.size())};
    landmarks.push_back(landmarks[1]);
    std::vector<SongNumber> all;
    for (std::uint32_t i = 0; i < landmarks.size(); ++i) all.push_back(SongNumber{i});
    const MadeLibrary library(landmarks);
    const auto episode = landmarks_of(episode_with(made_song(1, kSongSeconds), 8, 3, 0));
    struct Case {
        std::vector<SongNumber> own;
        SongNumber named;
    };
    for (const auto& [own, named] : {Case{{}, SongNumber{1}}, Case{{copy}, copy}, Case{{SongNumber{0}, SongNumber{1}, copy}, SongNumber{1}}}) {
        const auto cues = find_cues(episode, SongSet(library, all, own));
        ASSERT_EQ(cues.size(), 1U);
        EXPECT_EQ(cues[0].cue.song, named);
    }
}

struct Carrier { int rate, channels; };
TEST(CueFinder, HearsTheSongInSoundOfEveryRateAndNumberOfChannels) {
    constexpr Carrier kCarriers[] = {{8'000, 1}, {11'025, 2}, {16'000, 2}, {22'050, 1}, {32'000, 2}, {48'000, 2}, {48'000, 6}, {48'000, 8}, {96'000, 2}};
    for (const auto& [rate, channels] : kCarriers) {
        SCOPED_TRACE(testing::Message() << rate << " Hz, " << channels << " channels");
        auto episode = made_speech(98, 20, rate);
        mix_in(episode, 4, made_song(7, kSongSeconds, rate), 6, 12, 3);
        const auto cues = cues_of(episode, channels);
        ASSERT_EQ(cues.size(), 1U);
        EXPECT_EQ(cues[0].cue.song, SongNumber{7});
        EXPECT_NEAR(cues[0].cue.offset - (cues[0].cue.span.start - 4), 6, 0.05);
    }
}

TEST(CueFinder, TellsHowLoudASongIsBesideTheRest) {
    double last = -100;
    for (const double decibels : {-12.0, -6.0, 0.0, 6.0}) {
        SCOPED_TRACE(decibels);
        const auto cues = cues_of(episode_with(made_song(3, kSongSeconds), 8, 10, decibels));
        ASSERT_EQ(cues.size(), 1U);
        EXPECT_GT(cues[0].cue.level, last + 2);
        last = cues[0].cue.level;
    }
}

}  // namespace
}  // namespace bt::sound::cue_finder_test
