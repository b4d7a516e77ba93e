#include "library/split_name.h"

#include <gtest/gtest.h>

namespace bt::library {
namespace {

struct SplitCase {
    const char* stem;
    const char* base;
    int part;
};
TEST(SplitName, ReadsThePieceOfASplitEpisode) {
    constexpr SplitCase kSplits[] = {
        {"Rain S01E01 - part1", "Rain S01E01", 1}, {"Rain S01E01.cd2", "Rain S01E01", 2}, {"Rain S01E01_dvd 3", "Rain S01E01", 3},
        {"Rain S01E01-pt.b", "Rain S01E01", 2},    {"Rain S01E01 (Part 1)", "Rain S01E01", 1}, {"Rain disc1", "Rain", 1},
        {"Rain S01E01 disk d", "Rain S01E01", 4},
    };
    for (const auto& row : kSplits) {
        SCOPED_TRACE(row.stem);
        EXPECT_EQ(read_split(row.stem), (SplitName{row.base, row.part}));
    }
    for (const char* whole : {"Rain S01E01", "part1", "Rain Department 1", "Rain cd", "Rain part 123", "", "(", "Rain (2016)"}) {
        SCOPED_TRACE(whole);
        EXPECT_EQ(read_split(whole), std::nullopt);
    }
}

}  // namespace
}  // namespace bt::library
