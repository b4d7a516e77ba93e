#include "sound/repeats.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "sound/hearing_range.h"

namespace bt::sound::repeats_test {
namespace {

/// Sound of no kind: `seconds` of landmarks at random.
Landmarks noise(double seconds, unsigned seed) {
    std::mt19937 random(seed);
    Landmarks made{.duration = seconds};
    const auto frames = static_cast<std::uint32_t>(frames_in(seconds));
    auto& layer = made.layers[static_cast<int>(Layer::Mid)];
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        for (std::uint8_t pitch = 0; pitch < kPitchSteps; ++pitch) {
            if (random() % 256 == 0) layer.push_back({.frame = frame, .pitch = pitch, .level = 100});
        }
    }
    return made;
}

/// What sounds in `from` at `span` replaces what is in `into` at `at`; a third of the landmarks are lost, and some are a step off.
void copy(const Landmarks& from, Span span, Landmarks& into, double at, unsigned seed) {
    std::mt19937 random(seed);
    auto& layer = into.layers[static_cast<int>(Layer::Mid)];
    const auto first = static_cast<std::uint32_t>(frames_in(span.start)), last = static_cast<std::uint32_t>(frames_in(span.end));
    const auto shift = static_cast<std::uint32_t>(frames_in(at));
    std::erase_if(layer, [&](const Landmark& each) { return each.frame >= shift && each.frame < shift + last - first; });
    for (auto each : from.layer(Layer::Mid)) {
        if (each.frame < first || each.frame >= last || random() % 3 == 0) continue;
        each.frame = each.frame - first + shift + static_cast<std::uint32_t>(random() % 8 == 0);
        layer.push_back(each);
    }
    std::ranges::sort(layer, {}, [](const Landmark& each) { return std::pair(each.frame, each.pitch); });
}

std::vector<Repeat> repeats_of(const std::vector<Landmarks>& episodes) {
    std::vector<const Landmarks*> borrowed;
    for (const auto& each : episodes) borrowed.push_back(&each);
    return find_repeats(borrowed);
}

TEST(Repeats, ThereAreNoneAmongEpisodesThatHaveNothingInCommon) {
    EXPECT_THAT(repeats_of({noise(300, 1), noise(300, 2), noise(300, 3)}), testing::IsEmpty());
}

TEST(Repeats, NothingAndSilenceRepeatNothing) {
    EXPECT_THAT(repeats_of({}), testing::IsEmpty());
    EXPECT_THAT(repeats_of({Landmarks{.duration = 100}, Landmarks{}, noise(20, 1)}), testing::IsEmpty());
}

TEST(Repeats, ExcerptsAreFoundWithTheirEdges) {
    struct Case {
        Span from;
        double at;
    };
    const Case cases[] = {{{10, 40}, 100}, {{200, 203}, 20}, {{0, 5}, 0}, {{295, 300}, 295}, {{150, 156}, 30}};
    std::vector<Landmarks> episodes{noise(300, 1), noise(300, 2)};
    unsigned seed = 10;
    for (const auto& row : cases) copy(episodes[0], row.from, episodes[1], row.at, ++seed);
    const auto found = repeats_of(episodes);
    EXPECT_EQ(found.size(), std::size(cases));
    for (const auto& row : cases) {
        SCOPED_TRACE(row.at);
        const auto at = std::ranges::find_if(found, [&](const Repeat& each) { return std::abs(each.in_later.start - row.at) < 0.4; });
        ASSERT_NE(at, found.end());
        EXPECT_EQ(at->earlier, 0U);
        EXPECT_EQ(at->later, 1U);
        EXPECT_NEAR(at->in_later.end, row.at + row.from.length(), 0.4);
        EXPECT_NEAR(at->in_earlier.start, row.from.start, 0.4);
        EXPECT_NEAR(at->in_earlier.end, row.from.end, 0.4);
        EXPECT_GT(at->agreement, 0.5);
    }
}

TEST(Repeats, APlaceWithinOneEpisodeCountsWhenItIsNotJustABar) {
    std::vector<Landmarks> episodes{noise(300, 1)};
    copy(episodes[0], {10, 20}, episodes[0], 200, 5);
    copy(episodes[0], {100, 104}, episodes[0], 110, 6);
    const auto found = repeats_of(episodes);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].in_earlier.start, 10, 0.4);
    EXPECT_NEAR(found[0].in_later.start, 200, 0.4);
}

TEST(Repeats, AToneThatGoesOnRepeatsItselfNoMoreOftenThanIsLookedAt) {
    Landmarks tone{.duration = 1'700};
    std::mt19937 random(7);
    for (std::uint32_t frame = 0; frame < static_cast<std::uint32_t>(frames_in(tone.duration)); frame += 20) {
        tone.layers[static_cast<int>(Layer::Mid)].push_back({.frame = frame, .pitch = static_cast<std::uint8_t>(60 + random() % 3), .level = 100});
    }
    EXPECT_EQ(find_repeats(std::array{&std::as_const(tone)}).size(), 2'000U);
}

TEST(Repeats, AnotherEpisodeInBetweenChangesNothing) {
    std::vector<Landmarks> two{noise(200, 1), noise(200, 2)};
    copy(two[0], {50, 60}, two[1], 20, 3);
    auto found = repeats_of({two[0], noise(200, 9), two[1]});
    for (auto& each : found) each.later = 1;
    EXPECT_EQ(found, repeats_of(two));
}

Waves waves(double seconds, unsigned seed) {
    std::mt19937_64 random(seed);
    Waves made(static_cast<std::size_t>(seconds * kWaveRate / 64));
    for (auto& word : made) word = random();
    return made;
}

/// Four seconds under a music bed: one in `kept` of the landmarks is left, and a third of the waves.
void lay_under_music(const Landmarks& scene, double from, Landmarks& excerpt, double at, unsigned kept) {
    std::mt19937_64 random(kept);
    auto& layer = excerpt.layers[static_cast<int>(Layer::Mid)];
    const auto first = static_cast<std::uint32_t>(frames_in(from)), shift = static_cast<std::uint32_t>(frames_in(at));
    for (auto each : scene.layer(Layer::Mid)) {
        if (each.frame < first || each.frame >= first + frames_in(4) || random() % kept != 0) continue;
        each.frame = each.frame - first + shift;
        layer.push_back(each);
    }
    std::ranges::sort(layer, {}, [](const Landmark& each) { return std::pair(each.frame, each.pitch); });
    for (double sample = 0; sample < 4 * kWaveRate; sample += 64) {
        auto& word = excerpt.waves[static_cast<std::size_t>((at * kWaveRate + sample) / 64)];
        const auto mask = (random() & random()) | (random() & random() & random());
        word = (word & ~mask) | (samples_from(scene.waves, static_cast<std::int64_t>(from * kWaveRate + sample)) & mask);
    }
}

constexpr unsigned kFewKept = 9, kNoneKept = 1'000'000;
constexpr double kLong = 640, kScene = 320;  // multiples of a frame and of 64 samples

std::vector<Landmarks> two_episodes() {
    std::vector<Landmarks> episodes{noise(kLong, 1), noise(kLong, 2)};
    for (unsigned i = 0; i < 2; ++i) episodes[i].waves = waves(kLong, i);
    return episodes;
}

TEST(Repeats, ExcerptsUnderAMusicBedAreFoundInRecapsOfWhatWasBefore) {
    for (const double at : {16.0, 96.0}) {
        auto episodes = two_episodes();
        lay_under_music(episodes[0], kScene, episodes[1], at, kFewKept);
        const auto found = repeats_of(episodes);
        ASSERT_EQ(found.size(), 1U) << at;
        EXPECT_NEAR(found[0].in_later.start, at, 0.2);
        EXPECT_NEAR(found[0].in_later.end, at + 4, 0.2);
        EXPECT_NEAR(found[0].in_earlier.start, kScene, 0.2);
        EXPECT_NEAR(found[0].share, 0.34, 0.06);
    }
}

TEST(Repeats, ExcerptsUnderAMusicBedAreFoundInPreviewsOfWhatComesNext) {
    auto episodes = two_episodes();
    lay_under_music(episodes[1], kScene, episodes[0], 600, kFewKept);
    const auto found = repeats_of(episodes);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].in_earlier.start, 600, 0.2);
    EXPECT_NEAR(found[0].in_later.start, kScene, 0.2);
}

TEST(Repeats, ExcerptsWithoutALandmarkAreFoundBetweenAndBesideThoseWithSome) {
    auto episodes = two_episodes();
    struct Cut {
        double from, at;
        unsigned kept;
    };
    constexpr Cut kCuts[] = {{160, 16, kNoneKept}, {320, 20, 3}, {480, 24, kNoneKept}, {400, 28, 3}, {240, 32, kNoneKept}, {80, 36, kNoneKept}};
    for (const auto& [from, at, kept] : kCuts) lay_under_music(episodes[0], from, episodes[1], at, kept);
    const auto found = repeats_of(episodes);
    for (const auto& cut : kCuts) {
        const bool is_found = std::ranges::any_of(found, [&](const Repeat& each) {
            return std::abs(each.in_later.start - cut.at) < 0.4 && std::abs(each.in_later.end - cut.at - 4) < 0.8 && std::abs(each.in_earlier.start - cut.from) < 0.4;
        });
        EXPECT_TRUE(is_found) << cut.at;
    }
    for (const auto& each : found) {
        const bool was_cut = std::ranges::any_of(kCuts, [&](const Cut& cut) { return std::abs(each.in_later.start - each.in_earlier.start - cut.at + cut.from) < 0.05; });
        EXPECT_TRUE(was_cut) << each.in_later.start << " to " << each.in_later.end;
    }
}

TEST(Repeats, ExcerptsWithoutALandmarkAreNotLookedForAlone) {
    auto episodes = two_episodes();
    lay_under_music(episodes[0], kScene, episodes[1], 16, kNoneKept);
    EXPECT_THAT(repeats_of(episodes), testing::IsEmpty());
}

}  // namespace
}  // namespace bt::sound::repeats_test
