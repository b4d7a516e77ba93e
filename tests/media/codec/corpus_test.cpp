// Every track of every real file: what is carried is configured, and comes out as what it is known to be.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "media/codec/configuration.h"
#include "media/isobmff/open.h"
#include "media/matroska/open.h"
#include "tests/media/corpus.h"

namespace bt::media::codec {
namespace {

Result<std::shared_ptr<const MediaFile>> open_file(const std::filesystem::path& path) {
    BT_TRY(const auto source, io::File::open(path.string()));
    BT_TRY(const Bytes head, source->read({0, std::min<std::uint64_t>(source->size(), 64)}));
    if (head.size() >= 12 && looks_like_isobmff(head)) return open_isobmff(source);
    if (looks_like_matroska(head)) return open_matroska(source);
    return Error{Fault::Unsupported, "neither"};
}

Result<CodecConfiguration> configure_track(const MediaFile& file, const Track& track) {
    BT_TRY(const Sample sample, file.first_sample(track.number));
    BT_TRY(const Bytes bytes, file.source()->read(sample.data));
    Bytes whole = track.sample_prefix;
    whole.insert(whole.end(), bytes.begin(), bytes.end());
    return configure(track, whole);
}

/// Tracks whose own bytes are wrong: ffmpeg decodes nothing of them either.
constexpr std::string_view kBroken[] = {
    "t.mp4",                   // NAL lengths of 550 MB, no parameter sets
    "invalid-bitstream.webm",  // noise where the first frame should be
};
/// What the odd ones must come out as: the file, the codec of the track, CODECS, SUPPLEMENTAL-CODECS, CHANNELS.
struct NotableCase {
    std::string_view file;
    Codec codec;
    std::string_view rfc6381, supplemental, channels;
};
constexpr NotableCase kNotable[] = {
    {"dovi-p5.mp4", Codec::Hevc, "dvh1.05.04", "", ""},
    {"dovi-p81.mp4", Codec::Hevc, "hvc1.2.4.L120.90", "dvh1.08.04/db1p", ""},
    {"regular.mkv", Codec::Hevc, "hvc1.2.4.H153.90", "dvh1.08.01/db1p", ""},
    {"sample_eac3joc_fragmented.mp4", Codec::Eac3, "ec-3", "", "16/JOC"},
    {"frag_overlap.mp4", Codec::H264, "avc1.42c028", "", ""},  // avc3, without parameter sets in its record
    {"vp92-2-20-12bit-yuv420.mp4", Codec::Vp9, "vp09.02.10.12", "", ""},
};

void expect_notable(const std::string& name, const CodecConfiguration& configuration, std::size_t& seen) {
    for (const NotableCase& row : kNotable) {
        if (row.file != name || row.codec != configuration.codec) continue;
        ++seen;
        EXPECT_EQ(configuration.rfc6381, row.rfc6381);
        EXPECT_EQ(configuration.supplemental, row.supplemental);
        if (configuration.audio) {
            EXPECT_EQ(configuration.audio->channels_attribute(), row.channels);
        }
    }
}

/// The pictures are as large as the container says, to the padding of a macroblock that careless writers leave in or out.
void expect_size(const Track& track, const VideoFacts& facts) {
    if (!track.video || track.video->width == 0) return;
    EXPECT_LE(std::abs(static_cast<double>(facts.width) - track.video->width), 16);
    EXPECT_LE(std::abs(static_cast<double>(facts.height) - track.video->height), 16);
}

TEST(Corpus, IsConfiguredAsFarAsItIsCarriedAndReadable) {
    const auto files = bt::testing::files_under(bt::testing::corpus_folder("av"));
    if (files.empty()) GTEST_SKIP() << "no corpus";
    std::size_t configured = 0, notable = 0;
    for (const auto& path : files) {
        const auto file = open_file(path);
        const std::string name = path.filename().string();
        if (!file || std::ranges::find(kBroken, name) != std::end(kBroken)) continue;
        for (const Track& track : file.value()->description().tracks) {
            const bool readable = track.packing == Packing::Plain || track.packing == Packing::HeaderStripped;
            if (!can_carry(track.codec) || !readable || !file.value()->first_sample(track.number)) continue;
            SCOPED_TRACE(fmt::format("{}, track {}", path.string(), track.number.value));
            const auto configuration = configure_track(*file.value(), track);
            ASSERT_TRUE(configuration) << configuration.error().describe();
            ++configured;
            EXPECT_EQ(configuration->payload, PayloadForm::AsIs);
            const bool changes_size = name.find("multi-stsd") != std::string::npos;  // two sample entries, the header names the larger
            if (configuration->video && !changes_size) expect_size(track, *configuration->video);
            expect_notable(name, configuration.value(), notable);
        }
    }
    EXPECT_GE(configured, 200U);
    EXPECT_GE(notable, std::size(kNotable));
}

}  // namespace
}  // namespace bt::media::codec
