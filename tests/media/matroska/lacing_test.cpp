#include "media/matroska/lacing.h"

#include <gmock/gmock.h>

#include "tests/media/matroska/ebml_builder.h"

namespace bt::media::matroska::test {
namespace {

using ::testing::ElementsAre;

// RFC 9559 §10.3.2 to §10.3.4 give these three: frames of 800, 500 and 1000 bytes.
TEST(Lacing, XiphSizesAreRunsOf255) {
    const Bytes header = raw({0x02, 0xFF, 0xFF, 0xFF, 0x23, 0xFF, 0xF5});
    const auto lace = read_lace(Lacing::Xiph, header, 7 + 800 + 500 + 1'000);
    ASSERT_TRUE(lace);
    EXPECT_EQ(lace->header_size, 7U);
    EXPECT_THAT(lace->sizes, ElementsAre(800, 500, 1'000));
}

TEST(Lacing, EbmlSizesAreDifferences) {
    const Bytes header = raw({0x02, 0x43, 0x20, 0x5E, 0xD3});
    const auto lace = read_lace(Lacing::Ebml, header, 5 + 800 + 500 + 1'000);
    ASSERT_TRUE(lace);
    EXPECT_EQ(lace->header_size, 5U);
    EXPECT_THAT(lace->sizes, ElementsAre(800, 500, 1'000));
}

TEST(Lacing, FixedSizesShareTheRoomEvenly) {
    const auto lace = read_lace(Lacing::FixedSize, raw({0x02}), 1 + 3 * 800);
    ASSERT_TRUE(lace);
    EXPECT_THAT(lace->sizes, ElementsAre(800, 800, 800));
}

TEST(Lacing, AFrameWithoutLaceIsTheWholeBlock) {
    const auto lace = read_lace(Lacing::None, {}, 77);
    ASSERT_TRUE(lace);
    EXPECT_EQ(lace->header_size, 0U);
    EXPECT_THAT(lace->sizes, ElementsAre(77));
}

struct Wrong {
    std::string_view what;
    Lacing lacing;
    Bytes header;
    std::uint32_t total;
    Fault fault;
};

TEST(Lacing, SizesThatDoNotFitAreRefused) {
    const Wrong rows[] = {
        {"no room for the count", Lacing::Xiph, {}, 0, Fault::Malformed},
        {"Xiph sizes that go on behind what was read", Lacing::Xiph, raw({0x01, 0xFF}), 900, Fault::Truncated},
        {"EBML sizes that go on behind what was read", Lacing::Ebml, raw({0x01, 0x43}), 900, Fault::Truncated},
        {"Xiph sizes beyond the block", Lacing::Xiph, raw({0x01, 0xFE}), 100, Fault::Malformed},
        {"an EBML size below zero", Lacing::Ebml, raw({0x02, 0x81, 0x80}), 100, Fault::Malformed},
        {"an EBML size beyond the block", Lacing::Ebml, raw({0x01, 0xFE}), 100, Fault::Malformed},
        {"an EBML size without a marker", Lacing::Ebml, raw({0x01, 0x00}), 100, Fault::Malformed},
        {"a room that does not divide", Lacing::FixedSize, raw({0x02}), 1 + 100, Fault::Malformed},
    };
    for (const Wrong& row : rows) {
        SCOPED_TRACE(row.what);
        const auto lace = read_lace(row.lacing, row.header, row.total);
        ASSERT_FALSE(lace);
        EXPECT_EQ(lace.error().fault, row.fault);
    }
}

}  // namespace
}  // namespace bt::media::matroska::test
