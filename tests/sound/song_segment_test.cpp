#include "sound/song_segment.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "tests/sound/made_music.h"

namespace bt::sound {
namespace {

std::vector<ReferenceSong> some_songs() {
    std::vector<ReferenceSong> songs;
    for (unsigned i = 0; i < 3; ++i) songs.push_back({"노래 " + std::to_string(i), landmarks_of(made_song(i, 6 + i), kSongDensity)});
    return songs;
}

/// Everything a segment can be asked.
std::size_t walk(const SongSegment& segment) {
    std::size_t places = 0;
    for (PairKey key = 0; key < kPairKeys; key += 7) segment.visit(key, 1'000, [&](std::uint32_t frame) { places += segment.song_at(frame) < segment.size() ? 1U : 0U; });
    for (std::size_t song = 0; song < segment.size(); ++song) places += segment.name(song).size() + segment.landmarks(song).layers[0].size();
    return places;
}

TEST(SongSegment, GivesBackItsSongs) {
    const auto songs = some_songs();
    const auto bytes = build_segment(songs).value();
    const auto segment = SongSegment::open(bytes).value();
    ASSERT_EQ(segment.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(segment.name(i), songs[i].name);
        EXPECT_EQ(segment.duration(i), songs[i].landmarks.duration);
        EXPECT_EQ(segment.landmarks(i), songs[i].landmarks);
        EXPECT_EQ(segment.song_at(segment.first_frame(i)), i);
        EXPECT_EQ(segment.song_at(segment.first_frame(i + 1) - 1), i);
    }
}

TEST(SongSegment, FindsEveryPairOfItsSongs) {
    const auto songs = some_songs();
    const auto bytes = build_segment(songs).value();
    const auto segment = SongSegment::open(bytes).value();
    std::vector<LandmarkPair> pairs;
    const auto& marks = songs[1].landmarks.layers[0];
    append_pairs(marks, 0, marks.size(), 1, pairs);
    ASSERT_FALSE(pairs.empty());
    for (const auto& pair : pairs) {
        bool found = false;
        segment.visit(pair_key(Layer::Mid, pair.pitch / 2, pair.interval, time_cells(pair.frames).first), 100'000,
                      [&](std::uint32_t frame) { found = found || frame == segment.first_frame(1) + pair.frame; });
        EXPECT_TRUE(found);
    }
}

TEST(SongSegment, TakesFourMegabytesAnHourOfMusicAtMost) {
    std::vector<ReferenceSong> songs;
    const auto landmarks = landmarks_of(made_song(1, 60), kSongDensity);
    for (int i = 0; i < 60; ++i) songs.push_back({"a minute", landmarks});
    EXPECT_LT(build_segment(songs).value().size(), 4'000'000U);
}

TEST(SongSegment, OfNoSongsIsEmpty) {
    const auto bytes = build_segment({}).value();
    EXPECT_EQ(SongSegment::open(bytes).value().size(), 0U);
}

TEST(SongSegment, CutShortIsRefusedAndDamagedNeverReadsOutside) {
    const auto bytes = build_segment(some_songs()).value();
    for (std::size_t size = 0; size < bytes.size(); size += 131) EXPECT_FALSE(SongSegment::open(ByteView(bytes).first(size))) << size;
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        auto damaged = bytes;
        const auto reach = round % 2 == 0 ? std::size_t{300} : damaged.size();
        for (int i = 0; i < 3; ++i) damaged[random() % reach] ^= static_cast<std::byte>(1U << (random() % 8));
        if (const auto segment = SongSegment::open(damaged)) (void)walk(*segment);
    }
}

}  // namespace
}  // namespace bt::sound
