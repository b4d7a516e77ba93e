// Files built byte by byte: what the reader makes of the elements that describe tracks, chapters, attachments and tags.
#include <gmock/gmock.h>

#include "media/matroska/metadata.h"
#include "tests/media/matroska/made_films.h"

namespace bt::media::matroska::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(OpenMatroska, SaysOfATrackWithAClockOfItsOwnThatItCannotBeUsed) {
    const auto file = open_bytes(film(video_track() + audio_track(real(id::kTrackTimestampScale, 1.04)), two_clusters()));
    ASSERT_TRUE(file) << file.error().describe();
    EXPECT_THAT((*file)->description().tracks[0].unreadable, IsEmpty());
    EXPECT_THAT((*file)->description().tracks[1].unreadable, HasSubstr("1.04 times"));
}

struct EncodingCase {
    std::string_view what;
    Bytes encodings;
    Packing packing;
    std::string_view prefix;
};
TEST(OpenMatroska, ContentEncodingsSayHowSamplesArePacked) {
    const auto encoding = [](const Bytes& fields) { return master(id::kContentEncoding, fields); };
    const auto compression = [](std::uint64_t algorithm, std::string_view settings = {}) {
        return master(id::kContentCompression, number(id::kContentCompAlgo, algorithm) + text(id::kContentCompSettings, settings));
    };
    const EncodingCase rows[] = {
        {"header stripping", encoding(compression(3, "\1\2")), Packing::HeaderStripped, "\1\2"},
        {"zlib", encoding(compression(0)), Packing::Zlib, ""},
        {"bzlib", encoding(compression(1)), Packing::Other, ""},
        {"encryption", encoding(number(id::kContentEncodingType, 1)), Packing::Encrypted, ""},
        {"of CodecPrivate only", encoding(number(id::kContentEncodingScope, 2) + compression(0)), Packing::Plain, ""},
        {"two of them", encoding(compression(3, "\1")) + encoding(compression(0)), Packing::Other, ""},
    };
    for (const EncodingCase& row : rows) {
        SCOPED_TRACE(row.what);
        const auto file = open_bytes(film(video_track(master(id::kContentEncodings, row.encodings)), two_clusters()));
        ASSERT_TRUE(file);
        const Track& track = (*file)->description().tracks[0];
        EXPECT_EQ(track.packing, row.packing);
        EXPECT_EQ(as_text(track.sample_prefix), row.prefix);
    }
}

TEST(OpenMatroska, DescribesTracksInTheWordsOfTheirElements) {
    const Bytes mastering = master(id::kMasteringMetadata, real(id::kPrimaryRChromaticityX, 0.708) + real(id::kPrimaryGChromaticityY, 0.797) +
                                                               real(id::kWhitePointChromaticityX, 0.3127) + real(id::kLuminanceMax, 1'000) + real(id::kLuminanceMin, 0.0001));
    const Bytes colour = master(id::kColour, number(id::kPrimaries, 9) + number(id::kTransferCharacteristics, 16) + number(id::kMatrixCoefficients, 9) +
                                                 number(id::kRange, 1) + number(id::kMaxCll, 1'000) + number(id::kMaxFall, 400) + mastering);
    const Bytes video = master(id::kVideo, number(id::kPixelWidth, 1'440) + number(id::kPixelHeight, 1'088) + number(id::kPixelCropBottom, 8) +
                                               number(id::kDisplayWidth, 16) + number(id::kDisplayHeight, 9) + number(id::kDisplayUnit, 3) + colour);
    const Bytes dolby = master(id::kBlockAdditionMapping, number(id::kBlockAddIdType, FourCc("dvvC").value) + master(id::kBlockAddIdExtraData, raw({1, 0, 16})));
    const Bytes tracks = track_entry(7, 1, "V_MPEGH/ISO/HEVC", text(id::kName, "Picture") + text(id::kLanguage, "kor") + video + dolby) +
                         audio_track(text(id::kLanguageBcp47, "pt-BR") + text(id::kLanguage, "ger") + number(id::kFlagDefault, 0) + number(id::kFlagVisualImpaired, 1) +
                                     number(id::kCodecDelay, 21'333'333)) +
                         subtitle_track(number(id::kFlagForced, 1) + number(id::kFlagHearingImpaired, 1) + number(id::kFlagCommentary, 1) + number(id::kFlagOriginal, 1));
    const auto file = open_bytes(film(tracks, {}));
    ASSERT_TRUE(file) << file.error().describe();
    const Track& picture = (*file)->description().tracks[0];
    EXPECT_EQ(picture.source_id, 7U);
    EXPECT_EQ(picture.name, "Picture");
    EXPECT_EQ(picture.language, "ko");
    EXPECT_TRUE(picture.is_default);
    EXPECT_EQ(picture.video->width, 1'440U);
    EXPECT_EQ(picture.video->height, 1'080U);
    EXPECT_EQ(picture.video->display_width, 1'920U);
    EXPECT_EQ(picture.video->display_height, 1'080U);
    EXPECT_EQ(to_hex(picture.video->dolby_vision), "010010");
    ASSERT_TRUE(picture.video->colour);
    EXPECT_EQ(picture.video->colour->transfer, 16);
    EXPECT_FALSE(picture.video->colour->full_range);
    EXPECT_EQ(picture.video->colour->content_light_level->max_frame_average, 400);
    EXPECT_EQ(picture.video->colour->mastering_display->primaries_x[2], 35'400);
    EXPECT_EQ(picture.video->colour->mastering_display->primaries_y[0], 39'850);
    EXPECT_EQ(picture.video->colour->mastering_display->white_x, 15'635);
    EXPECT_EQ(picture.video->colour->mastering_display->max_luminance, 10'000'000U);
    EXPECT_EQ(picture.video->colour->mastering_display->min_luminance, 1U);
    const Track& sound = (*file)->description().tracks[1];
    EXPECT_EQ(sound.language, "pt-BR");
    EXPECT_FALSE(sound.is_default);
    EXPECT_TRUE(sound.is_visual_impaired);
    EXPECT_EQ(sound.priming, 1'024);
    EXPECT_EQ(sound.audio->sample_rate, 48'000U);
    EXPECT_EQ(sound.audio->channels, 2U);
    const Track& lines = (*file)->description().tracks[2];
    EXPECT_EQ(lines.language, "en");  // Language's own default
    EXPECT_TRUE(lines.is_forced && lines.is_hearing_impaired && lines.is_commentary && lines.is_original);
}

struct RollCase {
    double roll;
    int clockwise;
};
TEST(OpenMatroska, ARollIsARotationTheOtherWayRound) {
    for (const RollCase& row : {RollCase{0, 0}, RollCase{90, 270}, RollCase{-90, 90}, RollCase{180, 180}, RollCase{-180, 180}, RollCase{270, 90}}) {
        SCOPED_TRACE(row.roll);
        const Bytes projection = master(id::kProjection, number(id::kProjectionType, 0) + real(id::kProjectionPoseRoll, row.roll));
        const auto file = open_bytes(film(track_entry(1, 1, "V_VP9", master(id::kVideo, projection)), {}));
        ASSERT_TRUE(file);
        EXPECT_EQ((*file)->description().tracks[0].video->rotation_degrees, row.clockwise);
    }
}

struct CodecCase {
    std::string_view codec_id;
    std::uint64_t type;
    TrackKind kind;
    Codec codec;
};
TEST(OpenMatroska, KnowsCodecsByTheirIds) {
    const CodecCase rows[] = {
        {"V_AV1", 1, TrackKind::Video, Codec::Av1},
        {"V_MPEG4/ISO/ASP", 1, TrackKind::Video, Codec::Mpeg4Visual},
        {"V_PRORES", 1, TrackKind::Video, Codec::OtherVideo},
        {"A_EAC3", 2, TrackKind::Audio, Codec::Eac3},
        {"A_MPEG/L3", 2, TrackKind::Audio, Codec::Mp3},
        {"A_PCM/INT/LIT", 2, TrackKind::Audio, Codec::Pcm},
        {"A_WAVPACK4", 2, TrackKind::Audio, Codec::OtherAudio},
        {"S_TEXT/UTF8", 17, TrackKind::Subtitle, Codec::SubRip},
        {"S_TEXT/ASS", 17, TrackKind::Subtitle, Codec::Ass},
        {"S_TEXT/USF", 17, TrackKind::Subtitle, Codec::OtherText},
        {"D_WEBVTT/SUBTITLES", 33, TrackKind::Subtitle, Codec::WebVtt},
        {"S_HDMV/PGS", 17, TrackKind::Subtitle, Codec::Pgs},
        {"S_HDMV/TEXTST", 17, TrackKind::Subtitle, Codec::OtherPicture},
        {"B_VOBBTN", 18, TrackKind::Other, Codec::Unknown},
    };
    for (const CodecCase& row : rows) {
        SCOPED_TRACE(row.codec_id);
        const auto file = open_bytes(film(track_entry(1, row.type, row.codec_id), {}));
        ASSERT_TRUE(file);
        EXPECT_EQ((*file)->description().tracks[0].kind, row.kind);
        EXPECT_EQ((*file)->description().tracks[0].codec, row.codec);
    }
}

TEST(OpenMatroska, MakesAConfigurationForAacThatOnlyNamesItsProfile) {
    const Bytes audio = master(id::kAudio, real(id::kSamplingFrequency, 24'000) + real(id::kOutputSamplingFrequency, 48'000) + number(id::kChannels, 2));
    const auto file = open_bytes(film(track_entry(1, 2, "A_AAC/MPEG4/LC/SBR", audio), {}));
    ASSERT_TRUE(file);
    const Track& track = (*file)->description().tracks[0];
    EXPECT_EQ(to_hex(track.codec_private), "131056e598");
    EXPECT_EQ(track.timescale.ticks_per_second, 24'000U);
    EXPECT_EQ(track.audio->sample_rate, 48'000U);
}

TEST(OpenMatroska, ReadsChaptersOfTheDefaultEditionInOrder) {
    const auto atom = [](std::uint64_t start, std::string_view title, const Bytes& more = {}) {
        return master(id::kChapterAtom, number(id::kChapterTimeStart, start) + master(id::kChapterDisplay, text(id::kChapString, title) + text(id::kChapLanguage, "kor")) + more);
    };
    const Bytes chapters = master(id::kChapters, master(id::kEditionEntry, atom(0, "not this one")) +
                                                     master(id::kEditionEntry, number(id::kEditionFlagDefault, 1) + atom(5'000, "Two") +
                                                                                   atom(0, "One", number(id::kChapterTimeEnd, 4'000) + atom(1'000, "One and a half")) +
                                                                                   atom(9'000, "Hidden", number(id::kChapterFlagHidden, 1))));
    const auto file = open_bytes(film(video_track(), two_clusters(), chapters));
    ASSERT_TRUE(file);
    const auto& read = (*file)->description().chapters;
    ASSERT_EQ(read.size(), 3U);
    EXPECT_EQ(read[0].title, "One");
    EXPECT_EQ(read[0].end, (MediaInstant{4'000, kNanoseconds}));
    EXPECT_EQ(read[1].title, "One and a half");
    EXPECT_EQ(read[2].title, "Two");
    EXPECT_EQ(read[2].start, (MediaInstant{5'000, kNanoseconds}));
}

TEST(OpenMatroska, ListsAttachmentsWithoutReadingThemAndTagsWithTheirCounts) {
    const Bytes attachments = master(id::kAttachments, master(id::kAttachedFile, text(id::kFileName, "한글.ttf") + text(id::kFileMediaType, "font/ttf") +
                                                                                     master(id::kFileData, to_bytes(as_bytes("FONT")))));
    const auto tag = [](std::string_view name, std::string_view value) { return master(id::kSimpleTag, text(id::kTagName, name) + text(id::kTagString, value)); };
    const Bytes tags = master(id::kTags, master(id::kTag, tag("TITLE", "Episode 1")) +
                                             master(id::kTag, master(id::kTargets, number(id::kTagTrackUid, 102)) + tag("NUMBER_OF_FRAMES", "3") + tag("NUMBER_OF_BYTES", "16")));
    const auto file = open_bytes(film(video_track() + audio_track(), two_clusters(), attachments + tags));
    ASSERT_TRUE(file);
    const Description& description = (*file)->description();
    ASSERT_EQ(description.attachments.size(), 1U);
    EXPECT_EQ(description.attachments[0].name, "한글.ttf");
    EXPECT_EQ(as_text(*(*file)->source()->read(description.attachments[0].data)), "FONT");
    EXPECT_EQ(description.title, "Episode 1");
    EXPECT_EQ(description.tracks[1].byte_count, 16U);
    EXPECT_EQ((*file)->bytes_before(TrackNumber{1}, std::nullopt), 16U);
}

TEST(ParseDuration, ReadsStatisticsTags) {
    EXPECT_EQ(parse_duration("01:02:03.250000000"), 3'723'250'000'000);
    EXPECT_EQ(parse_duration("00:00:21.5"), 21'500'000'000);
    for (const std::string_view wrong : {"", "12", "1:2", "a:b:c", "00:61:00", "00:00:00.x"}) EXPECT_EQ(parse_duration(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace bt::media::matroska::test
