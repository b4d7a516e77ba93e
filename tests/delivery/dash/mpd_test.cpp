#include "delivery/dash/mpd.h"

#include <gtest/gtest.h>

namespace bt::delivery::dash {
namespace {

TEST(Mpd, WritesEqualLengthsInARowOnce) {
    const Mpd mpd{.duration = {16'500, kMilliseconds},
                  .longest_segment = {6'000, kMilliseconds},
                  .adaptation_sets = {{.content_type = "video",
                                       .mime_type = "video/mp4",
                                       .representations = {{.id = "v0",
                                                            .bandwidth = 1'000,
                                                            .codecs = "avc1.64001f",
                                                            .segments = SegmentTemplate{.timescale = kMilliseconds,
                                                                                        .initialization = "v0/init.mp4",
                                                                                        .media = "v0/$Number$.m4s",
                                                                                        .starts = {0, 5'000, 10'000, 15'000, 16'500}}}}}}};
    const auto xml = to_xml(mpd);
    EXPECT_NE(xml.find("mediaPresentationDuration=\"PT16.500S\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S t=\"0\" d=\"5000\" r=\"2\" />\n"), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S d=\"1500\" />\n"), std::string::npos) << xml;
}

TEST(Mpd, IsXmlWhateverControlCharactersANameHolds) {
    const Mpd mpd{.adaptation_sets = {{.content_type = "text", .mime_type = "text/vtt", .label = "a\x01\x1b\xC2\x85z"}}};
    EXPECT_NE(to_xml(mpd).find("<Label>a   z</Label>"), std::string::npos) << to_xml(mpd);
}

TEST(Mpd, BeginsAtZeroWhereSamplesLieBeforeIt) {
    const Mpd mpd{.adaptation_sets = {{.content_type = "video", .mime_type = "video/mp4", .representations = {{.id = "v0", .segments = SegmentTemplate{
        .timescale = kMilliseconds, .initialization = "i", .media = "m", .starts = {-2'000, 4'000, 10'000}}}}}}};
    const auto xml = to_xml(mpd);
    EXPECT_NE(xml.find("<S t=\"0\" d=\"4000\" />"), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S d=\"6000\" />"), std::string::npos) << xml;
}

TEST(Mpd, EscapesWhatComesFromFiles) {
    const Mpd mpd{.adaptation_sets = {{.content_type = "text", .mime_type = "text/vtt", .label = "<Rain & \"Sea\">"}}};
    EXPECT_NE(to_xml(mpd).find("<Label>&lt;Rain &amp; \"Sea\"&gt;</Label>"), std::string::npos);
}

}  // namespace
}  // namespace bt::delivery::dash
