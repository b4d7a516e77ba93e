#include "subtitle/embedded.h"

#include <gtest/gtest.h>

namespace bt::subtitle {
namespace {

TEST(Embedded, ReadsAMatroskaAssBlock) {
    const auto marked = read_sample_text(SampleFormat::Ass, as_bytes("12,0,Default,Noh,0,0,0,,{\\b1}Yes{\\b0}, we know"));
    ASSERT_TRUE(marked);
    EXPECT_EQ(marked->text, "<b>Yes</b>, we know");
    EXPECT_FALSE(read_sample_text(SampleFormat::Ass, as_bytes("12,0,Default")));
}

TEST(Embedded, ReadsTimedTextInBothEncodingsAndStepsOverStyles) {
    const Bytes styled = std::move(ByteWriter().u16(3).text("a<b").u32(8).four_cc("styl")).take();
    EXPECT_EQ(read_sample_text(SampleFormat::Tx3g, styled)->text, "a&lt;b");
    const Bytes utf16 = std::move(ByteWriter().u16(6).u16(0xFEFF).u16(0xBE44).u16(0x0021)).take();
    EXPECT_EQ(read_sample_text(SampleFormat::Tx3g, utf16)->text, "비!");
    const Bytes empty = std::move(ByteWriter().u16(0)).take();
    EXPECT_FALSE(read_sample_text(SampleFormat::Tx3g, empty));
    const Bytes too_long = std::move(ByteWriter().u16(500).text("ok")).take();
    EXPECT_EQ(read_sample_text(SampleFormat::Tx3g, too_long)->text, "ok");
}

TEST(Embedded, ReadsWebVttBoxes) {
    const Bytes sample = std::move(ByteWriter().u32(8 + 8 + 6 + 8 + 5).four_cc("vttc").u32(8 + 6).four_cc("sttg").text("line:0")
                                       .u32(8 + 5).four_cc("payl").text("hello")).take();
    const auto marked = read_sample_text(SampleFormat::WebVttBoxes, sample);
    ASSERT_TRUE(marked);
    EXPECT_EQ(*marked, (MarkedText{"hello", "line:0"}));
    const Bytes empty = std::move(ByteWriter().u32(8).four_cc("vtte")).take();
    EXPECT_FALSE(read_sample_text(SampleFormat::WebVttBoxes, empty));
}

TEST(Markup, ClosesWhatItOpensAndNestsTags) {
    struct Case { std::string_view in, out; };
    for (const auto& c : {Case{"<i>a<b>b</i>c", "<i>a<b>b</b></i><b>c</b>"}, Case{"</i>a", "a"}, Case{"a < b > c", "a &lt; b &gt; c"},
                          Case{"<font color=\"#fff\">x</font>", "x"}, Case{"{\\i1}x", "x"}, Case{"{not a code}", "{not a code}"},
                          Case{"&quot;x&quot; &amp; &nope;", "\"x\" &amp; &amp;nope;"}, Case{"<I>X</I>", "<i>X</i>"}, Case{"1<2", "1&lt;2"}}) {
        EXPECT_EQ(from_subrip(c.in).text, c.out) << c.in;
    }
}

}  // namespace
}  // namespace bt::subtitle
