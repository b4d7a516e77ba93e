#include "subtitle/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.h"
#include "subtitle/encoding.h"

namespace bt::subtitle {
namespace {

std::optional<Format> recognise(std::string_view text) {
    const auto head = trim(text.substr(0, 64 * 1024));
    if (head.starts_with("WEBVTT") && (head.size() == 6 || head[6] == ' ' || head[6] == '\t' || head[6] == '\n')) return Format::WebVtt;
    const auto lower = ascii_lower(head);
    if (lower.starts_with("[script info]") || lower.find("\n[events]") != std::string::npos || lower.starts_with("[events]")) return Format::Ass;
    if (lower.find("<sami") != std::string::npos || lower.find("<sync") != std::string::npos) return Format::Sami;
    if (head.find("-->") != std::string_view::npos) return Format::SubRip;
    return std::nullopt;
}

Cues read_as(Format format, std::string_view text) {
    switch (format) {
        case Format::SubRip: return read_subrip(text);
        case Format::WebVtt: return read_webvtt(text);
        case Format::Ass: return read_ass(text);
        case Format::Sami: return read_sami(text);
    }
    return {};
}

/// Puts cues in order and leaves out what no player could show.
std::size_t tidy(std::vector<Cue>& cues) {
    const auto useless = [](const Cue& cue) { return cue.text.empty() || cue.end <= cue.start || cue.text.size() > kLongestCueText; };
    const auto before = cues.size();
    cues.erase(std::remove_if(cues.begin(), cues.end(), useless), cues.end());
    std::stable_sort(cues.begin(), cues.end(), [](const Cue& a, const Cue& b) { return std::tie(a.start, a.end) < std::tie(b.start, b.end); });
    return before - cues.size();
}

/// A script up to its first dozen of lines spoken or drawn.
std::string_view first_dialogue(std::string_view script) {
    constexpr std::string_view kMark = "\nDialogue:";
    std::size_t at = 0;
    for (int count = 0; count < 12 && at != std::string_view::npos; ++count) at = script.find(kMark, at + 1);
    return script.substr(0, at);
}

}  // namespace

std::string_view to_string(Format format) {
    switch (format) {
        case Format::SubRip: return "SubRip";
        case Format::WebVtt: return "WebVTT";
        case Format::Ass: return "ASS";
        case Format::Sami: return "SAMI";
    }
    return "";
}

std::optional<std::chrono::milliseconds> read_timestamp(std::string_view text) {
    text = trim(text);
    std::int64_t seconds = 0;
    for (int part = 0;; ++part) {
        unsigned value = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (fault != std::errc{} || part > 2 || value > 1'000'000) return std::nullopt;
        seconds = seconds * 60 + value;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty() || text.front() != ':') break;
        text.remove_prefix(1);
        text = trim(text);
    }
    std::int64_t millis = 0;
    if (!text.empty() && (text.front() == ',' || text.front() == '.')) {
        text.remove_prefix(1);
        std::int64_t unit = 100;
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), unit /= 10) millis += (text.front() - '0') * unit;
    }
    if (!trim(text).empty()) return std::nullopt;
    return std::chrono::milliseconds(seconds * 1'000 + millis);
}

Result<Document> read_subtitle_text(std::string_view utf8) {
    const auto format = recognise(utf8);
    if (!format) return Error{.fault = Fault::Unsupported, .message = "not SubRip, WebVTT, ASS or SAMI"};
    auto cues = read_as(*format, utf8);
    Document document{.format = *format, .encoding = "UTF-8", .streams = std::move(cues.streams), .skipped_cues = cues.skipped};
    std::size_t kept = 0;
    for (auto& stream : document.streams) {
        document.skipped_cues += tidy(stream.cues);
        kept += stream.cues.size();
    }
    if (kept == 0 && document.skipped_cues > 0) {
        return Error{.fault = Fault::Malformed, .message = fmt::format("{}: none of {} cues could be read", to_string(*format), document.skipped_cues)};
    }
    return document;
}

bool begins_as_subtitles(ByteView head) {
    // Marks and times are ASCII in all encodings but UTF-16 and UTF-32, which alone have zeros: no statistics over what is only looked at.
    const bool is_wide = std::ranges::find(head, std::byte{0}) != head.end();
    auto decoded = is_wide ? decode_text(head) : Result<DecodedText>(DecodedText{.text = to_valid_utf8(as_text(head)), .encoding = {}});
    if (!decoded) return false;
    std::string text = std::move(decoded->text);
    std::erase(text, '\r');
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto format = recognise(text);
    if (!format) return false;
    // A script's first lines are enough, and few: 64 KiB of them would be read for nothing.
    const auto document = read_subtitle_text(*format == Format::Ass ? first_dialogue(text) : text);
    return document && std::ranges::any_of(document->streams, [](const Stream& stream) { return !stream.cues.empty(); });
}

Result<Document> read_subtitles(ByteView bytes, std::string_view language) {
    if (bytes.size() > kLargestFile) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("a subtitle file of {} bytes, {} allowed", bytes.size(), kLargestFile)};
    }
    BT_TRY(auto decoded, decode_text(bytes, declares_korean(as_text(bytes)) ? "ko" : language));
    BT_TRY(auto document, read_subtitle_text(decoded.text));
    document.encoding = std::move(decoded.encoding);
    return document;
}

}  // namespace bt::subtitle
