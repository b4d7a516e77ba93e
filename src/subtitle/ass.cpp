// Advanced SubStation Alpha: only [Events] matters for text. Its Format line names the fields; Text is always the last.

#include "subtitle/ass.h"

#include <algorithm>

#include "base/text.h"
#include "subtitle/lines.h"
#include "subtitle/markup.h"
#include "subtitle/read.h"

namespace bt::subtitle {
namespace {

constexpr std::size_t kMostFields = 32;

/// Where Start, End and Text stand, and how many fields there are.
struct EventFormat {
    std::size_t start = 1, end = 2, text = 9, count = 10;  // the order of ASS where a file has no Format line
};

EventFormat read_format(std::string_view fields) {
    const auto names = split(fields, ',');
    EventFormat format{.count = std::min(names.size(), kMostFields)};
    for (std::size_t i = 0; i < format.count; ++i) {
        const auto name = ascii_lower(trim(names[i]));
        if (name == "start") format.start = i;
        if (name == "end") format.end = i;
        if (name == "text") format.text = i;
    }
    return format;
}

std::optional<Cue> read_dialogue(std::string_view fields, const EventFormat& format) {
    const auto values = split_fields(fields, format.count);
    if (values.size() <= std::max({format.start, format.end, format.text})) return std::nullopt;
    const auto start = read_timestamp(values[format.start]);
    const auto end = read_timestamp(values[format.end]);
    if (!start || !end) return std::nullopt;
    auto marked = from_ass(values[format.text]);
    return Cue{*start, *end, std::move(marked.text), std::move(marked.settings)};
}

}  // namespace

std::vector<std::string_view> split_fields(std::string_view line, std::size_t count) {
    std::vector<std::string_view> fields;
    while (fields.size() + 1 < count) {
        const auto comma = line.find(',');
        if (comma == std::string_view::npos) break;
        fields.push_back(line.substr(0, comma));
        line.remove_prefix(comma + 1);
    }
    fields.push_back(line);
    return fields;
}

Cues read_ass(std::string_view text) {
    Cues result;
    auto& cues = result.streams.emplace_back().cues;
    EventFormat format;
    bool in_events = false;
    Lines lines(text);
    while (const auto raw = lines.next()) {
        const auto line = trim(*raw);
        if (line.starts_with('[')) {
            in_events = equals_ignoring_ascii_case(line, "[events]");
        } else if (in_events && ascii_lower(line.substr(0, 7)) == "format:") {
            format = read_format(line.substr(7));
        } else if (in_events && ascii_lower(line.substr(0, 9)) == "dialogue:") {
            auto cue = read_dialogue(line.substr(9), format);
            if (!cue) ++result.skipped;
            else if (cues.size() < kMostCues) cues.push_back(std::move(*cue));
        }
    }
    return result;
}

}  // namespace bt::subtitle
