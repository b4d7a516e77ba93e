#include "transcode/codec_libraries.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace bt::transcode {
namespace {

bool is_loaded(std::string_view library) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        if (line.find(library) != std::string::npos) return true;
    }
    return false;
}

TEST(CodecLibraries, AreAllFoundWhenFirstCalled) {
    const auto& calls = libav();
    EXPECT_EQ(calls.missing, "");
    EXPECT_STREQ(calls.avcodec_get_name(AV_CODEC_ID_H264), "h264");
    for (const auto* library : {"libavcodec.so", "libavformat.so", "libswscale.so"}) EXPECT_TRUE(is_loaded(library)) << library;
}

}  // namespace
}  // namespace bt::transcode
