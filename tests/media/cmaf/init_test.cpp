#include "media/cmaf/init.h"

#include <gtest/gtest.h>

#include "media/cmaf/language.h"
#include "tests/media/cmaf/box_tree.h"
#include "tests/media/hex.h"

namespace bt::media::cmaf {
namespace {

using testing::Box;
using testing::hex;
using testing::read_tree;

codec::CodecConfiguration h264(std::uint32_t width, std::uint32_t height) {
    codec::CodecConfiguration out{.codec = Codec::H264, .rfc6381 = "avc1.64001f", .sample_entry = "avc1"};
    out.box = {"avcC", hex("0164001fffe100")};
    out.video = codec::VideoFacts{.width = width, .height = height};
    return out;
}
codec::CodecConfiguration opus() {
    codec::CodecConfiguration out{.codec = Codec::Opus, .rfc6381 = "opus", .sample_entry = "Opus"};
    out.box = {"dOps", hex("0002013800 00bb80 0000 00")};
    out.audio = codec::AudioFacts{.sample_rate = 48'000, .channels = 2, .roll_frames = 4};
    return out;
}
InitTrack video_track() {
    return {.kind = TrackKind::Video, .timescale = {24'000}, .language = "ko", .configuration = h264(1'440, 1'080)};
}
InitTrack audio_track() {
    return {.kind = TrackKind::Audio, .timescale = {48'000}, .configuration = opus()};
}
std::string body(const Box& tree, std::string_view path) {
    const Box* box = tree.find(path);
    return box == nullptr ? "no " + std::string(path) : to_hex(box->body);
}
Box tree_of(const Bytes& bytes) { return read_tree(bytes); }

TEST(Init, HasTheBoxesOfACmafHeaderAndEverySizeAddsUp) {
    for (const InitTrack& track : {video_track(), audio_track()}) {
        const Bytes bytes = write_init(track);
        const Box tree = tree_of(bytes);
        for (const char* path : {"ftyp", "moov/mvhd", "moov/trak/tkhd", "moov/trak/mdia/mdhd", "moov/trak/mdia/hdlr", "moov/mvex/trex",
                                 "moov/trak/mdia/minf/dinf/dref/url ", "moov/trak/mdia/minf/stbl/stsd", "moov/trak/mdia/minf/stbl/stts",
                                 "moov/trak/mdia/minf/stbl/stsc", "moov/trak/mdia/minf/stbl/stsz", "moov/trak/mdia/minf/stbl/stco"}) {
            EXPECT_NE(tree.find(path), nullptr) << path;
        }
    }
}

TEST(Init, PromisesTheSecondCmafBrandOnlyWithoutAnEditList) {
    const Bytes video = write_init(video_track());
    EXPECT_EQ(as_text(tree_of(video).find("ftyp")->body.subspan(8)), "iso6cmfccmf2dash");
    InitTrack track = audio_track();
    track.edit_media_time = 312;
    const Bytes audio = write_init(track);
    EXPECT_EQ(as_text(tree_of(audio).find("ftyp")->body.subspan(8)), "iso6cmfcdash");
    EXPECT_EQ(body(tree_of(audio), "moov/trak/edts/elst"), "00000000" "00000001" "00000000" "00000138" "00010000");
}

TEST(Init, WidensAnEditThatBeginsBeyondThirtyTwoBits) {
    InitTrack track = audio_track();
    track.edit_media_time = 1LL << 33;
    const Bytes bytes = write_init(track);
    EXPECT_EQ(body(tree_of(bytes), "moov/trak/edts/elst"), "01000000" "00000001" "0000000000000000" "0000000200000000" "00010000");
}

TEST(Init, ShowsAnamorphicPicturesAtTheirDisplayWidth) {
    InitTrack track = video_track();
    track.configuration.video->sample_aspect_ratio = {4, 3};
    const Bytes bytes = write_init(track);
    const Box tree = tree_of(bytes);
    EXPECT_EQ(to_hex(tree.find("moov/trak/tkhd")->body.last(8)), "07800000" "04380000") << "1920 x 1080";
    const std::string entry = "moov/trak/mdia/minf/stbl/stsd/avc1";
    EXPECT_EQ(to_hex(tree.find(entry)->body.subspan(24, 4)), "05a00438") << "1440 x 1080";
    EXPECT_EQ(body(tree, entry + "/pasp"), "0000000400000003");
    EXPECT_EQ(body(tree, entry + "/avcC"), "0164001fffe100");
}

struct RotationCase {
    int degrees;
    const char* matrix;  ///< a b u, c d v, x y w
};
constexpr RotationCase kRotationCases[] = {
    {0, "000100000000000000000000" "000000000001000000000000" "000000000000000040000000"},
    {90, "000000000001000000000000" "ffff00000000000000000000" "043800000000000040000000"},
    {180, "ffff00000000000000000000" "00000000ffff000000000000" "05a000000438000040000000"},
    {270, "00000000ffff000000000000" "000100000000000000000000" "0000000005a0000040000000"},
};
TEST(Init, TurnsThePictureAsTheTrackSays) {
    for (const auto& row : kRotationCases) {
        InitTrack track = video_track();
        track.rotation_degrees = row.degrees;
        const Bytes bytes = write_init(track);
        EXPECT_EQ(to_hex(tree_of(bytes).find("moov/trak/tkhd")->body.subspan(40, 36)), row.matrix) << row.degrees;
    }
}

TEST(Init, CarriesColourAndHdrAndDolbyVision) {
    InitTrack track = video_track();
    Colour& colour = track.configuration.video->colour;
    colour = {.primaries = 9, .transfer = 16, .matrix = 9};
    colour.mastering_display = MasteringDisplay{{13'250, 7'500, 34'000}, {34'500, 3'000, 16'000}, 15'635, 16'450, 10'000'000, 1};
    colour.content_light_level = ContentLightLevel{1'000, 400};
    track.configuration.dolby_vision = codec::ConfigurationBox{"dvvC", hex("0100103510")};
    track.configuration.supplemental = "dvh1.08.06/db1p";
    const Bytes bytes = write_init(track);
    const Box tree = tree_of(bytes);
    const std::string entry = "moov/trak/mdia/minf/stbl/stsd/avc1/";
    EXPECT_EQ(body(tree, entry + "colr"), "6e636c78" "0009" "0010" "0009" "00");
    EXPECT_EQ(body(tree, entry + "mdcv"), "33c286c4" "1d4c0bb8" "84d03e80" "3d134042" "00989680" "00000001");
    EXPECT_EQ(body(tree, entry + "clli"), "03e80190");
    EXPECT_EQ(body(tree, entry + "dvvC"), "0100103510");
    EXPECT_EQ(as_text(tree.find("ftyp")->body.last(8)), "dby1db1p");
}

TEST(Init, SaysNothingAboutAColourNobodyNamed) {
    const Bytes bytes = write_init(video_track());
    EXPECT_EQ(tree_of(bytes).find("moov/trak/mdia/minf/stbl/stsd/avc1/colr"), nullptr);
}

TEST(Init, PutsEverySampleOfOpusIntoTheRollGroup) {
    const Bytes bytes = write_init(audio_track());
    EXPECT_EQ(body(tree_of(bytes), "moov/trak/mdia/minf/stbl/sgpd"), "02000000" "726f6c6c" "00000002" "00000001" "00000001" "fffc");
}

struct RateCase {
    std::uint32_t sample_rate;
    const char* field;
};
constexpr RateCase kRateCases[] = {{44'100, "ac440000"}, {48'000, "bb800000"}, {96'000, "bb800000"}, {88'200, "ac440000"}, {192'000, "bb800000"}};
TEST(Init, WritesASampleRateThatFitsSixteenBits) {
    for (const auto& row : kRateCases) {
        InitTrack track = audio_track();
        track.configuration.audio->sample_rate = row.sample_rate;
        const Bytes bytes = write_init(track);
        EXPECT_EQ(to_hex(tree_of(bytes).find("moov/trak/mdia/minf/stbl/stsd/Opus")->body.subspan(24, 4)), row.field) << row.sample_rate;
    }
}

TEST(Init, AnnouncesDurationAndBitRateWhenTheyAreKnown) {
    InitTrack track = video_track();
    EXPECT_EQ(tree_of(write_init(track)).find("moov/mvex/mehd"), nullptr);
    track.duration = MediaDuration{1'500, kMilliseconds};
    track.bit_rate = BitRate{1'000, 3'000'000, 2'000'000};
    const Bytes bytes = write_init(track);
    EXPECT_EQ(body(tree_of(bytes), "moov/mvex/mehd"), "01000000" "0000000000008ca0") << "36,000 of 24,000 a second";
    EXPECT_EQ(body(tree_of(bytes), "moov/trak/mdia/minf/stbl/stsd/avc1/btrt"), "000003e8" "002dc6c0" "001e8480");
}

struct LanguageCase {
    const char* tag;
    std::uint16_t packed;
    const char* extended;  ///< body of elng, or null
};
constexpr std::uint16_t pack(char a, char b, char c) {
    return static_cast<std::uint16_t>(((a - 0x60) << 10) | ((b - 0x60) << 5) | (c - 0x60));
}
constexpr LanguageCase kLanguageCases[] = {
    {"ko", pack('k', 'o', 'r'), nullptr},   {"en", pack('e', 'n', 'g'), nullptr},     {"de", pack('d', 'e', 'u'), nullptr},
    {"fil", pack('f', 'i', 'l'), nullptr},  {"und", pack('u', 'n', 'd'), nullptr},    {"", pack('u', 'n', 'd'), nullptr},
    {"zu", pack('z', 'u', 'l'), nullptr},   {"aa", pack('a', 'a', 'r'), nullptr},     {"PT-br", pack('p', 'o', 'r'), "PT-br"},
    {"zh-Hant", pack('z', 'h', 'o'), "zh-Hant"}, {"x-klingon", pack('u', 'n', 'd'), "x-klingon"}, {"qq", pack('u', 'n', 'd'), "qq"},
};
TEST(Init, PacksTheLanguageAndSpellsOutWhatDoesNotFit) {
    for (const auto& row : kLanguageCases) {
        SCOPED_TRACE(row.tag);
        EXPECT_EQ(pack_language(row.tag), row.packed);
        InitTrack track = video_track();
        track.language = row.tag;
        const Bytes bytes = write_init(track);
        const Box tree = tree_of(bytes);
        const Box* elng = tree.find("moov/trak/mdia/elng");
        ASSERT_EQ(elng != nullptr, row.extended != nullptr);
        if (elng != nullptr) {
            EXPECT_EQ(as_text(elng->body.subspan(4)), std::string(row.extended) + std::string(1, char{}));
        }
    }
}

}  // namespace
}  // namespace bt::media::cmaf
