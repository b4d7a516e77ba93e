#include "subtitle/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace bt::subtitle {
namespace {

void put_vtt_time(std::string& out, std::chrono::milliseconds time) {
    const auto ms = std::max<std::int64_t>(0, time.count());
    fmt::format_to(std::back_inserter(out), "{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000);
}

void put_cue(std::string& out, const Cue& cue) {
    out += '\n';
    put_vtt_time(out, cue.start);
    out += " --> ";
    put_vtt_time(out, cue.end);
    if (!cue.settings.empty()) out.append(" ").append(cue.settings);
    out += '\n';
    // A blank line would end the cue: it is written as a line with a no-break space.
    for (std::size_t i = 0; i < cue.text.size(); ++i) {
        out += cue.text[i];
        if (cue.text[i] == '\n' && i + 1 < cue.text.size() && cue.text[i + 1] == '\n') out += "&nbsp;";
    }
    out += '\n';
}

}  // namespace

std::string to_webvtt(std::span<const Cue> cues) {
    std::string out = "WEBVTT\n";
    for (const auto& cue : cues) put_cue(out, cue);
    return out;
}

std::string to_webvtt_segment(std::span<const Cue> cues, std::chrono::milliseconds from, std::chrono::milliseconds until, std::chrono::milliseconds later) {
    // A clock of 90 kHz in 33 bits, ISO/IEC 13818-1 §2.4.3.7.
    constexpr std::int64_t kTicksPerMillisecond = 90, kClock = std::int64_t{1} << 33;
    std::string out = fmt::format("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{},LOCAL:00:00:00.000\n", later.count() % kClock * kTicksPerMillisecond % kClock);
    for (const auto& cue : cues) {
        if (cue.start < until && cue.end > from) put_cue(out, cue);
    }
    return out;
}

}  // namespace bt::subtitle
