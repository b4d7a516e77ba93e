#include "sound/narrow_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "made_library.h"
#include "made_waves.h"
#include "sound/narrow_waves.h"

namespace bt::sound::narrow_search_test {
namespace {

std::int64_t words_in(double seconds) { return static_cast<std::int64_t>(seconds * kWaveRate / 64); }

SongSet songs(const std::vector<Waves>& waves) {
    std::vector<Landmarks> made;
    for (const auto& each : waves) made.push_back({.duration = static_cast<double>(size_of(each)) / kWaveRate, .layers = {}, .faint = {}, .ground = {}, .waves = each, .energy = {}});
    return SongSet(MadeLibrary(std::move(made)));
}

std::vector<std::int64_t> stretches_of(const Waves& episode) {
    std::vector<std::int64_t> stretches;
    for (std::int64_t at = 0; at + kSearchStretch <= size_of(episode); at += kSearchStretch / 2) stretches.push_back(at);
    return stretches;
}

bool is_at(const NarrowPlace& place, std::uint32_t song, std::int64_t lag) { return place.song == song && std::abs(place.song_sample - place.sample - lag) <= kNarrowStep; }

struct Laid {
    const char* name;
    std::int64_t song_sample, at;
    double seconds;
    bool turned;
};
class NarrowSearch : public testing::TestWithParam<Laid> {};
TEST_P(NarrowSearch, FindsTheStretchInWhichASongSoundsAndWhichOfItDoes) {
    const auto& laid = GetParam();
    const std::vector<Waves> known{noise(200, 1), noise(130, 2), noise(70, 3)};
    auto episode = noise(90, 9);
    lay(known[1], laid.song_sample, episode, laid.at, words_in(laid.seconds), laid.turned);
    const auto stretches = stretches_of(episode);
    const auto found = search_bands(episode, stretches, songs(known));
    const auto lag = laid.song_sample - laid.at;
    const auto place = std::ranges::find_if(found, [&](const NarrowPlace& each) { return is_at(each, 1, lag); });
    ASSERT_NE(place, found.end());
    const auto overlap = overlap_at(episode, known[1], *place);
    EXPECT_EQ(overlap.lag, lag);
    EXPECT_EQ(overlap.polarity, laid.turned ? -1 : 1);
    EXPECT_GT(overlap.score, 20);
    // Of a song that sounds for a part of the stretch, within it.
    EXPECT_GE(overlap.middle, laid.at);
    EXPECT_LE(overlap.middle, laid.at + static_cast<std::int64_t>(laid.seconds * kWaveRate));
}
INSTANTIATE_TEST_SUITE_P(Cases, NarrowSearch,
                         testing::Values(Laid{"ASongThroughout", 40'003, 64 * 500, 24, false}, Laid{"ASongOfTenSeconds", 100'001, 64 * 1'000, 10, false}, Laid{"ASongTurnedOver", 55'555, 64 * 750, 16, true},
                                         Laid{"ASongFromItsFirstSampleOn", 0, 64 * 1'100, 16, false}, Laid{"ASongToItsLast", 260'000 - 64 * 510, 64 * 1'000, 16, false}, Laid{"TheEpisodesFirstSamples", 77'777, 0, 12, false}),
                         [](const auto& info) { return info.param.name; });

TEST(NarrowSearch, KeepsFewPlacesOfAStretchAndFewOfASong) {
    Waves loop = noise(2, 4), repeated;
    for (int i = 0; i < 60; ++i) repeated.insert(repeated.end(), loop.begin(), loop.end());
    auto episode = noise(40, 9);
    lay(repeated, 0, episode, 0, words_in(40));
    const auto stretches = stretches_of(episode);
    const auto found = search_bands(episode, stretches, songs({repeated, noise(600, 5), noise(600, 6)}));
    for (const auto stretch : stretches) {
        const auto of_loop = std::ranges::count_if(found, [&](const NarrowPlace& each) { return each.sample == stretch && each.song == 0; });
        EXPECT_GE(of_loop, 1);
        EXPECT_LE(of_loop, 12);
        EXPECT_LE(std::ranges::count(found, stretch, &NarrowPlace::sample), 96);
    }
}

TEST(NarrowSearch, TellsTheSameWhateverTheOrderOfSongs) {
    std::vector<Waves> known{noise(200, 1), noise(130, 2), noise(70, 3)};
    auto episode = noise(60, 9);
    lay(known[1], 40'000, episode, 6'400, words_in(20));
    const auto stretches = stretches_of(episode);
    auto found = search_bands(episode, stretches, songs(known));
    std::ranges::reverse(known);
    auto turned = search_bands(episode, stretches, songs(known));
    for (auto& each : turned) each.song = 2 - each.song;
    const auto key = [](const NarrowPlace& each) { return std::tuple(each.sample, each.song, each.song_sample, each.power); };
    std::ranges::sort(found, {}, key);
    std::ranges::sort(turned, {}, key);
    EXPECT_TRUE(std::ranges::equal(found, turned, {}, key, key));
}

TEST(NarrowSearch, HasNothingToSayOfNothing) {
    const auto episode = noise(40, 9);
    EXPECT_TRUE(search_bands(episode, {}, songs({noise(60, 1)})).empty());
    EXPECT_TRUE(search_bands(episode, stretches_of(episode), songs({})).empty());
    EXPECT_TRUE(search_bands(episode, stretches_of(episode), songs({Waves{}, Waves(1)})).empty());
    // Where a song is not there all samples are clear, which agrees with half of noise.
    EXPECT_LT(overlap_at(episode, Waves{}, {.song = 0, .sample = 0, .song_sample = -1'000, .power = 0}).score, 4);
}

TEST(NarrowWaves, HoldABandAndNoOther) {
    const auto tone = [](double hertz) {
        Waves waves(500);
        for (std::size_t i = 0; i < waves.size() * 64; ++i) {
            if (std::sin(2 * 3.14159265358979 * hertz * static_cast<double>(i) / kWaveRate) > 0) waves[i / 64] |= std::uint64_t{1} << (i % 64);
        }
        return narrow_bands(waves);
    };
    const auto power_of = [](const NarrowWaves& band) {
        double sum = 0;
        for (const auto& each : band) sum += each.real * each.real + each.imaginary * each.imaginary;
        return sum / static_cast<double>(band.size());
    };
    EXPECT_GT(power_of(tone(131)[0]), 4 * kNarrowPower);
    EXPECT_LT(power_of(tone(131)[1]), 0.3 * kNarrowPower);  // its overtones, as high as bits are coarse
    EXPECT_GT(power_of(tone(544)[1]), 4 * kNarrowPower);
    EXPECT_LT(power_of(tone(544)[0]), 0.3 * kNarrowPower);
    for (const auto& band : tone(300)) EXPECT_LT(power_of(band), 0.3 * kNarrowPower);
    for (const auto& band : narrow_bands(noise(60, 3))) EXPECT_NEAR(power_of(band), kNarrowPower, 0.1 * kNarrowPower);
    for (const auto& band : narrow_bands(Waves(3))) EXPECT_TRUE(band.empty());
}

}  // namespace
}  // namespace bt::sound::narrow_search_test
