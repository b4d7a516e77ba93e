#include "service/sound/heard.h"

#include <algorithm>
#include <cmath>

namespace bt::service {
namespace {

using std::chrono::milliseconds;

milliseconds to_milliseconds(double seconds) {
    // A day bounds what a broken answer could say.
    return milliseconds{std::llround(std::clamp(std::isfinite(seconds) ? seconds : 0.0, 0.0, 86'400.0) * 1'000)};
}

domain::Stretch to_stretch(const sound::Span& span, milliseconds duration) {
    const auto end = to_milliseconds(span.end);
    return {to_milliseconds(span.start), duration > milliseconds{0} ? std::min(end, duration) : end};
}

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }
double confidence(double value) { return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0; }

}  // namespace

store::HeardEpisode to_heard(const sound::EpisodeSound& answer, ContentKey content, std::span<const KnownSound> songs) {
    store::HeardEpisode heard{.content = content, .sound = {}, .themes = {}};
    const auto duration = to_milliseconds(answer.duration);
    heard.sound.duration = duration;
    for (const auto& cue : answer.cues) {
        const auto stretch = to_stretch(cue.span, duration);
        if (stretch.length() <= milliseconds{0} || cue.song.value >= songs.size()) continue;
        heard.sound.cues.push_back({.music = songs[cue.song.value].content, .stretch = stretch, .offset = to_milliseconds(cue.offset),
                                    .rate = std::isfinite(cue.rate) ? cue.rate : 1, .level = finite(cue.level), .confidence = confidence(cue.confidence)});
    }
    for (const auto& theme : answer.themes) {
        const auto stretch = to_stretch(theme.span, duration);
        if (stretch.length() > milliseconds{0}) heard.themes.push_back({.theme = theme.theme.value, .stretch = stretch, .confidence = confidence(theme.confidence)});
    }
    for (const auto& part : answer.parts) {
        const auto stretch = to_stretch(part.span, duration);
        if (stretch.length() > milliseconds{0}) heard.sound.parts.push_back({.type = part.type, .stretch = stretch, .confidence = confidence(part.confidence)});
    }
    domain::put_in_order(heard.sound);
    return heard;
}

domain::LoudnessFacts to_facts(const sound::Loudness& loudness) {
    return {.integrated = finite(loudness.integrated), .range = finite(loudness.range).value_or(0), .true_peak = finite(loudness.true_peak)};
}

}  // namespace bt::service
