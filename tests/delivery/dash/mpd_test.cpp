#include "delivery/dash/mpd.h"

#include <gtest/gtest.h>

namespace bt::delivery::dash {
namespace {

Mpd of_one(AdaptationSet set) { return {.longest_segment = {}, .periods = {{.duration = {}, .adaptation_sets = {std::move(set)}}}}; }

TEST(Mpd, WritesEqualLengthsInARowOnce) {
    const AdaptationSet pictures{.content_type = "video",
                                 .mime_type = "video/mp4",
                                 .representations = {{.id = "v0",
                                                      .bandwidth = 1'000,
                                                      .codecs = "avc1.64001f",
                                                      .segments = SegmentTemplate{.timescale = kMilliseconds,
                                                                                  .initialization = "v0/init.mp4",
                                                                                  .media = "v0/$Number$.m4s",
                                                                                  .starts = {0, 5'000, 10'000, 15'000, 16'500}}}}};
    const auto xml = to_xml({.longest_segment = {6'000, kMilliseconds}, .periods = {{.duration = {16'500, kMilliseconds}, .adaptation_sets = {pictures}}}});
    EXPECT_NE(xml.find("mediaPresentationDuration=\"PT16.500S\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S t=\"0\" d=\"5000\" r=\"2\" />\n"), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S d=\"1500\" />\n"), std::string::npos) << xml;
}

TEST(Mpd, IsXmlWhateverControlCharactersANameHolds) {
    const auto xml = to_xml(of_one({.content_type = "text", .mime_type = "text/vtt", .label = "a\x01\x1b\xC2\x85z"}));
    EXPECT_NE(xml.find("<Label>a   z</Label>"), std::string::npos) << xml;
}

TEST(Mpd, NamesNoBandwidthThatItsSchemaHasNoNumberFor) {
    const Mpd mpd{.longest_segment = {1, {1}}, .periods = {{.duration = {1, {1}}, .adaptation_sets = {{.representations = {{.id = "v0", .bandwidth = std::uint64_t{1} << 40}}}}}}};
    EXPECT_NE(to_xml(mpd).find("bandwidth=\"4294967295\""), std::string::npos) << to_xml(mpd);
}

TEST(Mpd, BeginsAtZeroWhereSamplesLieBeforeIt) {
    const auto xml = to_xml(of_one({.content_type = "video", .mime_type = "video/mp4", .representations = {{.id = "v0", .segments = SegmentTemplate{
        .timescale = kMilliseconds, .initialization = "i", .media = "m", .starts = {-2'000, 4'000, 10'000}}}}}));
    EXPECT_NE(xml.find("<S t=\"0\" d=\"4000\" />"), std::string::npos) << xml;
    EXPECT_NE(xml.find("<S d=\"6000\" />"), std::string::npos) << xml;
}

TEST(Mpd, EscapesWhatComesFromFiles) {
    EXPECT_NE(to_xml(of_one({.content_type = "text", .mime_type = "text/vtt", .label = "<Rain & \"Sea\">"})).find("<Label>&lt;Rain &amp; \"Sea\"&gt;</Label>"), std::string::npos);
}

TEST(Mpd, BeginsAPeriodWhereTheOneBeforeEnds) {
    const Mpd mpd{.longest_segment = {}, .periods = {{.duration = {1'000'400, {1'000'000}}, .base_url = "../a-1/"}, {.duration = {2'000'400, {1'000'000}}, .base_url = "../b-1/"},
                                                     {.duration = {500, kMilliseconds}}}};
    const auto xml = to_xml(mpd);
    EXPECT_NE(xml.find("mediaPresentationDuration=\"PT3.500S\""), std::string::npos) << xml;
    EXPECT_NE(xml.find(" <Period id=\"1\" start=\"PT0.000S\" duration=\"PT1.000S\">\n  <BaseURL>../a-1/</BaseURL>\n"
                       " </Period>\n <Period id=\"2\" start=\"PT1.000S\" duration=\"PT2.000S\">\n  <BaseURL>../b-1/</BaseURL>\n"
                       " </Period>\n <Period id=\"3\" start=\"PT3.000S\" duration=\"PT0.500S\" />\n"),
              std::string::npos)
        << xml;
}

}  // namespace
}  // namespace bt::delivery::dash
