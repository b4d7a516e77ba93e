// A file of ffmpeg's, its samples as ffprobe lists them, our header and fragments around them, and ffprobe's word on the result:
// same codec, same configuration, same bytes at the same times.
#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "media/cmaf/fragment.h"
#include "media/cmaf/init.h"
#include "media/codec/configuration.h"
#include "tests/media/cmaf/box_tree.h"
#include "tests/media/ffmpeg.h"

namespace bt::media::cmaf {
namespace {

using namespace testing;

struct EncodedCase {
    const char* name;
    Codec codec;
    const char* codec_id;  ///< whose CodecPrivate looks as ffprobe's extradata does
    const char* encoder;
    const char* options;   ///< of ffmpeg, the input included
    const char* rfc6381;
    const char* profile;
};
void PrintTo(const EncodedCase& row, std::ostream* out) { *out << row.name; }

#define PICTURE "-f lavfi -i testsrc2=size=320x180:rate=24:duration=2 "
#define TONE "-f lavfi -i sine=duration=2:sample_rate=48000 "
const EncodedCase kCases[] = {
    {"H264", Codec::H264, "V_MPEG4/ISO/AVC", "libx264", PICTURE "-c:v libx264 -profile:v high -level 3.1 -pix_fmt yuv420p -bf 2 -g 24",
     "avc1.64001f", "High 3.1"},
    {"H264High10Interlaced", Codec::H264, "V_MPEG4/ISO/AVC", "libx264",
     PICTURE "-c:v libx264 -profile:v high10 -pix_fmt yuv420p10le -flags +ilme+ildct -x264-params tff=1 -bf 3 -aspect 16:11 -g 12",
     "avc1.6e0015", "High 10 2.1"},
    {"Hevc", Codec::Hevc, "V_MPEGH/ISO/HEVC", "libx265", PICTURE "-c:v libx265 -preset ultrafast -tag:v hvc1 -pix_fmt yuv420p -x265-params log-level=none",
     "hvc1.1.6.L60.90", "Main L2.0"},
    {"HevcHdr10", Codec::Hevc, "V_MPEGH/ISO/HEVC", "libx265",
     PICTURE "-c:v libx265 -preset ultrafast -tag:v hvc1 -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc "
             "-x265-params 'log-level=none:hdr10=1:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400'",
     "hvc1.2.4.L60.90", "Main 10 L2.0"},
    {"Av1", Codec::Av1, "V_AV1", "libsvtav1", PICTURE "-c:v libsvtav1 -preset 12 -g 24", "av01.0.00M.08", "Main L2.0"},
    {"Av1TenBitHlg", Codec::Av1, "V_AV1", "libaom-av1",
     PICTURE "-c:v libaom-av1 -cpu-used 8 -usage realtime -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc arib-std-b67 -colorspace bt2020nc",
     "av01.0.00M.10.0.110.09.18.09.0", "Main L2.0"},
    {"Vp9", Codec::Vp9, "V_VP9", "libvpx-vp9", PICTURE "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p", "vp09.00.11.08", "profile 0 L1.1"},
    {"Vp9Yuv444", Codec::Vp9, "V_VP9", "libvpx-vp9", PICTURE "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv444p", "vp09.01.11.08.03.02.02.02.00", "profile 1 L1.1"},
    {"Aac", Codec::Aac, "A_AAC", "aac", TONE "-c:a aac -ac 2", "mp4a.40.2", "LC"},
    {"AacSurround", Codec::Aac, "A_AAC", "aac", TONE "-c:a aac -ac 6", "mp4a.40.2", "LC"},
    {"Ac3", Codec::Ac3, "A_AC3", "ac3", TONE "-c:a ac3 -ac 6", "ac-3", ""},
    {"Eac3", Codec::Eac3, "A_EAC3", "eac3", TONE "-c:a eac3 -ac 6", "ec-3", ""},
    {"Opus", Codec::Opus, "A_OPUS", "libopus", TONE "-c:a libopus -ac 2", "opus", ""},
    {"OpusSurround", Codec::Opus, "A_OPUS", "libopus", TONE "-c:a libopus -ac 6", "opus", ""},
    {"Flac", Codec::Flac, "A_FLAC", "flac", TONE "-c:a flac -ac 2", "fLaC", "16 bit"},
    {"FlacHighRate", Codec::Flac, "A_FLAC", "flac", TONE "-c:a flac -ar 96000 -sample_fmt s32", "fLaC", "24 bit"},
    {"Mp3", Codec::Mp3, "A_MPEG/L3", "libmp3lame", TONE "-c:a libmp3lame", "mp4a.40.34", ""},
};

struct Probed {
    Fields stream;
    std::vector<Fields> packets;
};
Probed probe_file(const std::string& path) {
    Probed out;
    const auto streams = probe(path, "stream", "-show_streams -show_data -show_data_hash md5");
    if (!streams.empty()) out.stream = streams.front();
    out.packets = probe(path, "packet", "-show_packets -show_data_hash md5");
    return out;
}

std::int64_t number(const Fields& fields, const char* key) {
    const auto found = fields.find(key);
    return found == fields.end() ? 0 : std::strtoll(found->second.c_str(), nullptr, 10);
}

class RoundTrip : public ::testing::TestWithParam<EncodedCase> {};

Track track_of(const EncodedCase& row, const Probed& source) {
    Track track;
    track.codec = row.codec;
    track.codec_id = row.codec_id;
    track.kind = source.stream.at("codec_type") == "video" ? TrackKind::Video : TrackKind::Audio;
    const auto dump = source.stream.find("extradata");
    if (dump != source.stream.end()) track.codec_private = from_hex_dump(dump->second);
    track.timescale = {static_cast<std::uint32_t>(std::atoi(source.stream.at("time_base").substr(2).c_str()))};
    track.first_decode_time = number(source.packets.front(), "dts");
    track.language = "ko";
    return track;
}

/// The whole track as fragments of at most `kSamplesInFragment`, each with its payload behind it.
Bytes write_fragments(const Track& track, const std::vector<Fields>& packets, ByteView file) {
    constexpr std::size_t kSamplesInFragment = 24;
    const std::int64_t shift = -std::min<std::int64_t>(0, track.first_decode_time);
    Bytes out;
    std::uint32_t sequence_number = 0;
    for (std::size_t begin = 0; begin < packets.size(); begin += kSamplesInFragment) {
        std::vector<FragmentSample> samples;
        Bytes payload;
        for (std::size_t i = begin; i < std::min(begin + kSamplesInFragment, packets.size()); ++i) {
            const std::int64_t decode = number(packets[i], "dts"), presentation = number(packets[i], "pts");
            const auto size = static_cast<std::uint32_t>(number(packets[i], "size"));
            const std::int64_t written = track.kind == TrackKind::Video ? decode + shift : decode;
            samples.push_back({static_cast<std::uint32_t>(number(packets[i], "duration")), size,
                               static_cast<std::int32_t>(presentation - written), packets[i].at("flags")[0] == 'K'});
            const ByteView data = file.subspan(static_cast<std::size_t>(number(packets[i], "pos")), size);
            payload.insert(payload.end(), data.begin(), data.end());
        }
        const auto time = static_cast<std::uint64_t>(number(packets[begin], "dts") + shift);
        const Bytes header = write_fragment_header(
            {.sequence_number = ++sequence_number, .base_media_decode_time = time, .samples = samples, .starts_segment = true});
        out.insert(out.end(), header.begin(), header.end());
        out.insert(out.end(), payload.begin(), payload.end());
    }
    return out;
}

/// One line a packet; its duration shows in the time of the next. libavformat (5.1) reports a track with negative composition offsets late by the largest of them, its own
/// `-movflags cmaf` files too: pictures are counted from the earliest.
std::vector<std::string> rows_of(const std::vector<Fields>& packets, TrackKind kind) {
    std::int64_t origin = 0;
    if (kind == TrackKind::Video) {
        origin = INT64_MAX;
        for (const Fields& packet : packets) origin = std::min(origin, number(packet, "pts"));
    }
    std::vector<std::string> rows;
    for (const Fields& packet : packets) {
        rows.push_back(fmt::format("{} {} {} {}", number(packet, "pts") - origin, packet.at("size"), packet.at("data_hash"),
                                   packet.at("flags")[0]));
    }
    return rows;
}

TEST_P(RoundTrip, IsReadByFfprobeAsTheSameTrack) {
    const EncodedCase& row = GetParam();
    if (!has_encoder(row.encoder)) GTEST_SKIP() << "ffmpeg without " << row.encoder;
    const tests::TemporaryFolder folder;
    const std::string source_path = folder.file("source.mp4"), ours_path = folder.file("ours.mp4");
    const Ran encoded = run(fmt::format("ffmpeg -v error -y {} -strict -2 '{}'", row.options, source_path));
    ASSERT_TRUE(encoded.ok) << encoded.output;
    const Probed source = probe_file(source_path);
    ASSERT_FALSE(source.packets.empty());
    const Bytes file = read_file(source_path);
    const Track track = track_of(row, source);
    const ByteView first = ByteView(file).subspan(static_cast<std::size_t>(number(source.packets[0], "pos")),
                                                  static_cast<std::size_t>(number(source.packets[0], "size")));

    const auto configuration = codec::configure(track, first);
    ASSERT_TRUE(configuration) << configuration.error().describe();
    EXPECT_EQ(configuration->rfc6381, row.rfc6381);
    EXPECT_EQ(configuration->profile, row.profile);
    EXPECT_EQ(configuration->payload, codec::PayloadForm::AsIs);
    if (configuration->video) {
        EXPECT_EQ(configuration->video->width, number(source.stream, "width"));
        EXPECT_EQ(configuration->video->height, number(source.stream, "height"));
    } else {
        EXPECT_EQ(configuration->audio->sample_rate, number(source.stream, "sample_rate"));
        EXPECT_EQ(configuration->audio->channels, number(source.stream, "channels"));
    }

    InitTrack init = describe_track(track, *configuration);
    if (track.kind == TrackKind::Audio && track.first_decode_time < 0) init.edit_media_time = -track.first_decode_time;
    Bytes ours = write_init(init);
    ASSERT_NE(read_tree(ours).find("moov/trak/mdia/minf/stbl/stsd"), nullptr);
    const Bytes fragments = write_fragments(track, source.packets, file);
    ours.insert(ours.end(), fragments.begin(), fragments.end());
    read_tree(ours);
    write_file(ours_path, ours);

    const Probed result = probe_file(ours_path);
    for (const char* key : {"codec_name", "profile", "codec_tag_string", "width", "height", "sample_aspect_ratio", "pix_fmt", "level",
                            "color_transfer", "sample_rate", "channels", "channel_layout", "time_base", "extradata_hash"}) {
        const auto expected = source.stream.find(key), got = result.stream.find(key);
        if (expected == source.stream.end()) continue;
        ASSERT_NE(got, result.stream.end()) << key;
        EXPECT_EQ(got->second, expected->second) << key;
    }
    EXPECT_EQ(rows_of(result.packets, track.kind), rows_of(source.packets, track.kind));
    const Ran decoded = run(fmt::format("ffmpeg -v warning -xerror -i '{}' -f null -", ours_path));
    EXPECT_TRUE(decoded.ok);
    EXPECT_EQ(decoded.output, "");
}

INSTANTIATE_TEST_SUITE_P(Cmaf, RoundTrip, ::testing::ValuesIn(kCases), [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bt::media::cmaf
