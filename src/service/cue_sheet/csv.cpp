// RFC 4180: a header line, CRLF, quotes where a field needs them.
//
// Titles come from files that anybody made. A spreadsheet takes a cell that begins with = + - @ for a formula and may run it, so such
// a cell gets an apostrophe in front, which spreadsheets do not show (OWASP, CSV Injection). Full-width forms count too.
#include <fmt/format.h>

#include <array>
#include <vector>

#include "service/cue_sheet/formats.h"

namespace bt::service {
namespace {

bool begins_a_formula(std::string_view text) {
    constexpr std::array<std::string_view, 8> kStarts{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return false;
    for (const auto start : kStarts) {
        if (text.substr(first).starts_with(start)) return true;
    }
    return false;
}

std::string field(std::string_view text) {
    std::string value = one_line(text);
    if (begins_a_formula(value)) value.insert(value.begin(), '\'');
    if (value.find_first_of(",\"") == std::string::npos && value == text) return value;
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

void add_line(std::string& out, const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + fields[i];
    out += "\r\n";
}

/// "2"; of episodes in one file "E01-E02", for spreadsheets take 1-2 for a day in January.
std::string numbers_of(const CueSheetEpisode& episode) {
    if (!episode.number) return {};
    return episode.last_number ? fmt::format("E{:02}-E{:02}", *episode.number, *episode.last_number) : std::to_string(*episode.number);
}

std::vector<std::string> fields_of(const CueSheetEpisode& episode, const CueSheetLine& line, std::size_t number) {
    const auto& music = line.music;
    const auto& stretch = line.cue.stretch;
    return {field(episode.production), std::to_string(episode.season), numbers_of(episode), field(episode.title),
            std::to_string(number), field(music.title), field(music.composer), field(music.lyricist), field(music.artist), field(music.publisher),
            field(music.isrc), field(music.iswc), field(music.album), clock_time(stretch.start), clock_time(stretch.end), clock_time(stretch.length()),
            std::string(to_string(line.usage)), std::string(domain::to_string(line.cue.provenance)), fmt::format("{:.2f}", line.cue.confidence)};
}

}  // namespace

std::string write_csv(std::span<const CueSheetEpisode> episodes) {
    std::string out;
    add_line(out, {"production", "season", "episode", "episode_title", "cue", "title", "composer", "lyricist", "artist", "publisher", "isrc", "iswc",
                   "album", "in", "out", "duration", "usage", "source", "confidence"});
    for (const auto& episode : episodes) {
        std::size_t number = 0;
        for (const auto& line : episode.lines) add_line(out, fields_of(episode, line, ++number));
    }
    return out;
}

}  // namespace bt::service
