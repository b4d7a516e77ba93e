#include "service/sound/explanation_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

namespace bt::service {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

sound::CueExplanation an_explanation() {
    sound::CueExplanation out;
    out.cue = {.song = {}, .span = {70, 100}, .offset = 5, .rate = 1.02, .level = -9, .confidence = 1};
    out.shift = 1;
    out.shown = {58, 112};
    out.hits = {{75, 0}, {80, 0.01}, {90, -2}};
    out.waves = {{75, 0, 12}, {76, 0.001, -9}, {76, 1.4, 5}, {60, 0, 5}};
    out.evidence.assign(54, -0.5);
    for (std::size_t i = 12; i < 42; ++i) out.evidence[i] = 4;
    out.expected = 1'000;
    out.found = 400;
    out.by_chance = 120.4;
    return out;
}

TEST(ExplanationPicture, IsAWholeSvgWithADotForEachHitAndWaveAndABarASecond) {
    pugi::xml_document document;
    const auto svg = draw_explanation(an_explanation(), "S01E02.mkv", "03 - Rain.flac");
    ASSERT_TRUE(document.load_string(svg.c_str()));
    EXPECT_STREQ(document.document_element().name(), "svg");
    EXPECT_STREQ(document.document_element().child("title").text().get(), "03 - Rain.flac in S01E02.mkv");
    EXPECT_EQ(document.select_nodes("//*[local-name()='circle']").size(), 3U + 4U);
    EXPECT_EQ(document.select_nodes("//*[local-name()='rect'][@fill='#2e7d32']").size(), 30U);
    EXPECT_EQ(document.select_nodes("//*[local-name()='rect'][@fill='#b3261e']").size(), 24U);
}

TEST(ExplanationPicture, NamesOfFilesCannotBreakIt) {
    pugi::xml_document document;
    const auto svg = draw_explanation(an_explanation(), "a<b>&\"c\x01.mkv", "</title><script>alert(1)</script>\xff");
    ASSERT_TRUE(document.load_string(svg.c_str()));
    EXPECT_TRUE(document.select_nodes("//*[local-name()='script']").empty());
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
}

TEST(ExplanationPicture, OfNothingIsStillAPicture) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(draw_explanation({}, "", "").c_str()));
}

TEST(ExplanationWords, TellWhatIsThereAndHowItIsBent) {
    EXPECT_THAT(explanation_words(an_explanation()),
                AllOf(HasSubstr("from 1:10 to 1:40"), HasSubstr("400 of the 1000 landmarks"), HasSubstr("120 would be by chance"), HasSubstr("waves agree in 2 of 30 seconds"), HasSubstr("120 nats"), HasSubstr("+2.0 % in tempo"), HasSubstr("+0.33 semitones")));
    auto straight = an_explanation();
    straight.cue.rate = 1;
    straight.shift = 0;
    EXPECT_THAT(explanation_words(straight), AllOf(Not(HasSubstr("tempo")), Not(HasSubstr("semitones"))));
}

}  // namespace
}  // namespace bt::service
