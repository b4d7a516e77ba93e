#include "sound/triple_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/pairs.h"
#include "tests/sound/made_library.h"
#include "tests/sound/made_music.h"

namespace bt::sound::triple_table_test {
namespace {

const MadeLibrary& some_songs() {
    static const MadeLibrary made = [] {
        std::vector<Landmarks> songs;
        for (unsigned i = 0; i < 3; ++i) songs.push_back(landmarks_of(made_song(i, 6 + i), kSongDensity));
        MadeLibrary library(std::move(songs));
        library.make_table();
        return library;
    }();
    return made;
}

std::size_t places_of(const TripleTable& table, TripleKey key) {
    std::size_t places = 0;
    table.visit(key, 100'000, [&](std::uint32_t place) { places += place < table.places() ? 1U : 100'000U; });
    return places;
}

TEST(TripleTable, FindsATripleOfASongInItsPlaceAtAnyTempoAndPitchNearBy) {
    const TripleTable table = TripleTable::open(some_songs().table_bytes()).value();
    const auto marks = some_songs().landmarks(SongNumber{1}).layers[0];
    std::vector<LandmarkTriple> triples;
    append_triples(marks, 0, marks.size(), 2, 1, triples);
    ASSERT_GT(triples.size(), 50U);
    for (const int shift : {-2, 0, 2}) {
        std::size_t found = 0, tried = 0;
        for (auto triple : triples) {
            if (triple.pitch < 3 || triple.pitch + 3 >= kPitchSteps) continue;
            triple.pitch = static_cast<std::uint8_t>(triple.pitch + shift);
            for (auto& frames : triple.frames) frames = static_cast<std::uint8_t>(std::lround(frames * (1 + 0.01 * shift)));
            if (std::ranges::max(triple.frames) > PairKeys::kMostFrames) continue;  // bent out of a triple's reach
            std::vector<TripleKey> keys;
            append_similar_keys(Layer::Mid, triple, keys);
            const auto wanted = table.first_place(1) + triple.frame / kPlaceFrames;
            bool is_there = false;
            for (const auto key : keys) table.visit(key, 100'000, [&](std::uint32_t place) { is_there = is_there || place == wanted; });
            found += is_there ? 1U : 0U;
            ++tried;
        }
        // Not bent each is found; bent all but those whose times fall just across a cell.
        if (shift == 0) EXPECT_EQ(found, tried);
        else EXPECT_GT(found, tried * 9 / 10);
    }
}

TEST(TripleTable, TakesWithItsLandmarksFourMegabytesAnHourOfMusicAtMost) {
    MadeLibrary library(std::vector<Landmarks>(60, landmarks_of(made_song(1, 60), kSongDensity)));
    library.make_table();
    EXPECT_LT(library.table_bytes().size() + 60 * encode_landmarks(library.landmarks(SongNumber{0})).size(), 4'000'000U);
}

TEST(TripleTable, OfNoSongsIsEmpty) {
    MadeLibrary library({});
    library.make_table();
    EXPECT_EQ(library.triples()->songs(), 0U);
    EXPECT_EQ(places_of(*library.triples(), 12'345), 0U);
}

TEST(TripleTable, StopsWhenTold) {
    const auto written = TripleTable::write(some_songs(), [](ByteView) -> Result<void> { return {}; }, [] { return false; });
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().fault, Fault::Busy);
}

TEST(TripleTable, CutShortIsRefusedAndDamagedNeverReadsOutside) {
    const auto& bytes = some_songs().table_bytes();
    for (std::size_t size = 0; size < bytes.size(); size += 1'031) EXPECT_FALSE(TripleTable::open(ByteView(bytes).first(size))) << size;
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        auto damaged = bytes;
        const auto reach = round % 2 == 0 ? std::size_t{60} : damaged.size();
        for (int i = 0; i < 3; ++i) damaged[random() % reach] ^= static_cast<std::byte>(1U << (random() % 8));
        const auto table = TripleTable::open(damaged);
        if (!table) continue;
        for (TripleKey key = 0; key < kTripleKeys; key += 100'003) EXPECT_LE(places_of(*table, key), table->posting_count());
    }
}

}  // namespace
}  // namespace bt::sound::triple_table_test
