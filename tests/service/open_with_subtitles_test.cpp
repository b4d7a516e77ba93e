#include "service/open_with_subtitles.h"

#include <gtest/gtest.h>

#include "delivery/resources.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using testing::TemporaryFolder;
using testing::write_film;
using testing::write_text;

std::string srt(std::string_view words) { return "1\n00:00:01,000 --> 00:00:02,000\n" + std::string(words) + "\n"; }

std::vector<std::string> languages_of(const delivery::Presentation& presentation) {
    std::vector<std::string> out;
    for (const auto& text : presentation.texts()) out.push_back(text.language);
    return out;
}

TEST(OpenWithSubtitles, TakesTheSubtitleFilesNamedAfterTheFilm) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_film(folder.file("rain 10.mp4"));
    write_text(folder.file("rain.en.srt"), srt("rain"));
    write_text(folder.file("rain.ko.srt"), srt("bi"));
    write_text(folder.file("rain 10.fr.srt"), srt("pluie"));
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened) << opened.error().describe();
    EXPECT_EQ(languages_of(**opened), (std::vector<std::string>{"en", "ko"}));
    const auto& text = (*opened)->texts().front();
    EXPECT_TRUE(delivery::resource_at(**opened, text.id + "/all.vtt"));
    EXPECT_TRUE(delivery::resource_at(**opened, text.id + "/1.vtt"));
}

TEST(OpenWithSubtitles, TellsEqualCopiesApart) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_text(folder.file("rain.srt"), srt("rain"));
    write_text(folder.file("rain.en.srt"), srt("rain"));
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened);
    ASSERT_EQ((*opened)->texts().size(), 2U);
    EXPECT_NE((*opened)->texts()[0].id, (*opened)->texts()[1].id);
}

TEST(OpenWithSubtitles, GivesNoTextUnderTheNameOfOtherContent) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_text(folder.file("rain.srt"), srt("before"));
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened);
    write_text(folder.file("rain.srt"), srt("after"));
    const auto text = delivery::resource_at(**opened, (*opened)->texts().front().id + "/all.vtt");
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().fault, Fault::NotFound);
}

}  // namespace
}  // namespace bt::service
