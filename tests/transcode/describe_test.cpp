#include "transcode/describe.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/temporary_folder.h"

namespace bt::transcode {
namespace {

std::filesystem::path scratch(const char* name) { return tests::scratch_file(name); }

TEST(Describe, TellsWhatIsInsideATransportStream) {
    const auto path = scratch("clip.ts");
    const auto made = "ffmpeg -v error -y -f lavfi -i testsrc=size=64x36:rate=25:duration=1 -itsoffset 0.5 -f lavfi -i sine=duration=1 -c:v mpeg2video -color_trc smpte2084 -c:a mp2 "
                      "-metadata:s:a:0 language=kor " + path.string();
    if (std::system(made.c_str()) != 0) GTEST_SKIP() << "ffmpeg is not installed";
    const auto description = describe_with_libavformat(path.string());
    ASSERT_TRUE(description) << description.error().describe();
    EXPECT_EQ(description->container, media::Container::Other);
    EXPECT_EQ(description->format, "mpegts");
    ASSERT_EQ(description->tracks.size(), 2U);
    EXPECT_EQ(description->tracks[0].codec, media::Codec::Mpeg2Video);
    EXPECT_EQ(description->tracks[0].video->width, 64U);
    EXPECT_EQ(description->tracks[1].language, "ko");
    EXPECT_NEAR(approximate_seconds(description->duration), 1.5, 0.1);
    ASSERT_TRUE(description->tracks[0].video->colour);
    EXPECT_EQ(description->tracks[0].video->colour->transfer, 16) << "PQ";
    EXPECT_NEAR(approximate_seconds(description->tracks[1].start) - approximate_seconds(description->tracks[0].start), 0.5, 0.05);
}

TEST(Describe, RefusesTextAndScriptsThatNameOtherFiles) {
    const auto text = scratch("story.avi");
    std::ofstream(text) << "once upon a time\n";
    EXPECT_EQ(describe_with_libavformat(text.string()).error().fault, Fault::Unsupported);
    const auto script = scratch("list.ts");
    std::ofstream(script) << "ffconcat version 1.0\nfile '/etc/passwd'\n";
    EXPECT_FALSE(describe_with_libavformat(script.string()));
    EXPECT_EQ(describe_with_libavformat("/no/such.ts").error().fault, Fault::NotFound);
}

}  // namespace
}  // namespace bt::transcode
