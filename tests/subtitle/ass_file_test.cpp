#include "subtitle/ass_file.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "subtitle/pgs.h"
#include "subtitle/read.h"

namespace bt::subtitle {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using std::chrono::milliseconds;

constexpr std::string_view kHeader =
    "[Script Info]\r\nScriptType: v4.00+\r\nPlayResX: 1280\r\n\r\n[V4+ Styles]\r\nStyle: Sign,Nanum,40\r\n\r\n"
    "[Events]\r\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\n";

TEST(AssFile, HasTheEventsBehindTheHeaderInTheOrderTheyHadInTheFile) {
    const AssEvent events[] = {{milliseconds(1'000), milliseconds(3'456), "1,0,Sign,,0,0,0,,{\\pos(10,20)}Second, with a comma"},
                               {milliseconds(3'723'004), milliseconds(3'724'999), "0,5,Default,Ann,1,2,3,fx,First"}};
    EXPECT_EQ(to_ass(kHeader, events), std::string(kHeader) + "Dialogue: 5,1:02:03.00,1:02:05.00,Default,Ann,1,2,3,fx,First\n"
                                                              "Dialogue: 0,0:00:01.00,0:00:03.46,Sign,,0,0,0,,{\\pos(10,20)}Second, with a comma\n");
}

TEST(AssFile, GetsTheSectionOfEventsWhereTheHeaderEndsBeforeIt) {
    const AssEvent events[] = {{milliseconds(0), milliseconds(1'000), "0,0,Default,,0,0,0,,Hello"}};
    const auto text = to_ass("[Script Info]\nTitle: x", events);
    EXPECT_THAT(text, HasSubstr("Title: x\n[Events]\nFormat: Layer, Start, End,"));
    const auto read = read_subtitle_text(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->format, Format::Ass);
    EXPECT_EQ(read->streams.at(0).cues.at(0).text, "Hello");
}

TEST(AssFile, LeavesOutWhatIsNoEventAndKeepsEventsToOneLine) {
    const AssEvent events[] = {{milliseconds(0), milliseconds(1'000), "too,few"}, {milliseconds(0), milliseconds(1'000), "x,0,Default,,0,0,0,,no order"},
                               {milliseconds(0), milliseconds(1'000), "2,0,Default,,0,0,0,,broken\r\nDialogue: by accident"}};
    const auto text = to_ass(kHeader, events);
    EXPECT_THAT(text, Not(HasSubstr("too")));
    EXPECT_THAT(text, Not(HasSubstr("no order")));
    EXPECT_THAT(text, HasSubstr(",broken  Dialogue: by accident\n"));
}

TEST(AssFile, IsUtf8WithoutMarkOrZerosWhateverTheTrackHolds) {
    const AssEvent events[] = {{milliseconds(0), milliseconds(1'000), "0,0,Default,,0,0,0,,\xff\xfe"}};
    const auto text = to_ass(std::string_view("\xEF\xBB\xBF[Script Info]\n\xff\n\0\0", 20), events);
    EXPECT_TRUE(text.starts_with("[Script Info]"));
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(text.find('\0'), text.npos);
}

TEST(Pgs, ASegmentHasItsTimeBeforeIt) {
    EXPECT_EQ(to_hex(sup_segment_header(90'000)), "504700015f9000000000");
    const Bytes head{std::byte{0x15}, std::byte{0x01}, std::byte{0x02}};
    EXPECT_EQ(pgs_segment_size(head), 3U + 258U);
}

}  // namespace
}  // namespace bt::subtitle
