#include "service/storyboard/joined_storyboard.h"

#include <gtest/gtest.h>

#include "service/storyboard/storyboard.h"
#include "tests/delivery/made_media.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

using namespace std::chrono_literals;

/// Two films of eight seconds that follow each other.
class JoinedStoryboard : public ::testing::Test {
protected:
    std::string index(std::initializer_list<std::chrono::milliseconds> times, std::chrono::milliseconds end) const {
        return thumbnails_webvtt(std::vector(times), end, {.width = 320, .height = 180});
    }

    const tests::TemporaryFolder folder_;
    const StoryboardShelf shelf_{folder_.file("storyboards")};
    const std::vector<ContentKey> films_{{.high = 1, .low = 1}, {.high = 2, .low = 2}};
    const std::shared_ptr<const delivery::Presentation> first_ = delivery::testing::present({delivery::testing::picture(8)}), second_ = delivery::testing::present({delivery::testing::picture(8)});
    const delivery::Joined joined_ = delivery::Joined::join({{.presentation = first_.get(), .base = "../a-1/"}, {.presentation = second_.get(), .base = "../b-1/"}}).value();
};

TEST_F(JoinedStoryboard, HasThePicturesOfEachFilmWhereItStands) {
    ASSERT_TRUE(shelf_.keep_index(films_[0], index({0ms, 5'000ms}, 8'020ms)));  // its sound is a little longer
    ASSERT_TRUE(shelf_.keep_index(films_[1], index({0ms, 6'000ms}, 8'000ms)));
    const auto made = joined_thumbnails(shelf_, films_, joined_);
    ASSERT_TRUE(made) << made.error().describe();
    EXPECT_EQ(*made,
              "WEBVTT\n\n"
              "00:00:00.000 --> 00:00:05.000\n../../a-1/storyboard-2/1.webp#xywh=0,0,320,180\n\n"
              "00:00:05.000 --> 00:00:08.000\n../../a-1/storyboard-2/1.webp#xywh=320,0,320,180\n\n"
              "00:00:08.000 --> 00:00:14.000\n../../b-1/storyboard-2/1.webp#xywh=0,0,320,180\n\n"
              "00:00:14.000 --> 00:00:16.000\n../../b-1/storyboard-2/1.webp#xywh=320,0,320,180\n");
}

TEST_F(JoinedStoryboard, HasNoPicturesWhereAFilmHasNone) {
    ASSERT_TRUE(shelf_.keep_none(films_[0]));
    EXPECT_EQ(joined_thumbnails(shelf_, films_, joined_).error().fault, Fault::NotFound);
    ASSERT_TRUE(shelf_.keep_index(films_[1], index({0ms}, 8'000ms)));
    EXPECT_EQ(joined_thumbnails(shelf_, films_, joined_).value(), "WEBVTT\n\n00:00:08.000 --> 00:00:16.000\n../../b-1/storyboard-2/1.webp#xywh=0,0,320,180\n");
}

}  // namespace
}  // namespace bt::service
