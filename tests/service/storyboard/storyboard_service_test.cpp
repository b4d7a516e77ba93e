#include "service/storyboard/storyboard_service.h"

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "service/library_service.h"
#include "store/listening_plan.h"
#include "tests/eventually.h"
#include "tests/service/made_film.h"

namespace bt::service {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::eventually;
using tests::TemporaryFolder;

/// Two episodes with a picture and one of sound alone, scanned.
class StoryboardServiceTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!bt::testing::has_encoder("libx264")) GTEST_SKIP() << "ffmpeg is not installed";
        std::filesystem::create_directories(root_ + "/Rain");
        for (const int episode : {1, 2}) {
            ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i testsrc=s=64x36:r=10:d=" + std::to_string(5 + episode) + " -g 60 -c:v libx264 -pix_fmt yuv420p '" + root_ +
                                            "/Rain/Rain S01E0" + std::to_string(episode) + ".mp4'").ok);
        }
        testing::write_film(root_ + "/Rain/Rain S01E03.mp4");
        database_ = store::Database::open(folder_.file("test.db")).value();
        library_ = LibraryService::start(*database_, {.roots = {root_}, .index_folder = folder_.file("index")}).value();
        ASSERT_TRUE(eventually([&] { return library_->status().has_scanned; }));
        const auto plan = store::read_listening_plan(*database_).value();
        for (const auto& film : plan.seasons.at(0).episodes) films_.push_back(film.content);
        ASSERT_EQ(films_.size(), 3U);
    }
    std::unique_ptr<StoryboardService> start(StoryboardService::Options options = {}) {
        options.index_folder = folder_.file("index");
        options.room = 0;
        return std::make_unique<StoryboardService>(*database_, studio_, shelf_, std::move(options));
    }
    std::string text(ContentKey film, std::string_view file) const {
        const auto opened = shelf_.open(film, file);
        return opened ? std::string(as_text((*opened)->read({0, (*opened)->size()}).value())) : "";
    }

    TemporaryFolder folder_;
    const std::string root_ = folder_.file("library");
    const StoryboardShelf shelf_{folder_.file("storyboards")};
    studio::Studio studio_{{}};
    std::shared_ptr<store::Database> database_;
    std::unique_ptr<LibraryService> library_;
    std::vector<ContentKey> films_;
};

TEST_F(StoryboardServiceTest, MakesOneOfEveryFilmThatHasAPicture) {
    const auto service = start();
    ASSERT_TRUE(eventually([&] { return std::ranges::all_of(films_, [&](auto film) { return shelf_.is_settled(film); }); }));
    EXPECT_TRUE(shelf_.has(films_[0]));
    EXPECT_TRUE(shelf_.has(films_[1]));
    EXPECT_FALSE(shelf_.has(films_[2])) << "sound alone";
    EXPECT_THAT(text(films_[1], kStoryboardIndex), HasSubstr("00:00:00.000 --> 00:00:06.000\n1.webp#xywh=0,0,320,180\n"));
    EXPECT_THAT(text(films_[1], "1.webp"), StartsWith("RIFF"));
}

TEST_F(StoryboardServiceTest, WhatIsThereIsNotMadeAgain) {
    ASSERT_TRUE(shelf_.keep_index(films_[0], "WEBVTT\n"));
    const auto service = start();
    ASSERT_TRUE(eventually([&] { return shelf_.is_settled(films_[1]) && shelf_.is_settled(films_[2]); }));
    EXPECT_EQ(text(films_[0], kStoryboardIndex), "WEBVTT\n");
}

TEST_F(StoryboardServiceTest, SheetsWithoutAnIndexAreThoseOfAProgramThatWasKilledAndAreMadeAnew) {
    ASSERT_TRUE(shelf_.keep_sheet(films_[0], 1, as_bytes("half")));
    EXPECT_FALSE(shelf_.has(films_[0]));
    const auto service = start();
    ASSERT_TRUE(eventually([&] { return shelf_.has(films_[0]); }));
    EXPECT_THAT(text(films_[0], "1.webp"), StartsWith("RIFF"));
}

TEST_F(StoryboardServiceTest, AFilmThatTakesTooMuchWorkGoesWithout) {
    const auto service = start({.most_work = std::chrono::seconds(0)});
    ASSERT_TRUE(eventually([&] { return std::ranges::all_of(films_, [&](auto film) { return shelf_.is_settled(film); }); }));
    EXPECT_FALSE(shelf_.has(films_[0]));
}

TEST_F(StoryboardServiceTest, NoneIsMadeWhereThereIsNoRoom) {
    ASSERT_TRUE(shelf_.keep_sheet(ContentKey{}, 1, as_bytes("much")));
    const auto service = start({.most_bytes = 1});
    service->look_again();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_FALSE(shelf_.is_settled(films_[0]));
}

TEST_F(StoryboardServiceTest, ThoseOfFilmsThatAreGoneGoToo) {
    const ContentKey nobody{.high = 1, .low = 2};
    ASSERT_TRUE(shelf_.keep_index(nobody, "WEBVTT\n"));
    const auto service = start();
    EXPECT_TRUE(eventually([&] { return !shelf_.has(nobody); }));
}

TEST(StoryboardShelf, KnowsItsOwnPathsAlone) {
    EXPECT_EQ(storyboard_file(storyboard_path("3.webp")), "3.webp");
    EXPECT_EQ(storyboard_file("storyboard-0/3.webp"), "");
    EXPECT_EQ(storyboard_file("v0/3.m4s"), "");
    const TemporaryFolder folder;
    const StoryboardShelf shelf(folder.file("storyboards"));
    const ContentKey film{.high = 1, .low = 2};
    ASSERT_TRUE(shelf.keep_sheet(film, 1, as_bytes("sheet")));
    ASSERT_TRUE(shelf.keep_none(film));
    EXPECT_TRUE(shelf.open(film, "1.webp"));
    for (const char* other : {"01.webp", "0.webp", "2.webp", "6.webp", "none", "", ".webp", "../1.webp", "1.webp.part", "99999999999999999999.webp"}) {
        SCOPED_TRACE(other);
        EXPECT_EQ(shelf.open(film, other).error().fault, Fault::NotFound);
    }
}

}  // namespace
}  // namespace bt::service
