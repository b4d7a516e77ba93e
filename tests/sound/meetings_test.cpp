#include "sound/meetings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <random>
#include <tuple>
#include <vector>

#include "tests/sound/made_library.h"

namespace bt::sound::meetings_test {
namespace {

constexpr double kSongSeconds = 60, kEpisodeSeconds = 40;
constexpr double kFrom = 12, kAt = 10, kLength = 16;  // seconds: of the song, of the episode, and how long it sounds there
constexpr int kOfASecond[kLayers] = {48, 32};

Landmark mark_at(double frame, int pitch) { return {.frame = static_cast<std::uint32_t>(frame), .pitch = static_cast<std::uint8_t>(pitch), .level = 100}; }

void sort(Landmarks& landmarks) {
    for (auto& layer : landmarks.layers) std::ranges::sort(layer, [](const Landmark& a, const Landmark& b) { return a.frame != b.frame ? a.frame < b.frame : a.pitch < b.pitch; });
}

/// As dense as those of a recording, all over.
Landmarks scattered(unsigned seed, double seconds) {
    std::mt19937 random(seed);
    Landmarks made{.duration = seconds, .layers = {}, .faint = {}, .ground = {}, .waves = {}, .energy = {}};
    for (int layer = 0; layer < kLayers; ++layer) {
        for (double n = kOfASecond[layer] * seconds; n > 0; --n) {
            const double at = static_cast<double>(random()) / std::mt19937::max() * seconds;
            made.layers[layer].push_back(mark_at(at / kFrameSeconds, static_cast<int>(random() % kPitchSteps)));
        }
    }
    sort(made);
    return made;
}

/// One in `kept` of the song's landmarks is left, as far from its place as landmarks jitter, among as many others as ever.
Landmarks episode_with(const Landmarks& song, double tempo, unsigned kept) {
    auto episode = scattered(77, kEpisodeSeconds);
    std::mt19937 random(5);
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto& mark : song.layers[layer]) {
            const double seconds = kAt + (mark.frame * kFrameSeconds - kFrom) / tempo;
            if (seconds < kAt || seconds >= kAt + kLength || random() % kept != 0) continue;
            const int pitch = std::clamp(mark.pitch + static_cast<int>(random() % 3) - 1, 0, kPitchSteps - 1);
            episode.layers[layer].push_back(mark_at(seconds / kFrameSeconds, pitch));
        }
    }
    sort(episode);
    return episode;
}

std::vector<Landmarks> songs() {
    std::vector<Landmarks> made;
    for (unsigned i = 0; i < 12; ++i) made.push_back(scattered(i, kSongSeconds));
    return made;
}

std::vector<Candidate> meetings_of(const Landmarks& episode, std::vector<Landmarks> songs) { return find_meetings(episode, SongSet(MadeLibrary(std::move(songs)))); }

/// Those in whose stretch the song sounds throughout.
std::vector<Candidate> inside(const std::vector<Candidate>& all) {
    std::vector<Candidate> kept;
    std::ranges::copy_if(all, std::back_inserter(kept), [](const Candidate& each) { return each.frame * kFrameSeconds >= kAt + 4 && each.frame * kFrameSeconds <= kAt + kLength - 4; });
    return kept;
}

bool is_true(const Candidate& each, std::uint32_t song, double tempo) {
    const double expected = (kFrom + (each.frame * kFrameSeconds - kAt) * tempo) / kFrameSeconds;
    return each.song == song && std::abs(static_cast<double>(each.song_frame) - expected) <= 12;
}

class Meetings : public testing::TestWithParam<double> {};
TEST_P(Meetings, TellWhereASongSoundsOfWhichOneLandmarkInFourIsLeft) {
    const auto known = songs();
    const auto found = inside(meetings_of(episode_with(known[7], GetParam(), 4), known));
    ASSERT_GE(found.size(), 4U);
    EXPECT_GE(std::ranges::count_if(found, [](const Candidate& each) { return is_true(each, 7, GetParam()); }), 4);
    for (const auto& each : found) EXPECT_EQ(each.shift, 0);
}
INSTANTIATE_TEST_SUITE_P(AtAnyTempo, Meetings, testing::Values(0.95, 0.963, 0.99, 1.0, 1.01, 1.037, 1.05));

TEST(Meetings, TellASongAtItsEnds) {
    const auto known = songs();
    Landmarks episode = known[3];  // the song and nothing else
    const auto found = meetings_of(episode, known);
    const auto is_on_it = [](const Candidate& each) { return each.song == 3 && std::abs(each.song_frame - static_cast<std::int64_t>(each.frame)) <= 4; };
    EXPECT_TRUE(std::ranges::any_of(found, [&](const Candidate& each) { return is_on_it(each) && each.frame * kFrameSeconds < 5; }));
    EXPECT_TRUE(std::ranges::any_of(found, [&](const Candidate& each) { return is_on_it(each) && each.frame * kFrameSeconds > kSongSeconds - 5; }));
}

TEST(Meetings, DoNotDependOnTheOrderOfSongs) {
    auto known = songs();
    const auto episode = episode_with(known[7], 1, 4);
    auto found = meetings_of(episode, known);
    std::ranges::reverse(known);
    auto turned = meetings_of(episode, known);
    for (auto& each : turned) each.song = 11 - each.song;
    const auto key = [](const Candidate& each) { return std::tuple(each.frame, each.song, each.song_frame, each.score); };
    std::ranges::sort(found, {}, key);
    std::ranges::sort(turned, {}, key);
    EXPECT_TRUE(std::ranges::equal(found, turned, {}, key, key));
}

TEST(Meetings, AreFewWhereThereIsNoSong) {
    const auto found = meetings_of(scattered(99, kEpisodeSeconds), songs());
    EXPECT_LE(found.size(), 3U);
}

TEST(Meetings, OfAJingleLieAroundIt) {
    const auto found = meetings_of(scattered(99, kEpisodeSeconds), {Landmarks{}, scattered(1, 0.5)});
    for (const auto& each : found) {
        EXPECT_EQ(each.song, 1U);
        EXPECT_LE(std::abs(each.song_frame), 8 / kFrameSeconds);
    }
}

TEST(Meetings, AreNoneOfNothing) {
    EXPECT_TRUE(meetings_of(scattered(99, kEpisodeSeconds), {}).empty());
    EXPECT_TRUE(meetings_of(Landmarks{}, songs()).empty());
    EXPECT_TRUE(meetings_of(scattered(99, 3), songs()).empty()) << "shorter than a stretch";
    EXPECT_TRUE(meetings_of(scattered(99, kEpisodeSeconds), {Landmarks{}}).empty());
}

}  // namespace
}  // namespace bt::sound::meetings_test
