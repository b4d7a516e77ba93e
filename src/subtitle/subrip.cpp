// SubRip has no standard. What holds in practice: a line with "-->" begins a cue; a number may stand on the line before it; the
// text goes on until a blank line that is followed by another cue, for some files have blank lines inside a cue.

#include "base/text.h"
#include "subtitle/lines.h"
#include "subtitle/markup.h"
#include "subtitle/read.h"

namespace bt::subtitle {
namespace {

struct Timing {
    std::chrono::milliseconds start, end;
};

std::optional<Timing> read_timing(std::string_view line) {
    const auto arrow = line.find("-->");
    if (arrow == std::string_view::npos) return std::nullopt;
    auto right = trim(line.substr(arrow + 3));
    // Coordinates ("X1:100 X2:..") may follow the end time.
    const auto letters = right.find_first_of("XxYy");
    if (letters != std::string_view::npos) right = trim(right.substr(0, letters));
    const auto start = read_timestamp(line.substr(0, arrow));
    const auto end = read_timestamp(right);
    if (!start || !end) return std::nullopt;
    return Timing{*start, *end};
}

bool is_number(std::string_view line) {
    line = trim(line);
    return !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Drops the next cue's number and blank lines from the end of a cue's text.
void drop_tail(std::string& text, bool next_cue_follows) {
    auto kept = trim(text);
    if (next_cue_follows) {
        const auto last_break = kept.rfind('\n');
        const auto last = last_break == std::string_view::npos ? kept : kept.substr(last_break + 1);
        const auto blank_before = last_break != std::string_view::npos && last_break > 0 && kept[last_break - 1] == '\n';
        if (is_number(last) && (blank_before || last_break == std::string_view::npos)) {
            kept = last_break == std::string_view::npos ? std::string_view{} : trim(kept.substr(0, last_break));
        }
    }
    text = std::string(kept);
}

}  // namespace

Cues read_subrip(std::string_view text) {
    Cues result;
    auto& cues = result.streams.emplace_back().cues;
    std::optional<Timing> timing;
    std::string body;
    const auto finish = [&](bool next_cue_follows) {
        if (timing && cues.size() < kMostCues) {
            drop_tail(body, next_cue_follows);
            auto marked = from_subrip(body);
            cues.push_back({timing->start, timing->end, std::move(marked.text), std::move(marked.settings)});
        }
        body.clear();
    };
    Lines lines(text);
    while (const auto line = lines.next()) {
        if (line->find("-->") != std::string_view::npos) {
            finish(true);
            timing = read_timing(*line);
            if (!timing) ++result.skipped;
        } else if (timing && body.size() <= kLongestCueText) {
            body += *line;
            body += '\n';
        }
    }
    finish(false);
    return result;
}

}  // namespace bt::subtitle
