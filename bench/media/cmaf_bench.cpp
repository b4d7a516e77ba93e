// What the header of a six-second fragment costs: 150 H.264 samples at 25 frames a second with B-frames (sizes and composition
// offsets differ), and the init segment. Nanoseconds a header; bytes allocated are those of the result.
#include <benchmark/benchmark.h>

#include "media/cmaf/fragment.h"
#include "media/cmaf/init.h"

namespace bt::media::cmaf {
namespace {

std::vector<FragmentSample> film_samples(std::size_t count) {
    std::vector<FragmentSample> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        samples[i] = {512, static_cast<std::uint32_t>(2'000 + i * 37 % 9'000), static_cast<std::int32_t>(i % 3 * 512), i == 0};
    }
    return samples;
}

void WriteFragmentHeader(benchmark::State& state) {
    const auto samples = film_samples(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(write_fragment_header({.base_media_decode_time = 90'000, .samples = samples}));
}
BENCHMARK(WriteFragmentHeader)->Arg(150)->Arg(300);

void WriteInit(benchmark::State& state) {
    InitTrack track{.kind = TrackKind::Video, .timescale = {12'800}, .language = "ko"};
    track.configuration = codec::CodecConfiguration{.codec = Codec::H264, .sample_entry = "avc1"};
    track.configuration.box = {"avcC", Bytes(50)};
    track.configuration.video = codec::VideoFacts{.width = 1'280, .height = 720};
    for (auto _ : state) benchmark::DoNotOptimize(write_init(track));
}
BENCHMARK(WriteInit);

}  // namespace
}  // namespace bt::media::cmaf
