#include "service/open_with_subtitles.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "delivery/resources.h"
#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using tests::TemporaryFolder;
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

TEST(OpenWithSubtitles, BelievesTheNameOfAFileThatSaysItIsKorean) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_text(folder.file("rain.ko.srt"), srt("\xB3\xD7."));  // "네." in CP949
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened) << opened.error().describe();
    const auto text = (*opened)->texts().front().load();
    ASSERT_TRUE(text);
    EXPECT_EQ((*text)->front().text, "네.");
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

TEST(OpenWithSubtitles, TakesTheSoundInMatroskaAndMp4FilesNamedAfterTheFilm) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_film(folder.file("rain.ko.m4a"), 400);
    write_film(folder.file("rain.en.commentary.m4a"), 300);
    write_text(folder.file("rain.fr.mka"), "no Matroska");
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened) << opened.error().describe();
    const auto& media = (*opened)->media();
    ASSERT_EQ(media.size(), 3U);
    EXPECT_EQ(media[1].track->language, "en");
    EXPECT_EQ(media[2].track->language, "ko");
    EXPECT_EQ(media[2].file, "rain.ko.m4a");
    EXPECT_TRUE(delivery::resource_at(**opened, media[2].id + "/1.m4s"));
    ASSERT_EQ((*opened)->left_out_files().size(), 1U);
    EXPECT_EQ((*opened)->left_out_files()[0].file, "rain.fr.mka");
    EXPECT_EQ((*opened)->left_out_files()[0].refusal, delivery::Refusal::Damaged);
}

TEST(OpenWithSubtitles, TakesASoundFileForNoTrackOfItself) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.m4a"));
    write_text(folder.file("rain.en.srt"), srt("rain"));
    const auto opened = open_with_subtitles(folder.file("rain.m4a"));
    ASSERT_TRUE(opened) << opened.error().describe();
    std::string ids;
    for (const auto& rendition : (*opened)->media()) ids += rendition.id + " ";
    const auto alone = delivery::Presentation::open(media::open_media(io::File::open(folder.file("rain.m4a")).value()).value()).value();
    EXPECT_EQ((*opened)->media().size(), alone->media().size()) << ids;
    EXPECT_EQ(languages_of(**opened), std::vector<std::string>{"en"});
}

TEST(OpenWithSubtitles, SaysWhyOtherFilesBesideTheFilmAreNotOffered) {
    using delivery::Refusal;
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_text(folder.file("rain.en.srt"), srt("rain"));
    write_text(folder.file("rain.fr.idx"), "# VobSub index file, v7\n");
    write_text(folder.file("rain.fr.sub"), "pictures");
    write_text(folder.file("rain.ja.sup"), "not pictures");
    write_text(folder.file("rain.ko.forced.ttml"), "<tt/>");
    write_text(folder.file("rain.commentary.en.ac3"), "sound");
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(languages_of(**opened), (std::vector<std::string>{"en"}));
    const auto& files = (*opened)->left_out_files();
    ASSERT_EQ(files.size(), 4U) << "the .idx stands for its .sub";
    const struct { std::string_view file, format, language; Refusal refusal; } kExpected[] = {
        {"rain.commentary.en.ac3", "AC3", "en", Refusal::Beside}, {"rain.fr.idx", "VobSub", "fr", Refusal::Pictures},
        {"rain.ja.sup", "PGS", "ja", Refusal::Damaged}, {"rain.ko.forced.ttml", "TTML", "ko", Refusal::Format}};
    for (std::size_t i = 0; i < files.size(); ++i) {
        EXPECT_EQ(files[i].file, kExpected[i].file);
        EXPECT_EQ(files[i].format, kExpected[i].format);
        EXPECT_EQ(files[i].language, kExpected[i].language);
        EXPECT_EQ(files[i].refusal, kExpected[i].refusal);
        EXPECT_FALSE(files[i].reason.empty());
    }
    EXPECT_EQ(files[0].kind, media::TrackKind::Audio);
    EXPECT_TRUE(files[3].is_forced);
}

TEST(OpenWithSubtitles, LeavesOutATextThatHoldsNoSubtitlesAndSaysWhy) {
    const TemporaryFolder folder;
    write_film(folder.file("rain.mp4"));
    write_text(folder.file("rain.en.srt"), srt("rain"));
    write_text(folder.file("rain.de.srt"), "kaputt");
    write_text(folder.file("rain.fr.vtt"), "");
    write_text(folder.file("rain.ja.smi"), "kaputt");
    write_text(folder.file("rain.ko.ass"), std::string(64, '\x01'));
    write_text(folder.file("rain.zh.srt"), "1\nnever --> ever\nrain\n");
    const auto opened = open_with_subtitles(folder.file("rain.mp4"));
    ASSERT_TRUE(opened) << opened.error().describe();
    EXPECT_EQ(languages_of(**opened), (std::vector<std::string>{"en"}));
    std::vector<std::string> told;
    for (const auto& file : (*opened)->left_out_files()) {
        told.push_back(file.file + ": " + file.reason);
        EXPECT_EQ(file.refusal, delivery::Refusal::Damaged);
        EXPECT_EQ(file.kind, media::TrackKind::Subtitle);
    }
    EXPECT_EQ(told, (std::vector<std::string>{"rain.de.srt: not SubRip, WebVTT, ASS or SAMI", "rain.fr.vtt: the file is empty",
                                              "rain.ja.smi: not SubRip, WebVTT, ASS or SAMI", "rain.ko.ass: the file is binary, not text",
                                              "rain.zh.srt: SubRip: none of 1 cues could be read"}));
}

domain::ExternalTrack track_of(const std::string& path) {
    const auto file = io::File::open(path).value();
    return {.path = path, .format = "srt", .stamp = {.size = file->size()}, .content = library::read_content_key(*file).value()};
}

TEST(FilesBeside, ReadsNoMoreThanTheBeginningOfATextThatBeginsWell) {
    const TemporaryFolder folder;
    const auto behind = std::string(8'192, '\x01');
    write_text(folder.file("well.srt"), srt("rain") + std::string(8'192, '\n') + behind);
    write_text(folder.file("late.srt"), std::string(8'192, '\n') + srt("rain"));
    write_text(folder.file("never.srt"), std::string(8'192, '\n') + "kaputt");
    const auto beside = files_beside({track_of(folder.file("well.srt")), track_of(folder.file("late.srt")), track_of(folder.file("never.srt"))});
    EXPECT_EQ(beside.subtitles.size(), 2U);
    ASSERT_EQ(beside.left_out.size(), 1U);
    EXPECT_EQ(beside.left_out[0].file, "never.srt");
}

std::string script(const std::string& styles, const std::string& words) {
    return "[Script Info]\nTitle: rain\n\n[V4+ Styles]\n" + styles + "\n\n[Events]\nDialogue: 0,0:00:00.00,0:00:05.00,Default,,0,0,0,," + words + "\n";
}

TEST(FilesBeside, LeavesOutAScriptWithoutALineAndOffersOneWhoseHeadIsLong) {
    const TemporaryFolder folder;
    write_text(folder.file("empty.ass"), script("", ""));
    write_text(folder.file("long.ass"), script(std::string(100'000, ';'), "rain"));
    write_text(folder.file("short.ass"), script("", "rain"));
    std::vector<domain::ExternalTrack> tracks;
    for (const auto* name : {"empty.ass", "long.ass", "short.ass"}) tracks.push_back(track_of(folder.file(name)));
    for (auto& track : tracks) track.format = "ass";
    const auto beside = files_beside(tracks);
    EXPECT_EQ(beside.subtitles.size(), 2U);
    ASSERT_EQ(beside.left_out.size(), 1U);
    EXPECT_EQ(beside.left_out[0].file, "empty.ass");
    EXPECT_EQ(beside.left_out[0].reason, "ASS: none of 1 cues could be read");
}

TEST(FilesBeside, OffersATextThatCannotBeReadJustNow) {
    const TemporaryFolder folder;
    write_text(folder.file("rain.srt"), "kaputt");
    const auto track = track_of(folder.file("rain.srt"));
    std::filesystem::remove(folder.file("rain.srt"));
    const auto beside = files_beside({track});
    ASSERT_EQ(beside.subtitles.size(), 1U);
    EXPECT_EQ(beside.subtitles[0].load().error().fault, Fault::NotFound);
}

}  // namespace
}  // namespace bt::service
