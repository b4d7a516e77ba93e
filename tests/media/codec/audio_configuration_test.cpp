#include <gtest/gtest.h>

#include "media/codec/aac.h"
#include "media/codec/ac3.h"
#include "media/codec/bit_reader.h"
#include "media/codec/configuration.h"
#include "media/codec/flac.h"
#include "media/codec/mpeg_audio.h"
#include "media/codec/opus.h"
#include "tests/media/hex.h"

namespace bt::media::codec {
namespace {

using testing::hex;

Track audio(Codec codec, std::string_view codec_id, std::string_view codec_private = "") {
    Track track{.kind = TrackKind::Audio, .codec = codec, .codec_id = std::string(codec_id)};
    track.codec_private = hex(codec_private);
    return track;
}

struct AacCase {
    const char* what;
    const char* config;
    const char* rfc6381;
    const char* profile;
    std::uint32_t sample_rate, channels, samples_per_frame;
    const char* layout;
};
constexpr AacCase kAacCases[] = {
    {"LC 48 kHz stereo", "1190", "mp4a.40.2", "LC", 48'000, 2, 1'024, "stereo"},
    {"LC 44.1 kHz 5.1", "1230", "mp4a.40.2", "LC", 44'100, 6, 1'024, "5.1"},
    {"LC with frames of 960", "1194", "mp4a.40.2", "LC", 48'000, 2, 960, "stereo"},
    {"HE-AAC, hierarchical", "2b920800", "mp4a.40.5", "HE-AAC", 44'100, 2, 2'048, "stereo"},
    {"HE-AAC v2, hierarchical", "eb8a0800", "mp4a.40.29", "HE-AAC v2", 44'100, 2, 2'048, "stereo"},
    {"HE-AAC, backward compatible", "139056e5a0", "mp4a.40.5", "HE-AAC", 44'100, 2, 2'048, "stereo"},
    {"HE-AAC v2, backward compatible", "138856e5a54880", "mp4a.40.29", "HE-AAC v2", 44'100, 2, 2'048, "stereo"},
    {"SBR denied", "139056e500", "mp4a.40.2", "LC", 22'050, 2, 1'024, "stereo"},
    {"an escaped rate", "178027100800", "mp4a.40.2", "LC", 20'000, 1, 1'024, "mono"},
    {"7.1 by its number", "11b856e500", "mp4a.40.2", "LC", 48'000, 8, 1'024, "7.1"},
    {"7.1 by a program configuration", "118004c845000108400000", "mp4a.40.2", "LC", 48'000, 8, 1'024, "7.1"},
    {"xHE-AAC", "f9464320", "mp4a.40.42", "xHE-AAC", 48'000, 2, 1'024, "stereo"},
    {"ELD", "f8e65000", "mp4a.40.39", "ELD", 48'000, 2, 480, "stereo"},
};
TEST(ConfigureAac, ReadsEverySpellingOfTheConfiguration) {
    for (const auto& row : kAacCases) {
        SCOPED_TRACE(row.what);
        const auto out = configure(audio(Codec::Aac, "A_AAC", row.config), {});
        ASSERT_TRUE(out) << out.error().describe();
        EXPECT_EQ(out->rfc6381, row.rfc6381);
        EXPECT_EQ(out->profile, row.profile);
        EXPECT_EQ(out->audio->sample_rate, row.sample_rate);
        EXPECT_EQ(out->audio->channels, row.channels);
        EXPECT_EQ(out->audio->samples_per_frame, row.samples_per_frame);
        EXPECT_EQ(out->audio->layout, row.layout);
        EXPECT_EQ(out->audio->roll_frames, 1);
    }
}

TEST(ConfigureAac, FindsSbrThatOnlyTheContainersRateTells) {
    Track track = audio(Codec::Aac, "A_AAC", "1388");
    track.audio = AudioFormat{.sample_rate = 44'100, .channels = 2};
    const auto out = configure(track, {});
    ASSERT_TRUE(out);
    EXPECT_EQ(out->rfc6381, "mp4a.40.29");
    track.audio->channels = 1;
    EXPECT_EQ(configure(track, {})->rfc6381, "mp4a.40.5");
    track.audio->sample_rate = 22'050;
    EXPECT_EQ(configure(track, {})->rfc6381, "mp4a.40.2");
}

TEST(ConfigureAac, TakesTheConfigurationOutOfAnEsdsAndWritesAFreshOne) {
    const char* kStored = "00000000" "0319" "0001" "00" "0411" "40" "15" "000000" "0001f400" "0001f400" "0502" "1190" "060102";
    const auto out = configure(audio(Codec::Aac, "mp4a", kStored), {});
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(to_hex(out->box.body), "00000000" "0380808022" "000000" "0480808014" "4015000000" "0000000000000000" "0580808002" "1190" "0680808001" "02");
    const auto back = read_esds(out->box.body);
    ASSERT_TRUE(back);
    EXPECT_EQ(to_hex(back->decoder_specific_info), "1190");
}

TEST(ConfigureAac, StripsAdtsHeadersAndLearnsFromThem) {
    Bytes frame = hex("fff14c80" "01bffc" "de020000aabb");  // 13 bytes, LC 48 kHz stereo
    const auto out = configure(audio(Codec::Aac, "A_AAC"), frame);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->payload, PayloadForm::AdtsToRaw);
    EXPECT_EQ(out->rfc6381, "mp4a.40.2");
    EXPECT_EQ(out->audio->sample_rate, 48'000U);
    EXPECT_EQ(to_hex(convert(out->payload, frame).value()), "de020000aabb");
    frame.pop_back();
    EXPECT_FALSE(convert(out->payload, frame)) << "shorter than its header says";
}

TEST(ConfigureAac, RefusesWhatItCannotKnow) {
    EXPECT_EQ(configure(audio(Codec::Aac, "A_AAC"), hex("de0200")).error().fault, Fault::Malformed);
    EXPECT_EQ(configure(audio(Codec::Aac, "A_AAC", "1780"), {}).error().fault, Fault::Truncated);
    EXPECT_EQ(configure(audio(Codec::Aac, "A_AAC", "1690"), {}).error().fault, Fault::Malformed) << "a reserved rate";
}

TEST(ConfigureAc3, ReadsTheFrameOrTheBox) {
    const Bytes frame = hex("0b77b50b1e40ebf8403eff99");  // ffmpeg, 5.1 at 448 kbit/s
    const auto made = configure(audio(Codec::Ac3, "A_AC3"), frame);
    ASSERT_TRUE(made) << made.error().describe();
    EXPECT_EQ(made->rfc6381, "ac-3");
    EXPECT_EQ(to_hex(made->box.body), "103de0");
    EXPECT_EQ(made->audio->channels, 6U);
    EXPECT_TRUE(made->audio->has_lfe);
    EXPECT_EQ(made->audio->layout, "5.1");
    EXPECT_EQ(made->audio->samples_per_frame, 1'536U);
    const auto read = configure(audio(Codec::Ac3, "ac-3", "103de0"), {});
    ASSERT_TRUE(read);
    EXPECT_EQ(read->box, made->box);
    EXPECT_EQ(read->audio, made->audio);
    EXPECT_EQ(configure(audio(Codec::Ac3, "A_AC3"), hex("770b0bb5401e")).error().fault, Fault::Unsupported);
    EXPECT_EQ(configure(audio(Codec::Ac3, "ac-3", "d03de0"), {}).error().fault, Fault::Malformed) << "the reserved fscod";
}

/// A frame of E-AC-3 with only what the header needs: 5.1 or what `acmod` says.
Bytes eac3_frame(unsigned stream_type, unsigned acmod, bool lfe, unsigned channel_map, unsigned joc) {
    BitWriter out;
    out.bits(0x0B77, 16).bits(stream_type, 2).bits(0, 3).bits(767, 11).bits(0, 2).bits(3, 2).bits(acmod, 3).bits(lfe, 1).bits(16, 5);
    out.bits(31, 5).bits(0, 1);
    if (stream_type == 1) out.bits(channel_map != 0, 1);
    if (stream_type == 1 && channel_map != 0) out.bits(channel_map, 16);
    out.bits(0, 1).bits(0, 1);
    if (joc > 0) {
        out.bits(1, 1).bits(1, 6).bits(1, 8).bits(joc, 8);
    } else {
        out.bits(0, 1);
    }
    Bytes bytes = std::move(out).take();
    bytes.resize(1'536);
    return bytes;
}

TEST(ConfigureEac3, CountsTheChannelsOfDependentSubstreams) {
    constexpr unsigned kRearSurrounds = 1U << (15 - 6);  // Lrs/Rrs
    Bytes sample = eac3_frame(0, 7, true, 0, 0);
    const Bytes dependent = eac3_frame(1, 2, false, kRearSurrounds, 0);
    sample.insert(sample.end(), dependent.begin(), dependent.end());
    const auto out = configure(audio(Codec::Eac3, "A_EAC3"), sample);
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->audio->channels, 8U);
    EXPECT_EQ(out->audio->layout, "7.1");
    EXPECT_EQ(out->audio->channels_attribute(), "8");
    EXPECT_EQ(to_hex(out->box.body), "1800" "200f0202") << "768 kbit/s, one dependent substream, Lrs/Rrs";
}

TEST(ConfigureEac3, AnnouncesJointObjectCoding) {
    const Bytes sample = eac3_frame(0, 7, true, 0, 16);
    const auto made = configure(audio(Codec::Eac3, "A_EAC3"), sample);
    ASSERT_TRUE(made) << made.error().describe();
    EXPECT_TRUE(made->audio->is_joc);
    EXPECT_EQ(made->audio->channels_attribute(), "16/JOC");
    EXPECT_EQ(to_hex(made->box.body), "0c00" "200f00" "0110");
    const auto completed = configure(audio(Codec::Eac3, "ec-3", "0c00200f00"), sample);
    ASSERT_TRUE(completed);
    EXPECT_EQ(completed->box, made->box) << "a box that does not mention what the frames do";
    EXPECT_EQ(configure(audio(Codec::Eac3, "ec-3", "0c00200f000110"), {})->audio->channels_attribute(), "16/JOC");
}

TEST(ConfigureEac3, IsFoundBehindTheNameOfAc3) {
    const auto out = configure(audio(Codec::Ac3, "A_AC3"), eac3_frame(0, 2, false, 0, 0));
    ASSERT_TRUE(out);
    EXPECT_EQ(out->codec, Codec::Eac3);
    EXPECT_EQ(out->rfc6381, "ec-3");
}

TEST(ConfigureOpus, TurnsTheLittleEndianHeaderIntoTheBox) {
    const auto out = configure(audio(Codec::Opus, "A_OPUS", "4f70757348656164" "01" "06" "3801" "80bb0000" "0000" "01" "0402" "000401020305"), hex("fc"));
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(to_hex(out->box.body), "00" "06" "0138" "0000bb80" "0000" "01" "0402" "000401020305");
    EXPECT_EQ(out->rfc6381, "opus");
    EXPECT_EQ(out->audio->channels, 6U);
    EXPECT_EQ(out->audio->layout, "5.1");
    EXPECT_EQ(out->audio->priming, 312U);
    EXPECT_EQ(out->audio->roll_frames, 4);
    const auto boxed = configure(audio(Codec::Opus, "Opus", "00" "06" "0138" "0000bb80" "0000" "01" "0402" "000401020305"), hex("fc"));
    ASSERT_TRUE(boxed);
    EXPECT_EQ(boxed->box, out->box);
}

struct OpusPacketCase {
    const char* packet;
    std::uint32_t samples;
};
constexpr OpusPacketCase kOpusPackets[] = {
    {"", 0},          {"00", 480},      {"08", 960},      {"10", 1'920},    {"18", 2'880},  // SILK, one frame
    {"60", 480},      {"68", 960},                                                          // hybrid
    {"80", 120},      {"88", 240},      {"90", 480},      {"fc", 960},                      // CELT
    {"fd", 1'920},    {"fe", 1'920},    {"ff03", 2'880},  {"ff86", 5'760},  {"ff07", 0},    // more frames; 140 ms is too long
    {"ff", 0},        {"ff00", 0},      {"1b02", 5'760},  {"1b03", 0},
};
TEST(OpusPacket, LastsAsItsTableOfContentsSays) {
    for (const auto& row : kOpusPackets) EXPECT_EQ(opus_packet_duration(hex(row.packet)), row.samples) << row.packet;
}

TEST(ConfigureFlac, FindsStreamInfoWhereverItIs) {
    const std::string kInfo = "10001000" "00000e" "000010" "0bb802f0" "00017700" "00000000000000000000000000000000";
    for (const std::string& stored : {kInfo, "664c6143" "00000022" + kInfo + "84000000", "00000000" "80000022" + kInfo}) {
        const auto out = configure(audio(Codec::Flac, "A_FLAC", stored), {});
        ASSERT_TRUE(out) << out.error().describe();
        EXPECT_EQ(out->rfc6381, "fLaC");
        EXPECT_EQ(to_hex(out->box.body), "0000000080000022" + kInfo);
        EXPECT_EQ(out->audio->sample_rate, 48'000U);
        EXPECT_EQ(out->audio->channels, 2U);
        EXPECT_EQ(out->audio->bits_per_sample, 16U);
        EXPECT_EQ(out->audio->samples_per_frame, 4'096U);
    }
    EXPECT_FALSE(configure(audio(Codec::Flac, "A_FLAC", "664c614384000000"), {}));
}

TEST(ConfigureMp3, ReadsTheFrameHeaderAndRefusesOtherLayers) {
    const auto out = configure(audio(Codec::Mp3, "A_MPEG/L3"), hex("fffb9064"));
    ASSERT_TRUE(out) << out.error().describe();
    EXPECT_EQ(out->rfc6381, "mp4a.40.34");
    EXPECT_EQ(out->audio->sample_rate, 44'100U);
    EXPECT_EQ(out->audio->samples_per_frame, 1'152U);
    EXPECT_EQ(configure(audio(Codec::Mp3, "A_MPEG/L3"), hex("fff35044"))->audio->samples_per_frame, 576U) << "MPEG-2, 22.05 kHz";
    EXPECT_EQ(configure(audio(Codec::Mp3, "A_MPEG/L3"), hex("fffd9064")).error().describe(),
              "MPEG audio layer 2 cannot be carried in HLS or DASH without conversion");
}

struct RefusalCase {
    Codec codec;
    const char* reason;
};
constexpr RefusalCase kRefusals[] = {
    {Codec::Dts, "DTS audio cannot be carried in HLS or DASH without conversion"},
    {Codec::Vp8, "VP8 video cannot be carried in HLS or DASH without conversion"},
    {Codec::TrueHd, "TrueHD audio cannot be carried in HLS or DASH without conversion"},
    {Codec::OtherAudio, "'x' audio cannot be carried in HLS or DASH without conversion"},
    {Codec::OtherVideo, "'x' video cannot be carried in HLS or DASH without conversion"},
    {Codec::Pgs, "PGS subtitles cannot be carried in HLS or DASH without conversion"},
};
TEST(Configure, SaysPlainlyWhatCannotBeCarried) {
    for (const auto& row : kRefusals) {
        const auto out = configure(audio(row.codec, "x"), {});
        ASSERT_FALSE(out);
        EXPECT_EQ(out.error().fault, Fault::Unsupported);
        EXPECT_EQ(out.error().message, row.reason);
        EXPECT_FALSE(can_carry(row.codec));
    }
    Track encrypted = audio(Codec::Aac, "enca", "1190");
    encrypted.packing = Packing::Encrypted;
    EXPECT_EQ(configure(encrypted, {}).error().fault, Fault::Unsupported);
}

TEST(BitReader, ReadsExpGolombCodesAndStopsAtTheEnd) {
    const Bytes bytes = hex("a64c80");  // 1 010 011 00100 1 1 00100 ...
    BitReader in(bytes);
    EXPECT_EQ(in.ue(), 0U);
    EXPECT_EQ(in.ue(), 1U);
    EXPECT_EQ(in.ue(), 2U);
    EXPECT_EQ(in.se(), 2);
    EXPECT_FALSE(in.overrun());
    in.skip(100);
    EXPECT_TRUE(in.overrun());
    EXPECT_EQ(in.bits(32), 0U);
    const Bytes zeros(9);
    BitReader endless(zeros);
    EXPECT_EQ(endless.ue(), 0U);
    EXPECT_TRUE(endless.overrun()) << "no code has so many zeros";
}

}  // namespace
}  // namespace bt::media::codec
