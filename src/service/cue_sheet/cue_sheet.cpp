#include "service/cue_sheet/cue_sheet.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "service/cue_sheet/formats.h"

namespace bt::service {
namespace {

struct FormatNames {
    CueSheetFormat format;
    std::string_view name, content_type, extension;
};
constexpr FormatNames kFormats[] = {
    {CueSheetFormat::Csv, "csv", "text/csv; charset=utf-8; header=present", ".csv"},
    {CueSheetFormat::Json, "json", "application/json", ".json"},
    {CueSheetFormat::Edl, "edl", "text/plain; charset=utf-8", ".edl"},
    {CueSheetFormat::KodiEdl, "kodi", "text/plain; charset=utf-8", ".edl"},
    {CueSheetFormat::FfMetadata, "ffmetadata", "text/plain; charset=utf-8", ".ffmetadata"},
    {CueSheetFormat::MkvChapters, "mkvchapters", "application/xml", ".xml"},
};

const FormatNames& names_of_format(CueSheetFormat format) {
    for (const auto& names : kFormats) {
        if (names.format == format) return names;
    }
    return kFormats[0];
}

bool read_whole(std::string_view text, int& out) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
    return fault == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string_view to_string(Usage usage) {
    switch (usage) {
        case Usage::Theme: return "theme";
        case Usage::Feature: return "feature";
        case Usage::Background: return "background";
    }
    return "background";
}

Usage usage_of(const domain::Cue& cue, std::span<const domain::Part> parts) {
    std::chrono::milliseconds framed{0};
    for (const auto& part : parts) {
        if (part.type == domain::PartType::Intro || part.type == domain::PartType::Credits) framed += domain::overlap(cue.stretch, part.stretch);
    }
    if (framed * 2 > cue.stretch.length()) return Usage::Theme;
    return cue.level && *cue.level >= kFeatureLevel ? Usage::Feature : Usage::Background;
}

std::string code_of(const CueSheetEpisode& episode) {
    auto code = fmt::format("S{:02}", episode.season);
    if (episode.number) code += fmt::format("E{:02}", *episode.number);
    if (episode.number && episode.last_number) code += fmt::format("-E{:02}", *episode.last_number);
    return code;
}

std::optional<CueSheetFormat> read_cue_sheet_format(std::string_view name) {
    for (const auto& names : kFormats) {
        if (names.name == name) return names.format;
    }
    return std::nullopt;
}

std::string_view content_type(CueSheetFormat format) { return names_of_format(format).content_type; }
std::string_view file_extension(CueSheetFormat format) { return names_of_format(format).extension; }

bool is_of_one_episode(CueSheetFormat format) {
    return format == CueSheetFormat::KodiEdl || format == CueSheetFormat::FfMetadata || format == CueSheetFormat::MkvChapters;
}

Result<FrameRate> read_frame_rate(std::string_view text) {
    // As they are written for short: SMPTE's rates of NTSC's making.
    constexpr std::array<std::pair<std::string_view, int>, 5> kShort{{{"23.976", 24'000}, {"23.98", 24'000}, {"29.97", 30'000}, {"47.952", 48'000}, {"59.94", 60'000}}};
    for (const auto& [name, pictures] : kShort) {
        if (text == name) return FrameRate{pictures, 1'001};
    }
    FrameRate rate;
    const auto slash = text.find('/');
    const bool is_read = slash == std::string_view::npos ? read_whole(text, rate.pictures)
                                                         : read_whole(text.substr(0, slash), rate.pictures) && read_whole(text.substr(slash + 1), rate.seconds);
    if (!is_read || rate.seconds < 1 || rate.seconds > 1'001 || rate.pictures < rate.seconds || rate.pictures / rate.seconds > 240) {
        return Error{.fault = Fault::Invalid, .message = "a frame rate is a number of pictures a second such as 25, 23.976 or 24000/1001"};
    }
    return rate;
}

std::string clock_time(std::chrono::milliseconds time) {
    const auto count = time.count();
    return fmt::format("{:02}:{:02}:{:02}.{:03}", count / 3'600'000, count / 60'000 % 60, count / 1'000 % 60, count % 1'000);
}

std::string one_line(std::string_view text) {
    std::string out = to_valid_utf8(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

Result<std::string> write_cue_sheet(std::span<const CueSheetEpisode> episodes, CueSheetFormat format, FrameRate rate) {
    if (is_of_one_episode(format) && episodes.size() != 1) {
        return Error{.fault = Fault::Invalid, .message = fmt::format("{} belongs to one episode: ask for one", names_of_format(format).name)};
    }
    switch (format) {
        case CueSheetFormat::Csv: return write_csv(episodes);
        case CueSheetFormat::Json: return write_json(episodes);
        case CueSheetFormat::Edl: return write_edl(episodes, rate);
        case CueSheetFormat::KodiEdl: return write_kodi_edl(episodes.front());
        case CueSheetFormat::FfMetadata: return write_ffmetadata(episodes.front());
        case CueSheetFormat::MkvChapters: return write_mkv_chapters(episodes.front());
    }
    return write_csv(episodes);
}

}  // namespace bt::service
