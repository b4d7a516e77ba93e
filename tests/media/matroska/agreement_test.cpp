// Agreement with FFmpeg, packet by packet, over generated files and the corpus. Where we differ, a table says why.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "io/byte_source.h"
#include "media/matroska/open.h"
#include "tests/media/matroska/outside_tools.h"

namespace bt::media::matroska::test {
namespace {

std::shared_ptr<const MediaFile> open_file(const std::string& path) {
    auto source = io::File::open(path);
    if (!source) return nullptr;
    auto file = open_matroska(*source);
    return file ? *file : nullptr;
}

std::vector<Sample> all_samples(const MediaFile& file, const Track& track) {
    if (track.kind != TrackKind::Video) {
        auto samples = file.samples_between(track.number, std::nullopt, std::nullopt);
        EXPECT_TRUE(samples) << samples.error().describe();
        return samples ? *samples : std::vector<Sample>{};
    }
    const std::size_t count = file.sync_points(track.number).size();
    if (count == 0) return {};
    auto samples = file.samples_from_sync(track.number, 0, count);
    EXPECT_TRUE(samples) << samples.error().describe();
    return samples ? *samples : std::vector<Sample>{};
}

std::uint32_t crc_of(const MediaFile& file, const Track& track, const Sample& sample) {
    const auto bytes = file.source()->read(sample.data);
    if (!bytes) return 0;
    uLong crc = crc32(0, nullptr, 0);
    const auto add = [&](const Bytes& b) { crc = crc32(crc, reinterpret_cast<const Bytef*>(b.data()), static_cast<uInt>(b.size())); };
    if (track.packing == Packing::HeaderStripped) add(track.sample_prefix);
    if (track.packing == Packing::Zlib) {
        Bytes inflated(1U << 20);
        uLongf size = inflated.size();
        EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(inflated.data()), &size, reinterpret_cast<const Bytef*>(bytes->data()), bytes->size()), Z_OK);
        inflated.resize(size);
        add(inflated);
    } else {
        add(*bytes);
    }
    return static_cast<std::uint32_t>(crc);
}

/// What differs, a sentence a track; empty when nothing does.
std::vector<std::string> differences(const std::string& path) {
    std::vector<std::string> out;
    const auto file = open_file(path);
    const auto theirs = packets_of(path);
    if (!file) {
        if (!theirs.empty()) out.emplace_back("we do not open it");
        return out;
    }
    for (const Track& track : file->description().tracks) {
        const auto ours = all_samples(*file, track);
        const auto found = theirs.find(static_cast<int>(track.number.value));
        const std::vector<Packet> packets = found == theirs.end() ? std::vector<Packet>{} : found->second;
        const std::string name = fmt::format("track {} ({})", track.number.value, track.codec_id);
        if (packets.size() != ours.size()) {
            out.push_back(fmt::format("{}: {} samples, FFmpeg {}", name, ours.size(), packets.size()));
            continue;
        }
        std::size_t payload = 0, keys = 0, times = 0;
        double worst = 0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            if (crc_of(*file, track, ours[i]) != packets[i].crc) ++payload;
            if (track.kind == TrackKind::Video && ours[i].is_sync != packets[i].is_key) ++keys;
            if (!packets[i].pts) continue;
            const double off = std::abs(*packets[i].pts - static_cast<double>(ours[i].presentation_time) / track.timescale.ticks_per_second);
            worst = std::max(worst, off);
            // Stored times are milliseconds; inside laces FFmpeg adds up frame lengths of whole milliseconds.
            if (off > (track.kind == TrackKind::Audio ? 0.002 : 0.00101)) ++times;
        }
        if (payload != 0) out.push_back(fmt::format("{}: {} of {} payloads", name, payload, ours.size()));
        if (keys != 0) out.push_back(fmt::format("{}: {} of {} key flags", name, keys, ours.size()));
        if (times != 0) out.push_back(fmt::format("{}: {} of {} times, up to {:.4f} s", name, times, ours.size(), worst));
    }
    return out;
}

std::string corpus() {
    const char* named = std::getenv("BONUSTRACK_CORPUS");
    const std::string path = named != nullptr ? named : std::string(BT_SOURCE_DIR) + "/../shared/corpus";
    return std::filesystem::exists(path) ? path : "";
}

struct Known {
    std::string_view file, difference, why;
};
constexpr std::string_view kParserKeys = "FFmpeg's VP8 parser finds key frames in payload that is dummy bytes; we go by the blocks' flags";
constexpr std::string_view kVorbis = "a lace of Vorbis: packet lengths lie in the codebooks, which we do not read; we divide evenly";
constexpr std::string_view kVersion = "FFmpeg refuses the DocTypeReadVersion; we note it and read on";
constexpr Known kKnown[] = {
    {"2_ExtensionTextMKV.mkv", "track 0 (V_MS/VFW/FOURCC): 25 samples, FFmpeg 0", "TrackType says audio, CodecID video: we believe CodecID"},
    {"EBML-MAXVER-COHERANT.mkv", "track 0 (V_MS/VFW/FOURCC): 2 samples, FFmpeg 0", kVersion},
    {"EBML-MAXVER-COHERANT.mkv", "track 1 (A_FLAC): 1 samples, FFmpeg 0", kVersion},
    {"MKV-V4.mkv", "track 0 (V_MS/VFW/FOURCC): 2 samples, FFmpeg 0", kVersion},
    {"MKV-V4.mkv", "track 1 (A_FLAC): 1 samples, FFmpeg 0", kVersion},
    {"no_cluster_position.mkv", "track 1 (A_VORBIS): 13 of 50 times, up to 0.0301 s", kVorbis},
    {"sine_vorbis.webm", "track 0 (A_VORBIS): 10 of 192 times, up to 0.0467 s", kVorbis},
    {"accurate_cluster_duration.webm", "track 0 (V_VP8): 3 of 4 key flags", kParserKeys},
    {"accurate_cluster_duration_two_tracks.webm", "track 0 (V_VP8): 2 of 4 key flags", kParserKeys},
    {"block_with_additional.webm", "track 0 (V_VP8): 1 of 2 key flags", kParserKeys},
    {"max_cluster_size.webm", "track 0 (V_VP8): 5 of 6 key flags", kParserKeys},
    {"output_cues.webm", "track 0 (V_VP8): 2 of 4 key flags", kParserKeys},
    {"segment_duration.webm", "track 0 (V_VP8): 3 of 4 key flags", kParserKeys},
    {"set_cues_track_number.webm", "track 0 (V_VP8): 4 of 6 key flags", kParserKeys},
    {"set_segment_duration.webm", "track 0 (V_VP8): 1 of 2 key flags", kParserKeys},
    {"block_ends_beyond_cluster.mkv", "track 0 (V_MS/VFW/FOURCC): 1 of 1 key flags", "no block is a key frame: we begin with the first"},
    {"invalid_vp9_bitstream-bug_1416.webm", "we do not open it", "DocType is damaged"},
};

TEST(Agreement, CorpusFilesReadAsFfmpegReadsThemButForTheDifferencesExplained) {
    if (corpus().empty() || !has_tool("ffprobe")) GTEST_SKIP() << "no corpus, or no ffprobe";
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus() + "/av")) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".mkv" || extension == ".webm" || extension == ".mka" || extension == ".mks") paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) {
        for (const std::string& difference : differences(path)) {
            const bool is_known = std::any_of(std::begin(kKnown), std::end(kKnown), [&](const Known& known) {
                return path.ends_with(std::string("/").append(known.file)) && difference == known.difference;
            });
            EXPECT_TRUE(is_known) << path << ": " << difference;
        }
    }
}

}  // namespace
}  // namespace bt::media::matroska::test
