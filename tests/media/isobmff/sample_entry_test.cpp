#include "media/isobmff/sample_entry.h"

#include <gtest/gtest.h>

#include <bit>

#include "media/isobmff/box.h"
#include "media/isobmff/track_boxes.h"
#include "tests/media/isobmff/movie_builder.h"

namespace bt::media::isobmff {
namespace {

using namespace bt::testing;

/// The only entry of an 'stsd' with it, of the version that QuickTime has.
SampleEntry read_one(const Bytes& entry, TrackKind kind, unsigned version = 0) {
    const Bytes body = join(u8(version), u24(0), u32(1), entry);
    auto entries = read_stsd(ByteReader(body), kind);
    EXPECT_TRUE(entries) << entries.error().describe();
    return entries && !entries.value().empty() ? entries.value().front() : SampleEntry{};
}

struct FormatCase {
    FourCc format, config;
    TrackKind kind;
    Codec codec;
};

TEST(SampleEntry, TellsTheCodecAndItsConfiguration) {
    using enum Codec;
    using enum TrackKind;
    constexpr FormatCase kCases[] = {
        {"avc1", "avcC", Video, H264}, {"avc3", "avcC", Video, H264}, {"dva1", "avcC", Video, H264}, {"hvc1", "hvcC", Video, Hevc},
        {"hev1", "hvcC", Video, Hevc}, {"dvh1", "hvcC", Video, Hevc}, {"av01", "av1C", Video, Av1}, {"vp09", "vpcC", Video, Vp9},
        {"vp08", "vpcC", Video, Vp8}, {"abcd", "abcC", Video, OtherVideo},
        {"ac-3", "dac3", Audio, Ac3}, {"ec-3", "dec3", Audio, Eac3}, {"Opus", "dOps", Audio, Opus}, {"fLaC", "dfLa", Audio, Flac},
        {"alac", "alac", Audio, Alac}, {"dtsc", "ddts", Audio, Dts}, {"mlpa", "dmlp", Audio, TrueHd}, {"samr", "damr", Audio, OtherAudio},
        {"abcd", "abcC", Audio, OtherAudio},
    };
    for (const auto& row : kCases) {
        SCOPED_TRACE(row.format.text());
        const Bytes config = box(row.config, text("config"));
        const auto entry = read_one(row.kind == Video ? visual_entry(row.format, 640, 360, config) : sound_entry(row.format, 2, 48000, config), row.kind);
        EXPECT_EQ(entry.codec, row.codec);
        EXPECT_EQ(entry.format, row.format);
        EXPECT_EQ(as_text(entry.config), row.format == FourCc("abcd") ? "" : "config");
    }
}

struct ObjectTypeCase {
    unsigned object_type_indication;
    Codec codec;
};

TEST(SampleEntry, OfMpeg4SaysItsCodecInTheElementaryStreamDescriptor) {
    constexpr ObjectTypeCase kCases[] = {{0x40, Codec::Aac}, {0x66, Codec::Aac}, {0x67, Codec::Aac}, {0x69, Codec::Mp3}, {0x6B, Codec::Mp3},
                                         {0xA5, Codec::Ac3}, {0xA6, Codec::Eac3}, {0xA9, Codec::Dts}, {0xAD, Codec::Opus}, {0xDD, Codec::Vorbis},
                                         {0xFE, Codec::OtherAudio}};
    for (const auto& row : kCases) {
        EXPECT_EQ(read_one(sound_entry("mp4a", 2, 48000, aac_esds(row.object_type_indication)), TrackKind::Audio).codec, row.codec)
            << row.object_type_indication;
    }
    EXPECT_EQ(read_one(visual_entry("mp4v", 64, 64, aac_esds(0x20)), TrackKind::Video).codec, Codec::Mpeg4Visual);
    EXPECT_EQ(read_one(sound_entry("mp4a", 2, 48000, aac_esds(0x40, join(u8(0xF8), u8(0x46), u8(0x40), u8(0)))), TrackKind::Audio).codec, Codec::Mp3)
        << "object type 34 is Layer 3";
}

struct AacCase {
    std::string_view what;
    Bytes config;
    std::uint32_t rate, channels;
};

TEST(SampleEntry, TakesTheRateAndChannelsOfAacFromItsDecoderConfiguration) {
    const AacCase kCases[] = {
        {"LC 48 kHz stereo", join(u8(0x11), u8(0x90)), 48'000, 2},
        {"LC 44.1 kHz 5.1", join(u8(0x12), u8(0x30)), 44'100, 6},
        {"HE-AAC: 24 kHz doubled", join(u8(0x2B), u8(0x11), u8(0x88)), 48'000, 2},
        {"a rate of its own", join(u8(0x17), u8(0x80), u8(0x3E), u8(0x80), u8(0x10)), 32'000, 2},
    };
    for (const auto& row : kCases) {
        const auto entry = read_one(sound_entry("mp4a", 1, 8000, aac_esds(0x40, row.config)), TrackKind::Audio);
        EXPECT_EQ(entry.audio, (AudioFormat{.sample_rate = row.rate, .channels = row.channels})) << row.what;
    }
}

TEST(SampleEntry, ReadsQuickTimeSoundDescriptionsOfVersions1And2) {
    const Bytes wave = box("wave", box("frma", text("mp4a")), aac_esds(), u32(8), u32(0));
    const Bytes version1 = box("mp4a", zeros(6), u16(1), u16(1), zeros(6), u16(2), u16(16), u32(0), u32(48000U << 16), zeros(16), wave);
    const auto first = read_one(version1, TrackKind::Audio);
    EXPECT_EQ(first.codec, Codec::Aac);
    EXPECT_EQ(first.audio, (AudioFormat{.sample_rate = 48'000, .channels = 2}));

    const Bytes version2 = box("lpcm", zeros(6), u16(1), u16(2), zeros(6), u16(3), u16(16), u32(0xFFFE0000), u32(65536), u32(72),
                               u64(std::bit_cast<std::uint64_t>(96'000.0)), u32(6), u32(0x7F000000), u32(24), zeros(12));
    const auto second = read_one(version2, TrackKind::Audio);
    EXPECT_EQ(second.codec, Codec::Pcm);
    EXPECT_EQ(second.audio, (AudioFormat{.sample_rate = 96'000, .channels = 6, .bits_per_sample = 24}));
}

TEST(SampleEntry, OfEncryptedMediaNamesTheCodecBeneath) {
    const Bytes sinf = box("sinf", box("frma", text("avc1")), full_box("schm", 0, 0, text("cenc"), u32(0x10000)));
    const auto entry = read_one(visual_entry("encv", 640, 360, join(box("avcC", text("config")), sinf)), TrackKind::Video);
    EXPECT_TRUE(entry.encrypted);
    EXPECT_EQ(entry.format, FourCc("avc1"));
    EXPECT_EQ(entry.codec, Codec::H264);
    EXPECT_EQ(as_text(entry.config), "config");
}

TEST(SampleEntry, ReadsColourShapeAndDolbyVision) {
    const Bytes boxes = join(box("avcC"), box("colr", text("nclx"), u16(9), u16(16), u16(9), u8(0x80)), box("pasp", u32(4), u32(3)),
                             box("mdcv", u16(1), u16(2), u16(3), u16(4), u16(5), u16(6), u16(7), u16(8), u32(9), u32(10)),
                             box("clli", u16(1000), u16(400)), box("dvvC", text("dolby")));
    const auto video = *read_one(visual_entry("hvc1", 720, 576, boxes), TrackKind::Video).video;
    EXPECT_EQ(video.colour->primaries, 9);
    EXPECT_EQ(video.colour->transfer, 16);
    EXPECT_TRUE(video.colour->full_range);
    EXPECT_EQ(video.colour->mastering_display, (MasteringDisplay{{1, 3, 5}, {2, 4, 6}, 7, 8, 9, 10}));
    EXPECT_EQ(video.colour->content_light_level, (ContentLightLevel{1000, 400}));
    EXPECT_EQ(video.display_width, 960U);
    EXPECT_EQ(as_text(video.dolby_vision), "dolby");
}

TEST(SampleEntry, OfTimedTextKeepsItsFields) {
    const auto entry = read_one(box("tx3g", zeros(6), u16(1), u32(0x80000000), text("style")), TrackKind::Subtitle);
    EXPECT_EQ(entry.codec, Codec::Tx3g);
    EXPECT_EQ(to_hex(entry.config).substr(0, 8), "80000000");
    EXPECT_EQ(as_text(read_one(box("wvtt", zeros(6), u16(1), box("vttC", text("WEBVTT"))), TrackKind::Subtitle).config), "WEBVTT");
    EXPECT_EQ(read_one(box("mp4s", zeros(6), u16(1), aac_esds(0xE0)), TrackKind::Subtitle).codec, Codec::VobSub);
}

TEST(SampleEntry, CutAnywhereNeverReadsPastTheEnd) {
    const Bytes body = join(u32(0), u32(1), visual_entry("avc1", 640, 360, join(box("avcC", text("config")), box("colr", text("nclx"), zeros(7)))));
    for (std::size_t length = 0; length < body.size(); ++length) {
        const auto entries = read_stsd(ByteReader(ByteView(body).first(length)), TrackKind::Video);
        EXPECT_TRUE(!entries || entries.value().empty()) << length;
    }
}

struct RotationCase {
    std::int32_t a, b, c, d;
    std::optional<int> degrees;
};

TEST(TrackBoxes, ReadTurnsAndLeaveMirrorsAlone) {
    constexpr std::int32_t one = 0x10000;
    constexpr RotationCase kCases[] = {{one, 0, 0, one, 0}, {0, one, -one, 0, 90}, {-one, 0, 0, -one, 180}, {0, -one, one, 0, 270},
                                       {-one, 0, 0, one, std::nullopt}, {one / 2, 0, 0, one, std::nullopt}};
    for (const auto& row : kCases) {
        const std::int32_t matrix[4] = {row.a, row.b, row.c, row.d};
        EXPECT_EQ(rotation_of(matrix), row.degrees);
    }
}

TEST(TrackBoxes, ReadLanguagesOfBothKinds) {
    const auto packed = [](std::string_view code) {
        return static_cast<std::uint16_t>(((code[0] - 0x60) << 10) | ((code[1] - 0x60) << 5) | (code[2] - 0x60));
    };
    EXPECT_EQ(language_from_packed(packed("kor"), false), "ko");
    EXPECT_EQ(language_from_packed(packed("fil"), false), "fil");
    EXPECT_EQ(language_from_packed(0x7FFF, true), "und");
    EXPECT_EQ(language_from_packed(23, true), "ko") << "QuickTime's Korean";
    EXPECT_EQ(language_from_packed(0, true), "en");
    EXPECT_EQ(language_from_packed(0, false), "und") << "left unset";
}

TEST(TrackBoxes, ReadHandlerNamesUnlessTheyAreBoilerplate) {
    const auto read = [](const Bytes& name) {
        const Bytes body = join(u32(0), u32(0), text("soun"), zeros(12), name);
        return read_hdlr(ByteReader(body)).value().name;
    };
    EXPECT_EQ(read(join(text("감독 코멘터리"), u8(0))), "감독 코멘터리");
    EXPECT_EQ(read(join(u8(8), text("Director"))), "Director") << "QuickTime's counted string";
    for (const auto* boilerplate : {"SoundHandler", "Core Media Audio", "GPAC ISO Audio Handler", ""}) {
        EXPECT_EQ(read(join(text(boilerplate), u8(0))), "");
    }
}

}  // namespace
}  // namespace bt::media::isobmff
