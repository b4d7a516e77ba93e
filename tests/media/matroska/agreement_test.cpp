// Agreement with FFmpeg, packet by packet, over generated files and the corpus. Where we differ, a table says why.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "io/byte_source.h"
#include "media/matroska/open.h"
#include "source_dir.h"
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
            if (off > (track.kind == TrackKind::Audio ? 0.003 : 0.00101)) ++times;
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
    std::string_view file, difference, why;  ///< `difference` is how the sentence begins
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
    {"no_cluster_position.mkv", "track 1 (A_VORBIS): ", kVorbis},
    {"sine_vorbis.webm", "track 0 (A_VORBIS): ", kVorbis},
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

// ---- generated files ------------------------------------------------------------------------------------------------------

struct Recipe {
    std::string_view name;
    std::string_view command;  ///< makes {out} from {a} (film: H.264 with B pictures at 24000/1001, AAC, subtitles) or {b} (25/s, AC-3, Opus)
};
constexpr Recipe kRecipes[] = {
    {"FFmpeg", "ffmpeg -y -v error -i {a} -map 0 -c copy {out}"},
    {"FFmpeg, piped: sizes unknown, no Cues", "ffmpeg -y -v error -i {a} -map 0 -c copy -f matroska - > {out}"},
    {"FFmpeg, live clusters of unknown size", "ffmpeg -y -v error -i {a} -map 0 -c copy -live 1 -f matroska {out}"},
    {"FFmpeg, Cues before the clusters", "ffmpeg -y -v error -i {a} -map 0 -c copy -reserve_index_space 20000 {out}"},
    {"FFmpeg, clusters of half a second", "ffmpeg -y -v error -i {a} -map 0 -c copy -cluster_time_limit 500 {out}"},
    {"FFmpeg, beginning at 1.234 s", "ffmpeg -y -v error -itsoffset 1.234 -i {a} -map 0 -c copy -copyts {out}"},
    {"FFmpeg, AC-3 and Opus", "ffmpeg -y -v error -i {b} -map 0 -c copy {out}"},
    {"mkvmerge, laced sound", "mkvmerge -q -o {out} {a}"},
    {"mkvmerge, laced AC-3 and Opus", "mkvmerge -q -o {out} {b}"},
    {"mkvmerge, no lacing", "mkvmerge -q --disable-lacing -o {out} {a}"},
    {"mkvmerge, no Cues", "mkvmerge -q --no-cues -o {out} {a}"},
    {"mkvmerge, no statistics tags", "mkvmerge -q --disable-track-statistics-tags -o {out} {a}"},
    {"mkvmerge, BlockGroups only", "mkvmerge -q --engage no_simpleblocks -o {out} {a}"},
    {"mkvmerge, no Cue durations or relative positions", "mkvmerge -q --engage no_cue_duration --engage no_cue_relative_position -o {out} {a}"},
    {"mkvmerge, Cues of sound only", "mkvmerge -q --cues 0:none --cues 1:all -o {out} {a}"},
    {"mkvmerge, steps of 0.1 ms", "mkvmerge -q --timestamp-scale 100000 -o {out} {a}"},
    {"mkvmerge, sound 0.7 s later", "mkvmerge -q --sync 1:700 -o {out} {a}"},
    {"mkvmerge, WebM", "mkvmerge -q --webm -o {out} {c}"},
};

class GeneratedFiles : public ::testing::Test {
protected:
    void SetUp() override {
        if (!has_tool("ffmpeg") || !has_tool("mkvmerge") || !has_tool("ffprobe")) GTEST_SKIP() << "FFmpeg or MKVToolNix is not installed";
        std::FILE* subtitles = std::fopen(folder_.file("s.srt").c_str(), "w");
        for (int i = 0; i < 20; ++i) fmt::print(subtitles, "{}\n00:00:{:02},500 --> 00:00:{:02},250\nline {}\n\n", i + 1, i, i + 2, i);
        std::fclose(subtitles);
        make("ffmpeg -y -v error -f lavfi -i testsrc2=s=160x90:r=24000/1001:d=21 -f lavfi -i sine=d=21:r=48000 -i " + folder_.file("s.srt") +
             " -map 0 -map 1 -map 2 -c:v libx264 -preset ultrafast -bf 3 -g 48 -c:a aac -b:a 96k -c:s srt " + folder_.file("a.mkv"));
        make("ffmpeg -y -v error -f lavfi -i testsrc2=s=160x90:r=25:d=21 -f lavfi -i sine=d=21:r=48000 -map 0 -map 1 -map 1"
             " -c:v libx264 -preset ultrafast -bf 3 -x264-params open-gop=1:keyint=50 -c:a:0 ac3 -c:a:1 libopus " + folder_.file("b.mkv"));
        make("ffmpeg -y -v error -f lavfi -i testsrc2=s=160x90:r=30000/1001:d=11 -f lavfi -i sine=d=11:r=44100 -map 0 -map 1"
             " -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 60 -c:a libopus " + folder_.file("c.webm"));
    }
    std::string made(const Recipe& recipe) {
        std::string command(recipe.command);
        const auto replace = [&](std::string_view what, const std::string& with) {
            for (std::size_t at = 0; (at = command.find(what, at)) != std::string::npos; at += with.size()) command.replace(at, what.size(), with);
        };
        const std::string out = folder_.file("out.mkv");
        replace("{a}", folder_.file("a.mkv"));
        replace("{b}", folder_.file("b.mkv"));
        replace("{c}", folder_.file("c.webm"));
        replace("{out}", out);
        // Not in the shell's own pipe: the recipe may redirect.
        make("( " + command + " )", true);
        return out;
    }
    tests::TemporaryFolder folder_;
};

TEST_F(GeneratedFiles, ReadAsFfmpegReadsThem) {
    for (const Recipe& recipe : kRecipes) {
        SCOPED_TRACE(recipe.name);
        EXPECT_THAT(differences(made(recipe)), ::testing::IsEmpty());
    }
}

void expect_same(const std::vector<Sample>& whole, const std::vector<Sample>& pieces, const std::string& what) {
    ASSERT_EQ(whole.size(), pieces.size()) << what;
    for (std::size_t i = 0; i < whole.size(); ++i)
        ASSERT_EQ(whole[i], pieces[i]) << what << ", sample " << i << ": decode " << whole[i].decode_time << "/" << pieces[i].decode_time << " shown "
                                       << whole[i].presentation_time << "/" << pieces[i].presentation_time << " for " << whole[i].duration << "/" << pieces[i].duration;
}

/// Cuts each track at random places; a new object for each stretch, so that nothing helps from the cache.
void expect_stretches_make_the_whole(const std::string& path, std::mt19937& random) {
    const auto file = open_file(path);
    ASSERT_NE(file, nullptr);
    for (const Track& track : file->description().tracks) {
        const auto whole = all_samples(*file, track);
        ASSERT_FALSE(whole.empty()) << track.codec_id;
        for (int round = 0; round < 3; ++round) {
            std::vector<Sample> pieces;
            const auto add = [&](const Result<std::vector<Sample>>& samples) {
                ASSERT_TRUE(samples) << samples.error().describe();
                pieces.insert(pieces.end(), samples->begin(), samples->end());
            };
            if (track.kind == TrackKind::Video) {
                const std::size_t count = file->sync_points(track.number).size();
                for (std::size_t first = 0; first < count;) {
                    const std::size_t end = std::min(count, first + 1 + random() % 3);
                    add(open_file(path)->samples_from_sync(track.number, first, end));
                    first = end;
                }
            } else {
                std::optional<MediaInstant> from;
                for (std::int64_t ms = static_cast<std::int64_t>(random() % 5'000); ms < 25'000; ms += 1 + static_cast<std::int64_t>(random() % 6'000)) {
                    const MediaInstant until{ms, kMilliseconds};
                    add(open_file(path)->samples_between(track.number, from, until));
                    from = until;
                }
                add(open_file(path)->samples_between(track.number, from, std::nullopt));
            }
            expect_same(whole, pieces, track.codec_id);
        }
    }
}

TEST_F(GeneratedFiles, StretchesThatTouchMakeTheWholeWhereverTheyAreCut) {
    std::mt19937 random(9'559);
    for (const Recipe& recipe : kRecipes) {
        SCOPED_TRACE(recipe.name);
        expect_stretches_make_the_whole(made(recipe), random);
    }
}

TEST_F(GeneratedFiles, PicturesAndSoundLieOnTheExactGridOfTheirRates) {
    for (const Recipe& recipe : kRecipes) {
        SCOPED_TRACE(recipe.name);
        const auto file = open_file(made(recipe));
        ASSERT_NE(file, nullptr);
        for (const Track& track : file->description().tracks) {
            std::int64_t frame = 0;
            if (track.codec == Codec::H264 || track.codec == Codec::Vp9) {
                ASSERT_TRUE(track.video->frame_rate) << track.codec_id;
                frame = track.timescale.ticks_per_second * track.video->frame_rate->denominator / track.video->frame_rate->numerator;
            }
            if (track.codec == Codec::Aac) frame = 1'024;
            if (track.codec == Codec::Ac3) frame = 1'536;
            if (track.codec == Codec::Opus) frame = 960;
            if (frame == 0) continue;
            const auto samples = all_samples(*file, track);
            std::vector<std::int64_t> times;
            for (const Sample& sample : samples) times.push_back(sample.presentation_time);
            std::sort(times.begin(), times.end());
            for (std::size_t i = 0; i < times.size(); ++i) {
                ASSERT_EQ(times[i], times[0] + static_cast<std::int64_t>(i) * frame) << track.codec_id << " " << i;
                ASSERT_EQ(samples[i].decode_time, times[i]) << track.codec_id << " " << i;
                if (i + 1 < times.size()) {
                    ASSERT_EQ(samples[i].duration, frame) << track.codec_id << " " << i;
                }
            }
        }
    }
}

TEST_F(GeneratedFiles, ADirectoryReadBackGivesTheSameFile) {
    for (const Recipe& recipe : kRecipes) {
        SCOPED_TRACE(recipe.name);
        const auto file = open_file(made(recipe));
        ASSERT_NE(file, nullptr);
        ByteWriter saved;
        file->save_directory(saved);
        const auto again = restore_matroska(file->source(), file->description(), ByteReader(saved.view()));
        ASSERT_TRUE(again) << again.error().describe();
        ByteWriter saved_again;
        (*again)->save_directory(saved_again);
        EXPECT_EQ(to_hex(saved.view()), to_hex(saved_again.view()));
        for (const Track& track : file->description().tracks) {
            EXPECT_TRUE(std::ranges::equal(file->sync_points(track.number), (*again)->sync_points(track.number)));
            expect_same(all_samples(*file, track), all_samples(**again, track), track.codec_id);
            EXPECT_EQ(file->bytes_before(track.number, std::nullopt), (*again)->bytes_before(track.number, std::nullopt));
        }
        for (std::size_t cut = 0; cut < saved.size(); ++cut)
            EXPECT_FALSE(restore_matroska(file->source(), file->description(), ByteReader(saved.view().first(cut)))) << cut;
    }
}

TEST_F(GeneratedFiles, ATruncatedFilePlaysAsFarAsItGoes) {
    const std::string path = made(kRecipes[0]);
    std::vector<std::vector<Sample>> whole;
    const auto complete = open_file(path);
    for (const Track& track : complete->description().tracks) whole.push_back(all_samples(*complete, track));
    const auto size = std::filesystem::file_size(path);
    for (const int percent : {90, 60, 30, 10}) {
        SCOPED_TRACE(percent);
        std::filesystem::resize_file(path, size * static_cast<unsigned>(percent) / 100);
        const auto cut = open_file(path);
        ASSERT_NE(cut, nullptr);
        for (const Track& track : cut->description().tracks) {
            const auto& all = whole[track.number.value];
            const auto left = all_samples(*cut, track);
            ASSERT_LT(left.size(), all.size());
            if (track.kind != TrackKind::Subtitle) {
                EXPECT_GT(left.size(), all.size() * static_cast<unsigned>(percent - 8) / 100) << track.codec_id;
            }
            for (std::size_t i = 0; i < left.size(); ++i) EXPECT_EQ(left[i].data, all[i].data);
        }
    }
}

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
                return path.ends_with(std::string("/").append(known.file)) && difference.starts_with(known.difference);
            });
            EXPECT_TRUE(is_known) << path << ": " << difference;
        }
    }
}

}  // namespace
}  // namespace bt::media::matroska::test
