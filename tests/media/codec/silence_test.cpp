#include "media/codec/silence.h"

#include <gtest/gtest.h>

#include "media/codec/aac.h"
#include "tests/media/hex.h"

namespace bt::media::codec {
namespace {

using bt::testing::hex;

CodecConfiguration aac(std::string_view specific_config) {
    CodecConfiguration out{.codec = Codec::Aac, .box = {"esds", write_esds(0x40, hex(specific_config))}};
    out.audio = AudioFacts{.sample_rate = 48'000, .channels = 2, .samples_per_frame = 1'024};
    return out;
}

TEST(Silence, IsMadeForAacOfEachUsualLayout) {
    struct Case { const char* what; std::string config, frame; };
    const Case cases[] = {
        {"mono", "1188", "00000007"},         // 3 + 4 + 22 bits, END
        {"stereo", "1190", "2000000000000e"},  // a pair: 3 + 4 + 1 + 44 bits, END
        {"a layout of its own", "1180", ""},
        {"xHE-AAC", "f946", ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        EXPECT_EQ(silent_frame(aac(c.config)).value_or(Bytes{}), hex(c.frame));
    }
}

TEST(Silence, IsMadeForOpusOfTwentyMilliseconds) {
    CodecConfiguration opus{.codec = Codec::Opus};
    opus.audio = AudioFacts{.sample_rate = 48'000, .channels = 2, .samples_per_frame = 960};
    EXPECT_EQ(silent_frame(opus).value_or(Bytes{}), hex("fcfffe"));
    opus.audio->opus_mapping_family = 1;
    EXPECT_FALSE(silent_frame(opus));
}

TEST(Silence, IsNotMadeForOtherCodecs) {
    CodecConfiguration ac3{.codec = Codec::Ac3};
    ac3.audio = AudioFacts{.sample_rate = 48'000, .channels = 6, .samples_per_frame = 1'536};
    EXPECT_FALSE(silent_frame(ac3));
}

}  // namespace
}  // namespace bt::media::codec
