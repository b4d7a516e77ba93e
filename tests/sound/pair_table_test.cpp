#include "sound/pair_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"
#include "sound/song_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::pair_table_test {
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
        const auto key = pair_key(Layer::Mid, pair.pitch, pair.interval, time_cell(pair.frames));
        const auto places = table.places(key, key);
        EXPECT_TRUE(std::ranges::is_sorted(places));
        EXPECT_TRUE(std::ranges::binary_search(places, table.first_frame(1) + pair.frame));
    }
}

TEST(PairTable, FindsAPairBentInTimeAmongTheCellsThatAreSimilar) {
    for (int frames = PairKeys::kLeastFrames; frames <= PairKeys::kMostFrames; ++frames) {
        const auto cells = similar_time_cells(frames);
        for (const double rate : {0.95, 1.0, 1.05}) {
            const int bent = std::clamp(static_cast<int>(std::lround(frames * rate)), PairKeys::kLeastFrames, PairKeys::kMostFrames);
            EXPECT_LE(cells.first, time_cell(bent)) << frames << " frames at " << rate;
            EXPECT_GE(cells.last, time_cell(bent)) << frames << " frames at " << rate;
        }
    }
}

TEST(PairTable, KeepsNoPairOfOneNoteWithItself) {
    const Landmarks song{.duration = 1, .layers = {{{0, 50, 100}, {10, 50, 100}, {20, 50, 100}, {30, 57, 100}}, {}}};
    const PairTable table(std::span(&song, 1));
    EXPECT_EQ(table.posting_count(), 3U);
    const auto key = pair_key(Layer::Mid, 50, 0, time_cell(10));
    EXPECT_TRUE(table.places(key, key).empty());
}

TEST(PairTable, OfNoSongsIsEmpty) {
    const PairTable table;
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(table.frames(), 0U);
}

}  // namespace
}  // namespace bt::sound::pair_table_test
