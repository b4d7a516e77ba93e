// What does an hour of Matroska cost? A made-up episode of 60 min: 24000/1001 pictures of about 20 kB with a key frame each two
// seconds, two sound tracks of AAC in blocks of one frame, clusters of five seconds, Cues at the end. The file is sparse (payload is
// holes) and in the page cache. Unit: time a call.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "io/byte_source.h"
#include "media/matroska/elements.h"
#include "media/matroska/open.h"

namespace {

using namespace bt;
using namespace bt::media;
namespace id = bt::media::matroska::id;

void put_id(ByteWriter& out, std::uint32_t id) {
    for (int shift = 24; shift >= 0; shift -= 8)
        if (id >> shift != 0) out.u8(static_cast<std::uint8_t>(id >> shift));
}
void put_size(ByteWriter& out, std::uint64_t size) { out.u64(size | std::uint64_t{1} << 56); }
void put_master(ByteWriter& out, std::uint32_t id, const ByteWriter& body) {
    put_id(out, id);
    put_size(out, body.size());
    out.bytes(body.view());
}
void put_number(ByteWriter& out, std::uint32_t id, std::uint64_t value) {
    put_id(out, id);
    put_size(out, 8);
    out.u64(value);
}
void put_text(ByteWriter& out, std::uint32_t id, std::string_view value) {
    put_id(out, id);
    put_size(out, value.size());
    out.text(value);
}

/// The file, made once, removed at exit.
class Episode {
public:
    explicit Episode(bool with_cues) : path_(std::filesystem::temp_directory_path() / (with_cues ? "bonustrack-bench.mkv" : "bonustrack-bench-no-cues.mkv")) {
        std::ofstream file(path_, std::ios::binary);
        const auto write = [&](const ByteWriter& bytes) {
            file.write(reinterpret_cast<const char*>(bytes.view().data()), static_cast<std::streamsize>(bytes.size()));
        };
        ByteWriter header_body, header, tracks, info, seek_head;
        put_text(header_body, id::kDocType, "matroska");
        put_master(header, id::kEbml, header_body);
        put_id(header, id::kSegment);
        header.u64(0x01FF'FFFF'FFFF'FFFFULL);  // unknown
        write(header);
        const auto segment = static_cast<std::uint64_t>(file.tellp());

        put_number(info, id::kTimestampScale, 1'000'000);
        put_number(info, id::kDuration, 0x414B774000000000ULL);  // 3 600 000.0
        put_track(tracks, 1, 1, "V_MPEG4/ISO/AVC", 41'708'333);
        put_track(tracks, 2, 2, "A_AAC", 21'333'333);
        put_track(tracks, 3, 2, "A_AAC", 21'333'333);
        ByteWriter head;
        put_master(head, id::kInfo, info);
        put_master(head, id::kTracks, tracks);
        const std::uint64_t seek_bytes = 64;  // SeekHead with one entry and a Void, filled at the end
        file.seekp(static_cast<std::streamoff>(segment + seek_bytes));
        write(head);

        ByteWriter cues;
        for (int second = 0; second < 3'600; second += 5) put_cluster(file, segment, second, cues);
        const std::uint64_t cues_at = static_cast<std::uint64_t>(file.tellp()) - segment;
        if (with_cues) {
            ByteWriter all;
            put_master(all, id::kCues, cues);
            write(all);
        }
        ByteWriter seek, seek_list, front;
        put_number(seek, id::kSeekId, id::kCues);
        put_number(seek, id::kSeekPosition, cues_at);
        put_master(seek_list, id::kSeek, seek);
        if (with_cues) put_master(front, id::kSeekHead, seek_list);
        front.u8(static_cast<std::uint8_t>(id::kVoid));
        front.u8(static_cast<std::uint8_t>(0x80 | (seek_bytes - front.size() - 1)));
        file.seekp(static_cast<std::streamoff>(segment));
        write(front);
    }
    ~Episode() { std::filesystem::remove(path_); }
    Episode(const Episode&) = delete;
    Episode& operator=(const Episode&) = delete;
    std::shared_ptr<const io::ByteSource> source() const { return io::File::open(path_.string()).value(); }

private:
    static void put_track(ByteWriter& out, std::uint64_t number, std::uint64_t type, std::string_view codec, std::uint64_t frame) {
        ByteWriter entry, audio;
        put_number(entry, id::kTrackNumber, number);
        put_number(entry, id::kTrackType, type);
        put_text(entry, id::kCodecId, codec);
        put_number(entry, id::kDefaultDuration, frame);
        put_number(audio, id::kSamplingFrequency, 0x40E7700000000000ULL);  // 48 000.0
        if (type == 2) put_master(entry, id::kAudio, audio);
        if (type == 2) put_text(entry, id::kCodecPrivate, "\x11\x90");
        put_master(out, id::kTrackEntry, entry);
    }

    /// Blocks in order of time; payload is skipped over in the file.
    static void put_cluster(std::ofstream& file, std::uint64_t segment, int second, ByteWriter& cues) {
        const auto start = static_cast<std::uint64_t>(file.tellp());
        constexpr std::uint64_t kHeader = 12, kTimestamp = 17;
        std::uint64_t position = start + kHeader + kTimestamp;
        std::uint64_t picture = (static_cast<std::uint64_t>(second) * 24'000 + 1'000) / 1'001, sound = static_cast<std::uint64_t>(second) * 375 / 8;
        const std::uint64_t picture_end = (static_cast<std::uint64_t>(second + 5) * 24'000 + 1'000) / 1'001, sound_end = static_cast<std::uint64_t>(second + 5) * 375 / 8;
        const auto block = [&](int track, std::uint64_t milliseconds, bool is_key, std::uint64_t payload) {
            ByteWriter out;
            out.u8(static_cast<std::uint8_t>(id::kSimpleBlock));
            out.u32(static_cast<std::uint32_t>(payload + 4) | 0x1000'0000U);
            out.u8(static_cast<std::uint8_t>(0x80 | track));
            out.i16(static_cast<std::int16_t>(milliseconds - static_cast<std::uint64_t>(second) * 1'000));
            out.u8(is_key ? 0x80 : 0);
            file.seekp(static_cast<std::streamoff>(position));
            file.write(reinterpret_cast<const char*>(out.view().data()), static_cast<std::streamsize>(out.size()));
            position += out.size() + payload;
        };
        while (picture < picture_end || sound < sound_end) {
            const std::uint64_t picture_ms = (picture * 1'001 + 12) / 24, sound_ms = (sound * 64 + 1) / 3;
            if (picture < picture_end && (picture_ms <= sound_ms || sound >= sound_end)) {
                const bool is_key = picture % 48 == 0;
                if (is_key) put_cue(cues, picture_ms, start - segment, position - start - kHeader);
                block(1, picture_ms, is_key, is_key ? 90'000 : 18'000);
                ++picture;
            } else {
                block(2, sound_ms, true, 341);
                block(3, sound_ms, true, 341);
                ++sound;
            }
        }
        ByteWriter head;
        put_id(head, id::kCluster);
        put_size(head, position - start - kHeader);
        put_id(head, id::kTimestamp);
        put_size(head, 8);
        head.u64(static_cast<std::uint64_t>(second) * 1'000);
        file.seekp(static_cast<std::streamoff>(start));
        file.write(reinterpret_cast<const char*>(head.view().data()), static_cast<std::streamsize>(head.size()));
        file.seekp(static_cast<std::streamoff>(position - 1));
        file.put('\0');
    }

    static void put_cue(ByteWriter& cues, std::uint64_t time, std::uint64_t cluster, std::uint64_t block) {
        ByteWriter positions, point;
        put_number(positions, id::kCueTrack, 1);
        put_number(positions, id::kCueClusterPosition, cluster);
        put_number(positions, id::kCueRelativePosition, block);
        put_number(point, id::kCueTime, time);
        put_master(point, id::kCueTrackPositions, positions);
        put_master(cues, id::kCuePoint, point);
    }

    std::filesystem::path path_;
};

const Episode& episode() {
    static const Episode made(true);
    return made;
}
const Episode& episode_without_cues() {
    static const Episode made(false);
    return made;
}

void Open(benchmark::State& state) {
    const auto source = episode().source();
    for (auto _ : state) {
        const auto file = open_matroska(source);
        if (!file || !(*file)->description().notes.empty()) state.SkipWithError("not opened by its Cues");
    }
}
BENCHMARK(Open)->Unit(benchmark::kMicrosecond);

void OpenByWalkingOverAllBlocks(benchmark::State& state) {
    const auto source = episode_without_cues().source();
    for (auto _ : state)
        if (!open_matroska(source)) state.SkipWithError("not opened");
}
BENCHMARK(OpenByWalkingOverAllBlocks)->Unit(benchmark::kMillisecond);

void Restore(benchmark::State& state) {
    const auto file = open_matroska(episode().source()).value();
    ByteWriter saved;
    file->save_directory(saved);
    state.counters["directory_bytes"] = static_cast<double>(saved.size());
    for (auto _ : state) benchmark::DoNotOptimize(restore_matroska(file->source(), file->description(), ByteReader(saved.view())));
}
BENCHMARK(Restore)->Unit(benchmark::kMicrosecond);

/// Opened anew each time (not timed), so that no cluster is known.
void OneSegmentOfPictures(benchmark::State& state) {
    const auto file = open_matroska(episode().source()).value();
    ByteWriter saved;
    file->save_directory(saved);
    for (auto _ : state) {
        state.PauseTiming();
        const auto fresh = restore_matroska(file->source(), file->description(), ByteReader(saved.view())).value();
        state.ResumeTiming();
        if (!fresh->samples_from_sync(TrackNumber{0}, 900, 902)) state.SkipWithError("not read");
    }
}
BENCHMARK(OneSegmentOfPictures)->Unit(benchmark::kMicrosecond);

void OneSegmentOfSound(benchmark::State& state) {
    const auto file = open_matroska(episode().source()).value();
    ByteWriter saved;
    file->save_directory(saved);
    for (auto _ : state) {
        state.PauseTiming();
        const auto fresh = restore_matroska(file->source(), file->description(), ByteReader(saved.view())).value();
        state.ResumeTiming();
        if (!fresh->samples_between(TrackNumber{1}, MediaInstant{1'800, {1}}, MediaInstant{1'804, {1}})) state.SkipWithError("not read");
    }
}
BENCHMARK(OneSegmentOfSound)->Unit(benchmark::kMicrosecond);

void OneSegmentOfSoundBehindThePictures(benchmark::State& state) {
    const auto file = open_matroska(episode().source()).value();
    (void)file->samples_from_sync(TrackNumber{0}, 890, 910);
    for (auto _ : state)
        if (!file->samples_between(TrackNumber{1}, MediaInstant{1'800, {1}}, MediaInstant{1'804, {1}})) state.SkipWithError("not read");
}
BENCHMARK(OneSegmentOfSoundBehindThePictures)->Unit(benchmark::kMicrosecond);

}  // namespace
