#include "names/measure.h"

#include <gtest/gtest.h>

namespace bt::names {
namespace {

constexpr std::string_view kTable = "hangul\tform\tsource\n금새록\tKeum Sae-rok\ta\n노상현\tNoh Sang Hyun\ta\n박형식\tHyung Sik Park\tb\n";

TEST(Measure, ReadsATableByTheNamesOfItsColumns) {
    const auto pairs = read_name_pairs("source\tform\thangul\r\nx\tHan So Hee\t한소희\r\n\n");
    ASSERT_TRUE(pairs);
    ASSERT_EQ(pairs->size(), 1u);
    EXPECT_EQ(pairs->front().hangul, "한소희");
    EXPECT_EQ(pairs->front().form, "Han So Hee");
    EXPECT_EQ(pairs->front().source, "x");
    EXPECT_EQ(read_name_pairs("a\tb\n").error().fault, Fault::Malformed);
    EXPECT_EQ(read_name_pairs("hangul\tform\n금새록\n").error().fault, Fault::Malformed);
}

TEST(Measure, ChangesFormsInKnownWays) {
    EXPECT_EQ(joined("Keum Sae-rok"), "keumsaerok");
    EXPECT_EQ(initials("금새록"), "\u1100\u1109\u1105");
    EXPECT_EQ(beginning("Keum Sae-rok"), "Keum Sae");
    struct Case {
        std::string_view hangul, form, expected;
    };
    constexpr Case kCases[] = {
        {"금새록", "Keum Sae-rok", "Sae-rok Keum"}, {"노상현", "Noh Sang Hyun", "Sang Hyun Noh"}, {"석상일", "Sang Il Seok", "Seok Sang Il"}, {"오희", "Hee Oh", "Oh Hee"}, {"김수자", "Kimsooja", "Kimsooja"},
    };
    for (const auto& row : kCases) EXPECT_EQ(turned_form({std::string(row.hangul), std::string(row.form), {}}), row.expected);
}

TEST(Measure, ATypoIsOneSlipAndTheSameForTheSameSeed) {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const auto typed = with_one_typo("Keum Sae-rok", seed);
        EXPECT_EQ(typed, with_one_typo("Keum Sae-rok", seed));
        EXPECT_LE(typed.size(), 13u);
        EXPECT_GE(typed.size(), 11u);
    }
    EXPECT_EQ(with_one_typo("금새록", 1), "금새록");
}

TEST(Measure, CountsEveryQueryAndEveryPersonOnce) {
    const auto measured = measure(read_name_pairs(kTable).value(), 200, 1);
    EXPECT_EQ(measured.people, 203u);
    EXPECT_EQ(measured.all.queries, 3u);
    EXPECT_EQ(measured.by_source.at("a").queries, 2u);
    EXPECT_EQ(measured.hangul.recall_at_1, 1);
    EXPECT_EQ(measured.all.recall_at_5, 1);
    EXPECT_EQ(measured.reversed.recall_at_5, 1);
}

}  // namespace
}  // namespace bt::names
