#include "service/sound/whole_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "service/sound/chapter_names.h"
#include "service/sound/film_picture.h"
#include "tests/media/ffmpeg.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

TEST(WholeFile, HasItsPartOfAStretchInItsOwnTime) {
    const WholeFile file{.path = "cd2", .from = 0.5, .length = 10, .start = 100};
    const auto part = [&](double start, double end) { return file.own_part({start, end}); };
    EXPECT_EQ(part(90, 100), std::nullopt);
    EXPECT_EQ(part(110, 120), std::nullopt);
    ASSERT_TRUE(part(95, 103));
    EXPECT_DOUBLE_EQ(part(95, 103)->start, 0.5);
    EXPECT_DOUBLE_EQ(part(95, 103)->end, 3.5);
    EXPECT_DOUBLE_EQ(part(105, 200)->end, 10.5);
    EXPECT_DOUBLE_EQ(file.to_whole(3.5), 103);
}

TEST(WholeFiles, OneAloneIsNotOpened) {
    const auto files = whole_files(std::vector<std::string>{"/nowhere/a.mkv"});
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 1U);
    const auto part = files->front().own_part({0, 1e9});
    EXPECT_EQ(part->start, 0);
    EXPECT_EQ(part->end, 1e9);
}

TEST(WholeFiles, OneThatCannotBeOpenedIsNamed) {
    const auto files = whole_files(std::vector<std::string>{"/nowhere/cd1.mkv", "/nowhere/cd2.mkv"});
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().fault, Fault::NotFound);
    EXPECT_THAT(files.error().describe(), ::testing::StartsWith("file 1 of 2"));
}

/// Four seconds of white and six of black, which has two chapters; the sound of the first ends early, that of the second late.
class TwoFiles : public ::testing::Test {
protected:
    void SetUp() override {
        if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
        std::ofstream(folder_.file("chapters")) << ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=2\ntitle=Story\n[CHAPTER]\nTIMEBASE=1/1\nSTART=2\nEND=60\ntitle=Credits\n";
        make("white", 4, 3, "", "cd1.mkv");
        make("black", 6, 6.5, "-i " + folder_.file("chapters") + " -map 0 -map 1 -map_chapters 2", "cd2.mp4");
        auto files = whole_files(std::vector<std::string>{folder_.file("cd1.mkv"), folder_.file("cd2.mp4")});
        ASSERT_TRUE(files) << files.error().describe();
        files_ = std::move(*files);
    }
    void make(const std::string& colour, double picture, double sound, const std::string& more, const std::string& name) {
        const auto made = bt::testing::run("ffmpeg -v error -y -f lavfi -i color=" + colour + ":size=64x36:rate=10:d=" + std::to_string(picture) + " -f lavfi -i sine=sample_rate=48000:d=" +
                                           std::to_string(sound) + " " + more + " -c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p -c:a aac " + folder_.file(name));
        ASSERT_TRUE(made.ok);
    }

    tests::TemporaryFolder folder_;
    std::vector<WholeFile> files_;
};

TEST_F(TwoFiles, LastToTheEndOfTheirPictureOrSoundWhicheverIsLater) {
    ASSERT_EQ(files_.size(), 2U);
    EXPECT_EQ(files_[0].start, 0);
    EXPECT_NEAR(files_[0].length, 4, 0.05);
    EXPECT_DOUBLE_EQ(files_[1].start, files_[0].length);
    EXPECT_NEAR(files_[1].length, 6.5, 0.05);
}

TEST_F(TwoFiles, HaveTheirChaptersWhereTheyPlay) {
    const auto named = chapter_names(files_, 10.5);
    ASSERT_EQ(named.size(), 2U);
    EXPECT_EQ(named[0].name, "Story");
    EXPECT_NEAR(named[0].span.start, 4, 0.1);
    EXPECT_NEAR(named[1].span.start, 6, 0.1);
    EXPECT_LE(named[1].span.end, files_[1].end()) << "whatever the file says";
}

TEST_F(TwoFiles, AreLookedAtAcrossTheirBorder) {
    FilmPicture picture(files_);
    for (const auto& moments : {picture.keyframes({2, 7}, 0.5), picture.frames({3, 5.5})}) {
        ASSERT_GT(moments.size(), 4U);
        EXPECT_TRUE(std::ranges::is_sorted(moments, {}, &sound::PictureMoment::at));
        for (const auto& each : moments) {
            const bool is_black = each.at >= files_[1].start - 0.01;
            EXPECT_EQ(each.dark > 0.9F, is_black) << each.at;
        }
        EXPECT_LT(moments.front().at, 4);
        EXPECT_GT(moments.back().at, 4.5);
    }
    EXPECT_TRUE(picture.frames({20, 30}).empty());
}

}  // namespace
}  // namespace bt::service
