#include "base/bytes.h"

#include <gtest/gtest.h>

#include "base/ids.h"
#include "base/text.h"

namespace bt {
namespace {

TEST(ByteReader, ReadsWhatAWriterWrote) {
    const Bytes bytes = std::move(ByteWriter().u8(1).u16(2).u24(3).u32(4).u64(5).i32(-6).four_cc("moov").text("ok")).take();
    ByteReader in(bytes);
    EXPECT_EQ(in.u8().value(), 1);
    EXPECT_EQ(in.u16().value(), 2);
    EXPECT_EQ(in.u24().value(), 3U);
    EXPECT_EQ(in.u32().value(), 4U);
    EXPECT_EQ(in.u64().value(), 5U);
    EXPECT_EQ(in.i32().value(), -6);
    EXPECT_EQ(in.four_cc().value(), FourCc("moov"));
    EXPECT_EQ(as_text(in.bytes(2).value()), "ok");
    EXPECT_TRUE(in.empty());
}

TEST(ByteReader, RefusesToReadPastTheEndAndSaysWhere) {
    const Bytes bytes(3);
    ByteReader in(bytes, 1'000);
    ASSERT_TRUE(in.skip(1));
    EXPECT_EQ(in.u32().error().describe(), "4 bytes wanted, 2 left (at byte 1001)");
    EXPECT_EQ(in.remaining(), 2U) << "a failed read consumes nothing";
    EXPECT_FALSE(in.bytes(UINT64_MAX));
}

TEST(ContentKey, IsSpelledInOneWayOnly) {
    const ContentKey key{0x0123456789abcdefU, 0xfU};
    EXPECT_EQ(key.text(), "0123456789abcdef000000000000000f");
    EXPECT_EQ(ContentKey::parse(key.text()), key);
    for (const char* bad : {"", "0123456789ABCDEF000000000000000f", "0123456789abcdef000000000000000", "+123456789abcdef000000000000000f"}) {
        EXPECT_EQ(ContentKey::parse(bad), std::nullopt) << bad;
    }
}

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(is_utf8("사운드트랙 #1 \xF0\x9F\x8E\xB5"));
    for (const char* bad : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) EXPECT_FALSE(is_utf8(bad));
    EXPECT_EQ(to_valid_utf8("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(Text, SplitsAndTrims) {
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
    EXPECT_EQ(split("", ',').size(), 1U);
    EXPECT_EQ(trim(" \t x y\r\n"), "x y");
}

}  // namespace
}  // namespace bt
