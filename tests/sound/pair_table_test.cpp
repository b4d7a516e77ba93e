#include "sound/pair_table.h"

#include <gtest/gtest.h>

#include "sound/hearing_range.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound {
namespace {

TEST(PairTable, FindsEveryPairOfItsSongs) {
    std::vector<Landmarks> songs;
    for (unsigned i = 0; i < 3; ++i) songs.push_back(landmarks_of(made_song(i, 6 + i), kSongDensity));
    const PairTable table(songs);
    ASSERT_EQ(table.size(), 3U);
    std::vector<LandmarkPair> pairs;
    const auto& marks = songs[1].layers[0];
    append_pairs(marks, 0, marks.size(), 1, pairs);
    ASSERT_FALSE(pairs.empty());
    for (const auto& pair : pairs) {
        bool found = false;
        std::uint32_t last = 0;
        table.visit(pair_key(Layer::Mid, pair.pitch / 2, pair.interval, time_cells(pair.frames).first), 100'000, [&](std::uint32_t frame) {
            found = found || frame == table.first_frame(1) + pair.frame;
            EXPECT_GE(frame, last);
            last = frame;
        });
        EXPECT_TRUE(found);
    }
}

TEST(PairTable, PassesOverKeysThatAreTooCommon) {
    const std::vector<Landmarks> songs(20, landmarks_of(made_song(1, 5), kSongDensity));
    const PairTable table(songs);
    std::vector<LandmarkPair> pairs;
    append_pairs(songs[0].layers[0], 0, 1, 1, pairs);
    ASSERT_EQ(pairs.size(), 1U);
    const auto key = pair_key(Layer::Mid, pairs[0].pitch / 2, pairs[0].interval, time_cells(pairs[0].frames).first);
    EXPECT_TRUE(table.visit(key, 10'000, [](std::uint32_t) {}));
    EXPECT_FALSE(table.visit(key, 19, [](std::uint32_t) { FAIL(); }));
}

TEST(PairTable, OfNoSongsIsEmpty) {
    const PairTable table;
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(table.frames(), 0U);
}

}  // namespace
}  // namespace bt::sound
