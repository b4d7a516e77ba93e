#include "transcode/picture_probe.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/temporary_folder.h"

namespace bt::transcode {
namespace {

std::filesystem::path beside(const char* name) { return tests::scratch_file(name); }

/// Two seconds of grey, two of black, two of a white bar over a tenth of black; a keyframe a second.
bool make_film(const std::filesystem::path& path, const char* codec) {
    const std::string size = ":s=160x90:r=25:d=2";
    const auto made = "ffmpeg -v error -y -f lavfi -i color=gray" + size + " -f lavfi -i color=black" + size + " -f lavfi -i color=black" + size +
                      ",drawbox=y=40:h=9:w=160:color=white:t=fill -filter_complex '[0][1][2]concat=n=3' -g 25 -c:v " + std::string(codec) + " " + path.string();
    return std::system(made.c_str()) == 0;
}

TEST(PictureProbe, TellsBlackAndWordsInEveryCodec) {
    struct Case {
        const char *name, *codec;
    };
    constexpr Case kCases[] = {{"probe.mkv", "libx264 -pix_fmt yuv420p"}, {"probe.mp4", "libx264 -pix_fmt yuv420p10le"}, {"probe.ts", "mpeg2video"},
                               {"probe2.mkv", "mjpeg -pix_fmt yuvj420p"}, {"probe.webm", "libvpx -deadline realtime"}};
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.name);
        const auto path = beside(row.name);
        if (!make_film(path, row.codec)) GTEST_SKIP() << "ffmpeg is not installed";
        auto probe = PictureProbe::open(path.string());
        ASSERT_TRUE(probe) << probe.error().describe();
        const auto frames = probe->frames(1, 5);
        EXPECT_NEAR(static_cast<double>(frames.size()), 100, 1);
        for (const auto& each : frames) {
            SCOPED_TRACE(each.at);
            EXPECT_NEAR(each.dark, each.at < 1.99 ? 0 : each.at < 3.99 ? 1 : 0.9, 0.03);
            EXPECT_NEAR(each.bright, each.at < 3.99 ? 0 : 0.1, 0.03);
        }
        const auto keys = probe->keyframes(0, 7, 1.5);
        EXPECT_NEAR(static_cast<double>(keys.size()), 3, 1);
        EXPECT_TRUE(probe->frames(60, 70).empty());
    }
}

TEST(PictureProbe, ThereMustBeAMovingPicture) {
    const auto text = beside("probe.avi");
    std::ofstream(text) << "once upon a time\n";
    EXPECT_EQ(PictureProbe::open(text.string()).error().fault, Fault::Unsupported);
    EXPECT_EQ(PictureProbe::open("/no/such.mkv").error().fault, Fault::NotFound);
    const auto sound = beside("probe.wav");
    if (std::system(("ffmpeg -v error -y -f lavfi -i sine=duration=1 " + sound.string()).c_str()) != 0) GTEST_SKIP() << "ffmpeg is not installed";
    EXPECT_EQ(PictureProbe::open(sound.string()).error().fault, Fault::Unsupported);
}

}  // namespace
}  // namespace bt::transcode
