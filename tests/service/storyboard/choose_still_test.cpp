#include "service/storyboard/choose_still.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "io/byte_source.h"
#include "media/index/media_file.h"
#include "tests/media/ffmpeg.h"
#include "tests/temporary_folder.h"

namespace bt::service {
namespace {

/// 100 seconds, a key frame each second: black but for the street that is seen from 20 s to 23 s, in a wide film's bars.
std::string night_with_a_street(const tests::TemporaryFolder& folder, const std::string& name) {
    const auto path = folder.file(name);
    const auto made = bt::testing::run(
        "ffmpeg -v error -y -f lavfi -i color=black:s=640x360:r=5:d=100 -f lavfi -i testsrc2=s=640x268:r=5:d=100 -filter_complex \"[0][1]overlay=0:46:enable='between(t,20,22.9)'\" "
        "-c:v libx264 -preset ultrafast -g 5 -pix_fmt yuv420p " + path);
    return made.ok ? path : std::string();
}

Result<domain::ChosenStill> chosen_of(const std::string& path) {
    BT_TRY(auto file, io::File::open(path));
    BT_TRY(const auto film, media::open_media(std::move(file)));
    return choose_still(*film);
}

TEST(ChooseStill, TakesTheKeyFrameOfTheFirstQuarterThatShowsMost) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    const tests::TemporaryFolder folder;
    for (const auto* name : {"a.mp4", "a.mkv"}) {
        SCOPED_TRACE(name);
        const auto path = night_with_a_street(folder, name);
        ASSERT_FALSE(path.empty());
        const auto still = chosen_of(path);
        ASSERT_TRUE(still) << still.error().describe();
        EXPECT_GE(still->at, std::chrono::seconds(20));
        EXPECT_LE(still->at, std::chrono::seconds(22));
        EXPECT_EQ(still->whole.width, 640U);
        EXPECT_NEAR(still->whole.height, 268, 14) << "without the bars, as told by a hundred pixels";
        EXPECT_NEAR(still->upright.width * 3.0, still->upright.height * 2.0, 14);
        EXPECT_FALSE(still->whole.thumbhash.empty());
        EXPECT_FALSE(still->upright.thumbhash.empty());
        EXPECT_NE(still->whole.thumbhash, still->upright.thumbhash);
    }
}

TEST(ChooseStill, OfAFilmOfOneKeyFrameIsThatAndOfSoundAloneIsNone) {
    if (!bt::testing::has_ffmpeg()) GTEST_SKIP() << "ffmpeg is not installed";
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=5:d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p " + folder.file("short.mp4")).ok);
    const auto still = chosen_of(folder.file("short.mp4"));
    ASSERT_TRUE(still) << still.error().describe();
    EXPECT_EQ(still->at, std::chrono::seconds(0));
    ASSERT_TRUE(bt::testing::run("ffmpeg -v error -y -f lavfi -i sine=d=2 -c:a aac " + folder.file("sound.mp4")).ok);
    EXPECT_EQ(chosen_of(folder.file("sound.mp4")).error().fault, Fault::Unsupported);
}

}  // namespace
}  // namespace bt::service
