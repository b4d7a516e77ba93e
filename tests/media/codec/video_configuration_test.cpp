#include <gtest/gtest.h>

#include "media/codec/av1.h"
#include "media/codec/configuration.h"
#include "media/codec/dolby_vision.h"
#include "media/codec/h264.h"
#include "media/codec/hevc.h"
#include "media/codec/nal.h"
#include "media/codec/vp9.h"
#include "tests/media/hex.h"

namespace bt::media::codec {
namespace {

using testing::hex;

// Made by x264 and x265 from a picture of 320 x 180, 24 frames a second.
constexpr std::string_view kSps = "6764000cacd941419f9f011000000300100000030300f1429960";
constexpr std::string_view kPps = "68ebe3cb22c0";
constexpr std::string_view kHevcVps = "40010c01ffff016000000300900000030000 03003c959409";
constexpr std::string_view kHevcSps = "42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003010";
constexpr std::string_view kHevcPps = "4401c073c189";
constexpr std::string_view kIdr = "6588840033";
constexpr std::string_view kHevcIdr = "2801ac74c2eaa3";

std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string out;
    for (const std::string_view piece : pieces) out += piece;
    return out;
}
Track video(Codec codec, std::string_view codec_id, Bytes codec_private = {}) {
    Track track{.kind = TrackKind::Video, .codec = codec, .codec_id = std::string(codec_id)};
    track.codec_private = std::move(codec_private);
    track.video = VideoFormat{};
    return track;
}
Bytes avcc() {
    return hex(joined({"0164000cffe1001a", kSps, "010006", kPps, "fdf8f800"}));
}
/// NAL units behind four-byte lengths, or behind start codes.
Bytes sample_of(std::initializer_list<std::string_view> units, bool annex_b) {
    ByteWriter out;
    for (const std::string_view unit : units) {
        const Bytes bytes = hex(unit);
        out.u32(annex_b ? 1 : static_cast<std::uint32_t>(bytes.size())).bytes(bytes);
    }
    return std::move(out).take();
}

TEST(ConfigureH264, ReadsEverythingFromTheStoredRecord) {
    const auto out = configure(video(Codec::H264, "avc1", avcc()), {});
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->rfc6381, "avc1.64000c");
    EXPECT_EQ(out->profile, "High 1.2");
    EXPECT_EQ(out->sample_entry, FourCc("avc1"));
    EXPECT_EQ(out->box, (ConfigurationBox{"avcC", avcc()}));
    EXPECT_EQ(out->payload, PayloadForm::AsIs);
    EXPECT_EQ(out->video->width, 320U);
    EXPECT_EQ(out->video->height, 180U);
    EXPECT_EQ(out->video->bit_depth, 8U);
    EXPECT_EQ(out->video->sample_aspect_ratio, (Rational{1, 1}));
}

TEST(ConfigureH264, TakesParameterSetsFromTheFirstSampleOfAvc3) {
    const Bytes empty_record = hex("0164000cffe000");
    const Bytes sample = sample_of({kSps, kPps, kIdr}, false);
    const auto out = configure(video(Codec::H264, "avc3", empty_record), sample);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->sample_entry, FourCc("avc1"));
    EXPECT_EQ(to_hex(out->box.body), to_hex(avcc()));
    EXPECT_EQ(out->payload, PayloadForm::AsIs);
}

TEST(ConfigureH264, ConvertsStartCodesOfVideoForWindowsTracks) {
    Bytes bitmap_header(40);
    bitmap_header[0] = std::byte{40};
    const Bytes sample = sample_of({kSps, kPps, kIdr}, true);
    const auto out = configure(video(Codec::H264, "V_MS/VFW/FOURCC", bitmap_header), sample);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->payload, PayloadForm::AnnexBToLengthPrefixed);
    EXPECT_EQ(to_hex(out->box.body), to_hex(avcc()));
    EXPECT_EQ(to_hex(convert(out->payload, sample).value()), to_hex(sample_of({kSps, kPps, kIdr}, false)));
}

TEST(ConfigureH264, KeepsShortLengthFieldsAsTheyAre) {
    Bytes record = avcc();
    record[4] = std::byte{0xFD};  // two-byte lengths
    const auto out = configure(video(Codec::H264, "avc1", record), hex("00056588840033"));
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->payload, PayloadForm::AsIs);
    EXPECT_EQ(out->box.body, record);
}

TEST(ConfigureH264, BelievesLengthsThatAddUpOverWhatLooksLikeAStartCode) {
    const auto out = configure(video(Codec::H264, "avc1", avcc()), hex("0000000109" "00000005" "6588840033"));
    ASSERT_TRUE(out);
    EXPECT_EQ(out->payload, PayloadForm::AsIs);
}

TEST(ConfigureH264, NeverReadsPastARecordCutShort) {
    const Bytes record = avcc();
    for (std::size_t length = 0; length < record.size() - 4; ++length) {
        EXPECT_FALSE(configure(video(Codec::H264, "avc1", to_bytes(ByteView(record).first(length))), {})) << length;
    }
}

TEST(ConfigureVideo, PrefersTheContainersColourAndAspectAndFillsTheRestFromTheBitstream) {
    Track track = video(Codec::H264, "avc1", avcc());
    track.video = VideoFormat{.width = 320, .height = 180, .display_width = 426, .display_height = 180};
    track.video->colour = Colour{.primaries = 9, .transfer = 16, .matrix = 2};
    const auto out = configure(track, {});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->video->sample_aspect_ratio, (Rational{213, 160}));
    EXPECT_EQ(out->video->colour.transfer, 16);
    EXPECT_EQ(out->video->range, VideoRange::Pq);
}

struct RangeCase {
    std::uint8_t transfer;
    const char* range;
};
constexpr RangeCase kRangeCases[] = {{1, "SDR"}, {2, "SDR"}, {14, "SDR"}, {16, "PQ"}, {18, "HLG"}};
TEST(VideoRange, FollowsTheTransferCharacteristics) {
    for (const auto& row : kRangeCases) EXPECT_EQ(to_string(video_range(row.transfer)), row.range) << int{row.transfer};
}

TEST(ConfigureHevc, MakesHvc1OfHev1AndOfStartCodes) {
    for (const bool annex_b : {false, true}) {
        const Bytes sample = sample_of({kHevcVps, kHevcSps, kHevcPps, kHevcIdr}, annex_b);
        const Bytes no_sets = hex("010160000000900000000000 3cf000fcfdf8f800000f00");
        const auto out = configure(video(Codec::Hevc, annex_b ? "V_MS/VFW/FOURCC" : "hev1", annex_b ? Bytes{} : no_sets), sample);
        ASSERT_TRUE(out) << out.error().describe();
        EXPECT_EQ(out->rfc6381, "hvc1.1.6.L60.90");
        EXPECT_EQ(out->profile, "Main L2.0");
        EXPECT_EQ(out->sample_entry, FourCc("hvc1"));
        EXPECT_EQ(to_hex(out->box.body), joined({"0101600000009000000000003cf000fcfdf8f800000f03", "a00001" "0018", to_hex(hex(kHevcVps)),
                                                 "a10001" "002b", kHevcSps, "a20001" "0006", kHevcPps}));
        EXPECT_EQ(out->payload, annex_b ? PayloadForm::AnnexBToLengthPrefixed : PayloadForm::AsIs);
        EXPECT_EQ(out->video->width, 320U);
        EXPECT_EQ(out->video->height, 180U);
        EXPECT_EQ(out->video->frame_rate, (Rational{24, 1}));
    }
}

TEST(ConfigureHevc, ReadsHdrFromTheMessagesBeforeThePicture) {
    // content_light_level_info 1000/400, alternative_transfer_characteristics 18
    const Bytes sample = sample_of({kHevcVps, kHevcSps, kHevcPps, "4e01900403e8019080", "4e0193011280", kHevcIdr}, false);
    const auto out = configure(video(Codec::Hevc, "hev1", hex("010160000000900000000000 3cf000fcfdf8f800000f00")), sample);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->video->colour.content_light_level, (ContentLightLevel{1'000, 400}));
    EXPECT_EQ(out->video->range, VideoRange::Hlg);
}

struct HevcNameCase {
    HevcProfile profile;
    const char* rfc6381;
    const char* text;
};
const HevcNameCase kHevcNames[] = {
    {{0, false, 1, 0x6000'0000, 0xB000'0000'0000, 93}, "hvc1.1.6.L93.B0", "Main L3.1"},
    {{0, false, 2, 0x2000'0000, 0xB000'0000'0000, 153}, "hvc1.2.4.L153.B0", "Main 10 L5.1"},
    {{0, true, 2, 0x2000'0000, 0x9000'0000'0000, 150}, "hvc1.2.4.H150.90", "Main 10 L5.0 High tier"},
    {{1, true, 4, 0x0800'0000, 0xB023'0000'0000, 120}, "hvc1.A4.10.H120.B0.23", "Range Extensions L4.0 High tier"},
    {{0, false, 1, 0x6000'0000, 0, 30}, "hvc1.1.6.L30", "Main L1.0"},
    {{0, false, 1, 0x6000'0000, 0x0000'0000'0001, 186}, "hvc1.1.6.L186.0.0.0.0.0.1", "Main L6.2"},
};
TEST(HevcName, IsThatOfAnnexE) {
    for (const auto& row : kHevcNames) {
        EXPECT_EQ(hevc_rfc6381("hvc1", row.profile), row.rfc6381);
        EXPECT_EQ(hevc_profile_text(row.profile), row.text);
    }
}

struct DolbyCase {
    const char* what;
    const char* record;
    std::uint8_t transfer;
    const char* rfc6381;
    const char* supplemental;
    const char* sample_entry;
    const char* box;  ///< empty when none is written
    VideoRange range;
};
// profile 7 bits, level 6, rpu, el, bl, compatibility 4
constexpr DolbyCase kDolbyCases[] = {
    {"profile 5", "01000a3500", 2, "dvh1.05.06", "", "dvh1", "dvcC", VideoRange::Pq},
    {"profile 8.1", "0100103d10", 16, "hvc1.2.4.L153.B0", "dvh1.08.07/db1p", "hvc1", "dvvC", VideoRange::Pq},
    {"profile 8.2", "0100103d20", 1, "hvc1.2.4.L153.B0", "dvh1.08.07/db2g", "hvc1", "dvvC", VideoRange::Sdr},
    {"profile 8.4", "0100103d40", 18, "hvc1.2.4.L153.B0", "dvh1.08.07/db4h", "hvc1", "dvvC", VideoRange::Hlg},
    {"profile 8.4 of old transfer", "0100103d40", 14, "hvc1.2.4.L153.B0", "dvh1.08.07/db4g", "hvc1", "dvvC", VideoRange::Sdr},
    {"profile 7, two layers", "01000e3f60", 16, "hvc1.2.4.L153.B0", "", "hvc1", "", VideoRange::Pq},
    {"a record cut short", "0100", 16, "hvc1.2.4.L153.B0", "", "hvc1", "", VideoRange::Pq},
    {"none", "", 16, "hvc1.2.4.L153.B0", "", "hvc1", "", VideoRange::Pq},
};
TEST(DolbyVision, IsAnnouncedAsItsProfileAllows) {
    for (const auto& row : kDolbyCases) {
        SCOPED_TRACE(row.what);
        CodecConfiguration configuration{.codec = Codec::Hevc, .rfc6381 = "hvc1.2.4.L153.B0", .sample_entry = "hvc1"};
        configuration.video = VideoFacts{};
        configuration.video->colour.transfer = row.transfer;
        configuration.video->range = video_range(row.transfer);
        announce_dolby_vision(hex(row.record), configuration);
        EXPECT_EQ(configuration.rfc6381, row.rfc6381);
        EXPECT_EQ(configuration.supplemental, row.supplemental);
        EXPECT_EQ(configuration.sample_entry.text(), row.sample_entry);
        EXPECT_EQ(configuration.dolby_vision ? configuration.dolby_vision->type.text() : "", row.box);
        if (configuration.dolby_vision) {
            EXPECT_EQ(configuration.dolby_vision->body.size(), 24U);
        }
        EXPECT_EQ(configuration.video->range, row.range);
    }
}

struct Av1NameCase {
    const char* av1c;
    Colour colour;
    const char* rfc6381;
    const char* text;
};
const Av1NameCase kAv1Names[] = {
    {"81040c00", {}, "av01.0.04M.08", "Main L3.0"},
    {"81080c00", {.primaries = 1, .transfer = 1, .matrix = 1}, "av01.0.08M.08", "Main L4.0"},
    {"81044e00", {.primaries = 9, .transfer = 16, .matrix = 9}, "av01.0.04M.10.0.112.09.16.09.0", "Main L3.0"},
    {"812d8000", {}, "av01.1.13H.08.0.000.02.02.02.0", "High L5.1 High tier"},
    {"814d7800", {.primaries = 1, .transfer = 1, .matrix = 1, .full_range = true}, "av01.2.13M.12.1.100.01.01.01.1", "Professional L5.1"},
};
TEST(Av1Name, LeavesOutItsTailWhenEverythingIsUsual) {
    for (const auto& row : kAv1Names) {
        const Bytes body = hex(row.av1c);
        const auto configuration = read_av1c(body);
        ASSERT_TRUE(configuration);
        EXPECT_EQ(av1_rfc6381(configuration.value(), row.colour), row.rfc6381);
        EXPECT_EQ(av1_profile_text(configuration.value()), row.text);
    }
}

TEST(ConfigureAv1, MakesTheRecordFromTheSequenceHeader) {
    const Bytes sample = hex("1200" "0a0b000000043cfeccdaf90040" "328b2a10");  // libaom, cut in its frame
    const auto out = configure(video(Codec::Av1, "V_AV1"), sample);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->rfc6381, "av01.0.00M.08");
    EXPECT_EQ(to_hex(out->box.body), "81000c00" "0a0b000000043cfeccdaf90040");
    EXPECT_EQ(out->video->width, 320U);
    EXPECT_EQ(out->video->height, 180U);
    EXPECT_FALSE(configure(video(Codec::Av1, "V_AV1"), {}));
}

TEST(ConfigureVp9, MakesTheRecordFromTheKeyFrame) {
    Track track = video(Codec::Vp9, "V_VP9");
    track.video->frame_rate = Rational{24, 1};
    const auto out = configure(track, hex("824983420013f00b360438241c184a00"));
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->rfc6381, "vp09.00.11.08");
    EXPECT_EQ(to_hex(out->box.body), "01000000" "000b82" "020202" "0000");
    EXPECT_EQ(out->video->width, 320U);
    EXPECT_EQ(out->video->height, 180U);
    EXPECT_FALSE(configure(video(Codec::Vp9, "V_VP9"), hex("8600"))) << "an inter frame";
}

TEST(ConfigureVp9, BelievesTheStoredRecordAboutTheLevelAndTheColour) {
    const auto out = configure(video(Codec::Vp9, "vp09", hex("01000000" "0233a2" "091009" "0000")), {});
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->rfc6381, "vp09.02.51.10.01.09.16.09.00");
    EXPECT_EQ(out->video->range, VideoRange::Pq);
    EXPECT_EQ(out->video->bit_depth, 10U);
}

struct LevelCase {
    std::uint32_t width, height;
    double rate;
    int level;
};
constexpr LevelCase kLevelCases[] = {{256, 144, 15, 10}, {640, 360, 30, 21}, {1'280, 720, 30, 31}, {1'920, 1'080, 30, 40},
                                     {1'920, 1'080, 60, 41}, {3'840, 2'160, 30, 50}, {3'840, 2'160, 60, 51}, {7'680, 4'320, 120, 62}};
TEST(Vp9Level, IsTheLowestThatHoldsThePictures) {
    for (const auto& row : kLevelCases) EXPECT_EQ(lowest_vp9_level(row.width, row.height, row.rate), row.level) << row.width << " " << row.rate;
}

TEST(NalUnits, AreFoundBetweenStartCodesOfBothLengths) {
    const Bytes sample = hex("00000001 0910 000001 6742 00000001 6801 00 00");
    const auto units = split_annex_b(sample);
    ASSERT_TRUE(units);
    ASSERT_EQ(units->size(), 3U);
    EXPECT_EQ(to_hex(units->at(0)), "0910");
    EXPECT_EQ(to_hex(units->at(1)), "6742");
    EXPECT_EQ(to_hex(units->at(2)), "6801");
    EXPECT_FALSE(split_annex_b(hex("000002")));
}

TEST(NalUnits, AreMeasuredByTheirLengthsAndNeverBeyondTheSample) {
    EXPECT_EQ(split_length_prefixed(hex("026742" "00" "0168"), 1)->size(), 2U);
    EXPECT_FALSE(split_length_prefixed(hex("036742"), 1));
    EXPECT_FALSE(split_length_prefixed(hex("ffffffff"), 4));
}

TEST(NalUnits, LoseTheirEmulationPreventionBytes) {
    EXPECT_EQ(to_hex(remove_emulation_prevention(hex("000003000003 01 000003"))), "0000000001" "0000");
    EXPECT_EQ(to_hex(remove_emulation_prevention(hex("000303 000000030300"))), "000303000000" "0300");
}

}  // namespace
}  // namespace bt::media::codec
