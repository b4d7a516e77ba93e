#include "subtitle/ass_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "subtitle/ass.h"

namespace bt::subtitle {
namespace {

constexpr std::size_t kFields = 9;
constexpr std::string_view kEvents = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

/// Hundredths, as the format has them.
void put_ass_time(std::string& out, std::chrono::milliseconds time) {
    const auto hundredths = (std::max<std::int64_t>(0, time.count()) + 5) / 10;
    fmt::format_to(std::back_inserter(out), "{}:{:02}:{:02}.{:02}", hundredths / 360'000, hundredths / 6'000 % 60, hundredths / 100 % 60, hundredths % 100);
}

/// Its place in the file and the line it had there.
std::optional<std::pair<long, std::string>> read_event(const AssEvent& event) {
    const auto text = to_valid_utf8(event.fields);
    const auto fields = split_fields(text, kFields);
    if (fields.size() != kFields) return std::nullopt;
    const auto read_order = trim(fields[0]);
    long order = 0;
    if (std::from_chars(read_order.data(), read_order.data() + read_order.size(), order).ec != std::errc{}) return std::nullopt;
    std::string line = fmt::format("Dialogue: {},", trim(fields[1]));
    put_ass_time(line, event.start);
    line += ',';
    put_ass_time(line, event.end);
    for (std::size_t i = 2; i < kFields; ++i) line.append(",").append(fields[i]);
    // A line is an event: what was broken by accident must not begin another one.
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\0'; }, ' ');
    return std::pair{order, std::move(line)};
}

}  // namespace

std::string to_ass(std::string_view header, std::span<const AssEvent> events) {
    std::string out = to_valid_utf8(header.substr(0, header.find('\0')));
    if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
    if (!out.empty() && out.back() != '\n') out += '\n';
    if (ascii_lower(out).find("[events]") == out.npos) out += kEvents;
    std::vector<std::pair<long, std::string>> lines;
    for (const auto& event : events) {
        if (auto line = read_event(event)) lines.push_back(std::move(*line));
    }
    std::ranges::stable_sort(lines, {}, &std::pair<long, std::string>::first);
    for (const auto& [order, line] : lines) out.append(line).append("\n");
    return out;
}

}  // namespace bt::subtitle
