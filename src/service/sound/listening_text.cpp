// Answers as lines: JSON for programs, columns for people.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/text.h"
#include "service/sound/listening.h"

namespace bt::service {
namespace {

std::string json_string(std::string_view text) { return boost::json::serialize(boost::json::string(to_valid_utf8(text))); }

/// To a thousandth, without zeros behind; Boost.JSON would write 71.2 as 7.12E1.
std::string number(double value) {
    auto text = fmt::format("{:.3f}", std::isfinite(value) ? value : 0);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text += '0';
    return text == "-0.0" ? "0.0" : text;
}

std::string clock_time(double seconds) {
    const auto tenths = std::llround(seconds * 10);
    const auto hours = tenths / 36'000, minutes = tenths / 600 % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:04.1f}", hours, minutes, static_cast<double>(tenths % 600) / 10)
                     : fmt::format("{}:{:04.1f}", minutes, static_cast<double>(tenths % 600) / 10);
}

/// Sound is compared in windows, the last of which ends behind it: nothing is said to sound longer than the episode lasts.
double end_of(const sound::Span& span, const sound::EpisodeSound& sound) { return std::min(span.end, sound.duration); }

}  // namespace

std::string to_json(const HeardEpisode& episode) {
    const auto& sound = episode.sound;
    std::string cues, parts, themes;
    for (std::size_t i = 0; i < sound.cues.size(); ++i) {
        const auto& cue = sound.cues[i];
        cues += fmt::format(R"({}{{"song": {}, "start": {}, "end": {}, "offset": {}, "rate": {:.4f}, "level": {:.1f}, "confidence": {:.3f})", i > 0 ? ", " : "",
                            json_string(episode.song_names[i]), number(cue.span.start), number(end_of(cue.span, sound)), number(cue.offset), cue.rate, cue.level, cue.confidence);
        if (!episode.explanations.empty()) {
            cues += fmt::format(R"(, "explanation": {}, "picture": {})", json_string(episode.explanations[i].words), json_string(episode.explanations[i].picture));
        }
        cues += '}';
    }
    for (const auto& part : sound.parts) {
        parts += fmt::format(R"({}{{"type": "{}", "start": {}, "end": {}, "confidence": {:.3f}}})", parts.empty() ? "" : ", ", to_string(part.type),
                             number(part.span.start), number(end_of(part.span, sound)), part.confidence);
    }
    for (const auto& theme : sound.themes) {
        themes += fmt::format(R"({}{{"theme": {}, "start": {}, "end": {}, "confidence": {:.3f}}})", themes.empty() ? "" : ", ", theme.theme.value + 1,
                              number(theme.span.start), number(end_of(theme.span, sound)), theme.confidence);
    }
    return fmt::format(R"({{"file": {}, "duration": {}, "cues": [{}], "parts": [{}], "themes": [{}]}})", json_string(episode.file), number(sound.duration), cues, parts, themes);
}

std::string failure_to_json(const std::string& file, const Error& error) {
    return fmt::format(R"({{"file": {}, "error": {}}})", json_string(file), json_string(error.describe()));
}

std::string to_text(const HeardEpisode& episode) {
    const auto& sound = episode.sound;
    std::string text = fmt::format("{}  {}\n", to_valid_utf8(episode.file), clock_time(sound.duration));
    for (const auto& part : sound.parts) {
        text += fmt::format("  {:>9} - {:<9} {:4.0f} %  {}\n", clock_time(part.span.start), clock_time(end_of(part.span, sound)), part.confidence * 100, to_string(part.type));
    }
    for (std::size_t i = 0; i < sound.cues.size(); ++i) {
        const auto& cue = sound.cues[i];
        text += fmt::format("  {:>9} - {:<9} {:4.0f} %  {}, from {}", clock_time(cue.span.start), clock_time(end_of(cue.span, sound)), cue.confidence * 100, to_valid_utf8(episode.song_names[i]),
                            clock_time(cue.offset));
        if (cue.rate != 1) text += fmt::format(", at {:.1f} % of its speed", cue.rate * 100);
        text += fmt::format(", {:+.0f} dB\n", cue.level);
        if (!episode.explanations.empty()) {
            text += fmt::format("{:>31}{}\n{:>31}{}\n", "", to_valid_utf8(episode.explanations[i].words), "", to_valid_utf8(episode.explanations[i].picture));
        }
    }
    for (const auto& theme : sound.themes) {
        text += fmt::format("  {:>9} - {:<9} {:4.0f} %  theme {}\n", clock_time(theme.span.start), clock_time(end_of(theme.span, sound)), theme.confidence * 100, theme.theme.value + 1);
    }
    if (sound.parts.empty() && sound.cues.empty() && sound.themes.empty()) text += "  nothing was recognised\n";
    return text;
}

}  // namespace bt::service
