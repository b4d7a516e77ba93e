// Any bytes: reading ends, cues are in order, and what is written is read back as the same cues.
#include "subtitle/embedded.h"
#include "subtitle/read.h"
#include "subtitle/write.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::subtitle;
    const auto bytes = std::as_bytes(std::span{data, size});
    for (const auto format : {SampleFormat::SubRip, SampleFormat::Ass, SampleFormat::WebVttText, SampleFormat::WebVttBoxes, SampleFormat::Tx3g}) {
        (void)read_sample_text(format, bytes);
    }
    const auto document = read_subtitles(bytes);
    if (!document) return 0;
    for (const auto& stream : document->streams) {
        const auto again = read_subtitle_text(to_webvtt(stream.cues));
        if (stream.cues.empty()) continue;
        if (!again || again->streams.at(0).cues.size() != stream.cues.size()) __builtin_trap();
    }
    return 0;
}
