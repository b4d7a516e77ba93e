// What does it cost to open an hour of MP4, to restart with it, and to find one segment's samples?
// Data: a moov as FFmpeg writes it (86,400 frames of video at 24/s, a sync sample every 2 s, composition offsets that change at
// every frame; 168,750 frames of AAC), in a file whose media data is a hole. Unit: time for one call, warm page cache.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "media/isobmff/open.h"
#include "tests/media/isobmff/movie_builder.h"

namespace {

using namespace bt;
using namespace bt::media;

constexpr std::uint32_t kSeconds = 3600;

/// The four tables that grow with the samples, made without the quadratic joining of the test builder.
Bytes tables(const testing::MadeTrack& track, std::uint32_t samples_in_chunk) {
    ByteWriter stts, ctts, stsz, stss, stsc, stco;
    const auto count = static_cast<std::uint32_t>(track.samples.size());
    std::uint32_t ctts_runs = 0, sync_count = 0, chunks = 0, run = 0;
    std::uint64_t offset = 48;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto& sample = track.samples[i];
        stsz.u32(sample.size);
        if (sample.is_sync) { stss.u32(i + 1); ++sync_count; }
        if (i % samples_in_chunk == 0) { stco.u32(static_cast<std::uint32_t>(offset)); ++chunks; }
        offset += sample.size;
        ++run;
        if (i + 1 == count || track.samples[i + 1].composition_offset != sample.composition_offset) {
            ctts.u32(run).i32(sample.composition_offset);
            ++ctts_runs;
            run = 0;
        }
    }
    using namespace testing;
    const auto of = [](const ByteWriter& writer) { return to_bytes(writer.view()); };
    return box("stbl", full_box("stsd", 0, 0, u32(1), entry_of(track)),
               full_box("stts", 0, 0, u32(1), u32(count), u32(track.samples.front().duration)),
               track.writes_stss ? join(full_box("stss", 0, 0, u32(sync_count), of(stss)), full_box("ctts", 0, 0, u32(ctts_runs), of(ctts))) : Bytes(),
               full_box("stsc", 0, 0, u32(1), u32(1), u32(samples_in_chunk), u32(1)), full_box("stsz", 0, 0, u32(0), u32(count), of(stsz)),
               full_box("stco", 0, 0, u32(chunks), of(stco)));
}

Bytes trak(const testing::MadeTrack& track, std::uint32_t samples_in_chunk) {
    using namespace testing;
    const Bytes matrix = join(u32(0x10000), zeros(12), u32(0x10000), zeros(12), u32(0x40000000));
    return box("trak", full_box("tkhd", 0, 3, zeros(8), u32(track.track_id), zeros(16), zeros(8), matrix, u32(640 << 16), u32(360 << 16)),
               box("mdia", full_box("mdhd", 0, 0, zeros(8), u32(track.timescale), u32(0), u16(0x55C4), u16(0)),
                   full_box("hdlr", 0, 0, u32(0), u32(track.handler.value), zeros(13)), box("minf", tables(track, samples_in_chunk))));
}

/// The hour as a file in the temporary folder, removed at exit.
const std::string& hour_of_film() {
    static const std::string path = [] {
        std::mt19937 random(1);
        std::uniform_int_distribution<std::uint32_t> size(800, 20'000);
        testing::MadeTrack video{.track_id = 1, .timescale = 24};
        constexpr std::int32_t kOffsets[] = {2, 4, 1, 0};  // I P B B
        for (std::uint32_t i = 0; i < 24 * kSeconds; ++i) {
            video.samples.push_back({.size = size(random), .duration = 1, .composition_offset = kOffsets[i % 4], .is_sync = i % 48 == 0});
        }
        testing::MadeTrack sound{.track_id = 2, .handler = "soun", .timescale = 48'000, .writes_stss = false};
        for (std::uint32_t i = 0; i < 168'750; ++i) sound.samples.push_back({.size = size(random) / 30, .duration = 1024});
        const Bytes moov = testing::box("moov", testing::mvhd(), trak(video, 1), trak(sound, 2));
        const std::uint64_t mdat = std::uint64_t{1} << 31;
        const Bytes head = testing::join(testing::ftyp(), testing::u32(static_cast<std::uint32_t>(mdat)), testing::text("mdat"));
        std::string name = (std::filesystem::temp_directory_path() / "isobmff-bench-XXXXXX").string();
        const int file = ::mkstemp(name.data());
        if (file < 0 || ::pwrite(file, head.data(), head.size(), 0) < 0 ||
            ::pwrite(file, moov.data(), moov.size(), static_cast<off_t>(head.size() - 8 + mdat)) < 0) {
            std::abort();
        }
        ::close(file);
        static std::string to_remove = name;
        std::atexit([] { std::filesystem::remove(to_remove); });
        return name;
    }();
    return path;
}

std::shared_ptr<const io::ByteSource> source() { return io::File::open(hour_of_film()).value(); }

void BM_OpenAnHour(benchmark::State& state) {
    const auto from = source();
    for (auto _ : state) benchmark::DoNotOptimize(open_isobmff(from).value());
    ByteWriter saved;
    open_isobmff(from).value()->save_directory(saved);
    state.counters["directory_bytes"] = static_cast<double>(saved.size());
}
BENCHMARK(BM_OpenAnHour)->Unit(benchmark::kMicrosecond);

void BM_RestoreAnHour(benchmark::State& state) {
    const auto from = source();
    const auto opened = open_isobmff(from).value();
    ByteWriter saved;
    opened->save_directory(saved);
    for (auto _ : state) benchmark::DoNotOptimize(restore_isobmff(from, opened->description(), ByteReader(saved.view())).value());
}
BENCHMARK(BM_RestoreAnHour)->Unit(benchmark::kMicrosecond);

void BM_SixSecondsOfVideo(benchmark::State& state) {
    const auto opened = open_isobmff(source()).value();
    std::size_t first = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(opened->samples_from_sync(TrackNumber{0}, first, first + 3).value());
        first = (first + 607) % 1790;
    }
}
BENCHMARK(BM_SixSecondsOfVideo)->Unit(benchmark::kMicrosecond);

void BM_SixSecondsOfSound(benchmark::State& state) {
    const auto opened = open_isobmff(source()).value();
    std::int64_t first = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(opened->samples_between(TrackNumber{1}, MediaInstant{first, {1}}, MediaInstant{first + 6, {1}}).value());
        first = (first + 1213) % 3590;
    }
}
BENCHMARK(BM_SixSecondsOfSound)->Unit(benchmark::kMicrosecond);

}  // namespace
