#include "sound/line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "sound/alignment.h"

namespace bt::sound {
namespace {

constexpr std::uint32_t kFrames = 1'250;  // twenty seconds
constexpr std::size_t kMarks = 900;

Landmarks laid_out(std::vector<Landmark> marks) {
    Landmarks landmarks{.duration = kFrames * 0.016};
    std::ranges::sort(marks, {}, [](const Landmark& mark) { return std::pair(mark.frame, mark.pitch); });
    landmarks.layers[0] = std::move(marks);
    return landmarks;
}

std::vector<Landmark> scattered(unsigned seed, std::uint32_t within = kFrames) {
    std::mt19937 random(seed);
    std::vector<Landmark> marks;
    for (std::size_t i = 0; i < kMarks; ++i) {
        marks.push_back({static_cast<std::uint32_t>(random() % within), static_cast<std::uint8_t>(20 + random() % 150), static_cast<std::uint8_t>(60 + random() % 120)});
    }
    return marks;
}

enum class Levels { AsInTheSong, OfTheRest };

/// Every third landmark of the song, played at `rate`, among as many as a song has.
Landmarks episode_with(const std::vector<Landmark>& song, Levels levels, double rate = 1) {
    auto marks = scattered(2);
    for (std::size_t i = 0; i < song.size(); i += 3) {
        const auto frame = static_cast<std::uint32_t>(static_cast<double>(song[i].frame) / rate + 0.5);
        if (frame >= kFrames) continue;
        const auto level = levels == Levels::AsInTheSong ? static_cast<std::uint8_t>(song[i].level - 24) : marks[i].level;
        marks.push_back({frame, song[i].pitch, level});
    }
    return laid_out(marks);
}

double worth(const Landmarks& episode, const Landmarks& song, const Line& line) {
    const auto evidence = weigh(LandmarkMap(episode), song, line, 0, kFrames);
    return std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0);
}

TEST(Line, IsWorthMuchWhereTheSongSoundsAndNothingAsideOfIt) {
    const auto song = scattered(1);
    const auto episode = episode_with(song, Levels::AsInTheSong);
    EXPECT_GT(worth(episode, laid_out(song), {}), 100);
    for (const double aside : {-200.0, -23.0, 17.0, 90.0}) {
        SCOPED_TRACE(aside);
        EXPECT_LT(worth(episode, laid_out(song), {.position = aside}), 10);
    }
}

TEST(Line, IsWorthMoreWhenItsLandmarksAreAllLouderByTheSame) {
    const auto song = scattered(1);
    const double alike = worth(episode_with(song, Levels::AsInTheSong), laid_out(song), {});
    const double mixed = worth(episode_with(song, Levels::OfTheRest), laid_out(song), {});
    EXPECT_GT(mixed, 20);
    EXPECT_GT(alike, 1.2 * mixed);
}

TEST(Line, StandsOutBeforeItIsWeighed) {
    const auto song = scattered(1);
    const LandmarkMap episode(episode_with(song, Levels::AsInTheSong));
    EXPECT_GT(standing(episode, laid_out(song), {}, 0, kFrames), 6);
    EXPECT_LT(standing(episode, laid_out(song), {.position = 41}, 0, kFrames), 3);
}

TEST(Line, StaysUnbentWhenItMayNotBend) {
    const auto song = scattered(1);
    const LandmarkMap episode(episode_with(song, Levels::AsInTheSong, 1.004));
    EXPECT_EQ(refine(episode, laid_out(song), {}, 0, kFrames, false).rate, 1);
    EXPECT_NEAR(refine(episode, laid_out(song), {}, 0, kFrames).rate, 1.004, 0.003);
}

TEST(Alignment, TellsTheUnbentLineApartFromABentOneThatFitsBetter) {
    const auto song = scattered(1);
    // The song bent as a whole, and faintly as it is.
    auto marks = episode_with(song, Levels::AsInTheSong, 1.03).layers[0];
    for (std::size_t i = 1; i < song.size(); i += 6) marks.push_back(song[i]);
    const auto found = align(laid_out(marks), laid_out(song), 0, 512, 256, 48, Bends::All);
    ASSERT_TRUE(found.best && found.unbent);
    EXPECT_NEAR(found.best->line.rate, 1.03, 0.006);
    EXPECT_EQ(found.unbent->line.rate, 1);
    EXPECT_NEAR(found.unbent->line.song_frame(100), 100, 2);
}

TEST(Alignment, NamesALineThatIsNotBentOnce) {
    const auto song = scattered(1);
    const auto found = align(episode_with(song, Levels::AsInTheSong), laid_out(song), 0, 512, 256, 48, Bends::All);
    ASSERT_TRUE(found.best);
    EXPECT_NEAR(found.best->line.rate, 1, 0.003);
    EXPECT_FALSE(found.unbent);
    EXPECT_TRUE(align(episode_with(song, Levels::AsInTheSong), laid_out(song), 0, 512, 256, 48, Bends::None).unbent);
}

}  // namespace
}  // namespace bt::sound
