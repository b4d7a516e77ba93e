#include "sound/room.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>

#include "sound/hearing_range.h"
#include "sound/landmark_map.h"
#include "sound/line.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"
#include "tests/sound/made_waves.h"

namespace bt::sound::room_test {
namespace {

using ::testing::AllOf;
using ::testing::Field;
using ::testing::Gt;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kFrom = 6'400, kWords = 200, kTo = kFrom + 64 * kWords;
constexpr std::int64_t kSongAt = 1'280;
const WavePath kPath{.origin = static_cast<double>(kSongAt - kFrom), .rate = 1};

/// Ten seconds of a song, and again so many samples later, the second time perhaps turned over.
Waves heard_with_copy(const Waves& song, std::int64_t delay, bool turned) {
    auto heard = noise(20, 1);
    lay(song, kSongAt, heard, kFrom, kWords);
    lay(song, kSongAt - delay, heard, kFrom, kWords, turned, 8);
    return heard;
}

/// Samples of [kFrom, kTo) that agree less those that do not.
std::int64_t agreed(const Waves& heard, const Waves& song, const Room& room) {
    std::int64_t sum = 0;
    for (auto at = kFrom; at < kTo; at += 64) sum += 64 - 2 * std::popcount(samples_from(heard, at) ^ room.samples_along(song, kPath, at));
    return sum;
}

auto copy(std::int16_t delay, bool turned) {
    return AllOf(Field(&Room::Copy::delay, delay), turned ? Field(&Room::Copy::weight, testing::Matcher<std::int16_t>(Lt(0))) : Field(&Room::Copy::weight, testing::Matcher<std::int16_t>(Gt(0))));
}

TEST(Room, OfASongThatSoundsByItselfIsNone) {
    const auto song = noise(20, 2);
    auto heard = noise(20, 1);
    lay(song, kSongAt, heard, kFrom, kWords);
    const auto room = Room::around(heard, song, kPath, 1, kFrom, kTo);
    EXPECT_THAT(room.copies(), IsEmpty());
    for (const auto at : {kFrom, kFrom + 17}) EXPECT_EQ(room.samples_along(song, kPath, at), samples_along(song, kPath, at));
}

TEST(Room, KnowsReflectionsThatComeLaterOrEarlierOrTurnedOver) {
    const auto song = noise(20, 2);
    for (const auto& [delay, turned] : {std::pair(1, false), std::pair(37, false), std::pair(240, true), std::pair(-64, true)}) {
        SCOPED_TRACE(delay);
        const auto heard = heard_with_copy(song, delay, turned);
        const auto room = Room::around(heard, song, kPath, 1, kFrom, kTo);
        EXPECT_THAT(room.copies(), UnorderedElementsAre(copy(0, false), copy(static_cast<std::int16_t>(delay), turned)));
    }
}

TEST(Room, WithItsReflectionsASongAgreesBetter) {
    const auto song = noise(20, 2);
    auto heard = heard_with_copy(song, 37, true);
    for (int more = 2; more < 5; ++more) lay(song, kSongAt - 40 * more, heard, kFrom, kWords, false, 10 + static_cast<unsigned>(more));
    const auto room = Room::around(heard, song, kPath, 1, kFrom, kTo);
    EXPECT_EQ(room.copies().size(), 5U);
    EXPECT_GT(agreed(heard, song, room), 3 * agreed(heard, song, Room()) / 2);
}

TEST(Room, OfASongThatIsTurnedOverIsSaidBesideIt) {
    const auto song = noise(20, 2);
    auto heard = heard_with_copy(song, 37, false);
    for (auto& word : heard) word = ~word;
    EXPECT_THAT(Room::around(heard, song, kPath, -1, kFrom, kTo).copies(), UnorderedElementsAre(copy(0, false), copy(37, false)));
    EXPECT_THAT(Room::around(heard, song, kPath, 1, kFrom, kTo).copies(), IsEmpty()) << "as what it is not, it does not stand out";
}

TEST(Room, IsNoneWhereTheSongIsNotAndWhereThereIsNothing) {
    const auto song = noise(20, 2);
    const auto heard = heard_with_copy(noise(20, 3), 37, false);
    for (const auto& [from, to] : {std::pair(kFrom, kTo), std::pair(kTo, kFrom), std::pair(kFrom, kFrom + 63), std::pair(size_of(heard) - 64, size_of(heard) + 6'400)}) {
        EXPECT_THAT(Room::around(heard, song, kPath, 1, from, to).copies(), IsEmpty());
    }
    EXPECT_THAT(Room::around({}, {}, kPath, 1, kFrom, kTo).copies(), IsEmpty());
}

/// A song that plays in a hall, out of sight: every twentieth of a second it comes back from somewhere.
TEST(Room, SpeaksForASongThatPlaysInAHallUnderVoices) {
    const auto song = landmarks_of(made_song(3, 30), kSongDensity);
    auto mix = made_speech(99, 20);
    for (int i = 0; i < 4; ++i) mix_in(mix, 4 + 0.017 * i * (1 + i), made_song(3, 30), 10, 12, -6 - 1.0 * i);
    const auto episode = landmarks_of(mix);
    const LandmarkMap map(episode);
    Line line{.anchor = 4 / kFrameSeconds, .position = 10 / kFrameSeconds, .polarity = 1};
    const auto worth = [&] {
        double most = 0;
        for (const auto& stretch : decode(weigh(map, song, line, 2 / kFrameSeconds, 18 / kFrameSeconds))) most = std::max(most, stretch.score);
        return most;
    };
    const double alone = worth();
    line.room = Room::around(episode.waves, song.waves, path_of(line), 1, sample_of(5 / kFrameSeconds), sample_of(15 / kFrameSeconds));
    EXPECT_GE(line.room.copies().size(), 2U);
    EXPECT_GT(worth(), 1.2 * alone);
}

}  // namespace
}  // namespace bt::sound::room_test
