#include "sound/song_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::song_choice_test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr unsigned kSongs = 40;

/// Forty songs that are said to be an hour long each: eight of them may take part.
class LongSongs final : public SongLibrary {
public:
    explicit LongSongs(MadeLibrary songs) : songs_(std::move(songs)) {}
    std::size_t size() const override { return songs_.size(); }
    double duration(SongNumber) const override { return kTakePart / 8; }
    Landmarks landmarks(SongNumber song) const override { return songs_.landmarks(song); }
    const TripleTable* triples() const override { return songs_.triples(); }

private:
    MadeLibrary songs_;
};

const std::vector<Landmarks>& landmarks_of_songs() {
    static const auto made = [] {
        std::vector<Landmarks> songs;
        for (unsigned i = 0; i < kSongs; ++i) songs.push_back(landmarks_of(made_song(i, 25), kSongDensity));
        return songs;
    }();
    return made;
}

LongSongs a_large_library() {
    MadeLibrary songs(landmarks_of_songs());
    songs.make_table();
    return LongSongs(std::move(songs));
}

Landmarks episode_with(unsigned song, double decibels, double speed = 1) {
    auto sound = made_speech(99, 30);
    mix_in(sound, 8, made_song(song, 25, kMadeRate, speed), 4, 14, decibels);
    return landmarks_of(sound);
}

std::vector<SongNumber> chosen(std::vector<const Landmarks*> season, const SongLibrary& library, const std::vector<SongNumber>& own = {}) {
    return choose_songs(season, library, own, [] { return true; }).value();
}

TEST(SongChoice, OfASmallLibraryAllSongsTakePart) {
    const MadeLibrary library(std::vector<Landmarks>(landmarks_of_songs().begin(), landmarks_of_songs().begin() + 3));
    EXPECT_THAT(chosen({}, library), ElementsAre(SongNumber{0}, SongNumber{1}, SongNumber{2}));
}

TEST(SongChoice, OfALargeLibraryThoseThatSoundInTheSeasonUnderVoicesAndBentAsTheyMayBe) {
    const auto library = a_large_library();
    const Landmarks season[] = {episode_with(31, 0), episode_with(17, -9), episode_with(5, 0, 1.04)};
    const auto songs = chosen({&season[0], &season[1], &season[2]}, library);
    EXPECT_LE(songs.size(), 8U);
    for (const auto song : {31U, 17U, 5U}) EXPECT_THAT(songs, Contains(SongNumber{song}));
    EXPECT_TRUE(std::ranges::is_sorted(songs));
}

TEST(SongChoice, OfALargeLibraryTheSeasonsOwnSongsTakePartHoweverSoftAndBeforeOthers) {
    const auto library = a_large_library();
    const Landmarks season[] = {episode_with(31, 0)};
    EXPECT_THAT(chosen({&season[0]}, library, {SongNumber{2}, SongNumber{38}}), AllOf(Contains(SongNumber{2}), Contains(SongNumber{31}), Contains(SongNumber{38})));
    std::vector<SongNumber> own;
    for (std::uint32_t song = 0; song < 8; ++song) own.push_back(SongNumber{song});
    EXPECT_EQ(chosen({&season[0]}, library, own), own) << "they fill the room";
    for (std::uint32_t song = 8; song < kSongs; ++song) own.push_back(SongNumber{song});
    EXPECT_THAT(chosen({&season[0]}, library, own), AllOf(SizeIs(8), Contains(SongNumber{31}))) << "of more than there is room for the likeliest";
}

TEST(SongChoice, DoesNotDependOnTheOrderOfEpisodes) {
    const auto library = a_large_library();
    const Landmarks season[] = {episode_with(31, 0), episode_with(17, -9)};
    EXPECT_EQ(chosen({&season[0], &season[1]}, library), chosen({&season[1], &season[0]}, library));
}

TEST(SongChoice, SilenceChoosesNothingAndStopsWhenTold) {
    const auto library = a_large_library();
    const auto silent = landmarks_of(silence(20));
    EXPECT_TRUE(chosen({&silent}, library).empty());
    const Landmarks* season[] = {&silent};
    const auto stopped = choose_songs(season, library, {}, [] { return false; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::Busy);
}

}  // namespace
}  // namespace bt::sound::song_choice_test
