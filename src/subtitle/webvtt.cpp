// WebVTT as W3C WebVTT §6.1 parses it: header, then blocks separated by blank lines; NOTE, STYLE and REGION blocks are stepped
// over, a cue block is an optional identifier, a timing line with settings, and text up to the next blank line.

#include "base/text.h"
#include "subtitle/lines.h"
#include "subtitle/markup.h"
#include "subtitle/read.h"

namespace bt::subtitle {
namespace {

/// WebVTT timestamps have a point, three decimals and at least minutes (§4.1); files are met that are laxer, and are read.
std::optional<Cue> read_timing_line(std::string_view line) {
    const auto arrow = line.find("-->");
    if (arrow == std::string_view::npos) return std::nullopt;
    const auto right = trim(line.substr(arrow + 3));
    const auto space = right.find_first_of(" \t");
    const auto start = read_timestamp(line.substr(0, arrow));
    const auto end = read_timestamp(right.substr(0, space));
    if (!start || !end) return std::nullopt;
    return Cue{.start = *start, .end = *end, .settings = space == std::string_view::npos ? "" : sanitise_settings(right.substr(space))};
}

/// X-TIMESTAMP-MAP (RFC 8216bis §3.1.4) shifts a segment's local times; whole files seldom carry one.
std::chrono::milliseconds local_offset(std::string_view line) {
    const auto local = line.find("LOCAL:");
    const auto mpegts = line.find("MPEGTS:");
    if (local == std::string_view::npos || mpegts == std::string_view::npos) return {};
    const auto value = [&](std::size_t at) { return line.substr(at, line.find(',', at) - at); };
    const auto from = read_timestamp(value(local + 6));
    std::int64_t ticks = 0;
    for (const char c : trim(value(mpegts + 7))) {
        if (c < '0' || c > '9' || ticks > (std::int64_t{1} << 40)) return {};
        ticks = ticks * 10 + (c - '0');
    }
    return from ? std::chrono::milliseconds(ticks / 90) - *from : std::chrono::milliseconds{};
}

}  // namespace

Cues read_webvtt(std::string_view text) {
    Cues result;
    auto& cues = result.streams.emplace_back().cues;
    std::chrono::milliseconds offset{0};
    Lines lines(text);
    while (const auto line = lines.peek()) {  // the header ends at the first blank line, or at a cue that lacks one
        if (trim(*line).empty() || line->find("-->") != std::string_view::npos) break;
        if (line->starts_with("X-TIMESTAMP-MAP")) offset = local_offset(*line);
        lines.next();
    }
    while (auto line = lines.next()) {
        if (trim(*line).empty()) continue;
        const bool no_cue = line->starts_with("NOTE") || line->starts_with("STYLE") || line->starts_with("REGION");
        if (no_cue && line->find("-->") == std::string_view::npos) {
            while (line && !trim(*line).empty()) line = lines.next();
            continue;
        }
        // An identifier line, then the timing line.
        if (line->find("-->") == std::string_view::npos) {
            const auto following = lines.peek();
            if (!following || following->find("-->") == std::string_view::npos) continue;
            line = lines.next();
        }
        auto cue = read_timing_line(*line);
        std::string body;
        while (const auto next = lines.peek()) {
            if (trim(*next).empty() || next->find("-->") != std::string_view::npos) break;
            if (body.size() <= kLongestCueText) body.append(*next).append("\n");
            lines.next();
        }
        if (!cue) {
            ++result.skipped;
            continue;
        }
        cue->text = sanitise_webvtt(body);
        cue->start += offset;
        cue->end += offset;
        if (cues.size() < kMostCues) cues.push_back(std::move(*cue));
    }
    return result;
}

}  // namespace bt::subtitle
