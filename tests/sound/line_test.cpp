#include "sound/line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace bt::sound::line_test {
namespace {

constexpr std::uint32_t kFrames = 1'250;  // twenty seconds
constexpr std::size_t kMarks = 900;
constexpr int kSofter = 24;               // steps: twelve decibels

Landmarks laid_out(std::vector<Landmark> marks, std::uint8_t ground = 30) {
    Landmarks landmarks{.duration = kFrames * 0.016};
    std::ranges::sort(marks, {}, [](const Landmark& mark) { return std::pair(mark.frame, mark.pitch); });
    landmarks.layers[0] = std::move(marks);
    Ground row;
    row.fill(ground);
    landmarks.ground[0].assign(kFrames / kGroundFrames + 1, row);
    return landmarks;
}

std::vector<Landmark> scattered(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Landmark> marks;
    for (std::size_t i = 0; i < kMarks; ++i) {
        marks.push_back({static_cast<std::uint32_t>(random() % kFrames), static_cast<std::uint8_t>(20 + random() % 150), static_cast<std::uint8_t>(90 + random() % 80)});
    }
    return marks;
}

enum class Levels { AsInTheSong, OfTheRest };

/// Every third landmark of the song among as many as a song has.
std::vector<Landmark> mixed(const std::vector<Landmark>& song, Levels levels) {
    auto marks = scattered(2);
    for (std::size_t i = 0; i < song.size(); i += 3) {
        const auto level = levels == Levels::AsInTheSong ? static_cast<std::uint8_t>(song[i].level - kSofter) : marks[i].level;
        marks.push_back({song[i].frame, song[i].pitch, level});
    }
    return marks;
}

double worth(const Landmarks& episode, const Landmarks& song, const Line& line = {}) {
    const auto evidence = weigh(LandmarkMap(episode), song, line, 0, kFrames);
    return std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0);
}

TEST(Line, IsWorthMuchWhereTheSongSoundsAndNothingAsideOfIt) {
    const auto song = scattered(1);
    const auto episode = laid_out(mixed(song, Levels::AsInTheSong));
    EXPECT_GT(worth(episode, laid_out(song)), 100);
    for (const double aside : {-200.0, -23.0, 17.0, 90.0}) {
        SCOPED_TRACE(aside);
        EXPECT_LT(worth(episode, laid_out(song), {.position = aside}), 10);
    }
}

TEST(Line, IsWorthMoreWhenItsLandmarksAreAllLouderByTheSame) {
    const auto song = scattered(1);
    EXPECT_GT(worth(laid_out(mixed(song, Levels::AsInTheSong)), laid_out(song)), 1.3 * worth(laid_out(mixed(song, Levels::OfTheRest)), laid_out(song)));
}

TEST(Line, IsWorthMoreWhenWhatIsMissingCouldNotBeHeard) {
    const auto song = scattered(1);
    const auto marks = mixed(song, Levels::AsInTheSong);
    auto voices = laid_out(marks);
    // Where two of three landmarks are missing someone talks.
    std::vector<bool> heard(kFrames / kGroundFrames + 1);
    for (std::size_t i = 0; i < song.size(); i += 3) heard[song[i].frame / kGroundFrames] = true;
    for (std::size_t i = 0; i < heard.size(); ++i) {
        if (!heard[i]) voices.ground[0][i].fill(200);
    }
    EXPECT_GT(worth(voices, laid_out(song)), worth(laid_out(marks), laid_out(song)));
}

TEST(Line, OfAnEpisodeWithoutSoundIsWorthNothing) { EXPECT_LE(worth(Landmarks{.duration = 20}, laid_out(scattered(1))), 0); }

}  // namespace
}  // namespace bt::sound::line_test
