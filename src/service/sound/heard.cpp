#include "service/sound/heard.h"

#include <algorithm>
#include <cmath>

namespace bt::service {
namespace {

using std::chrono::milliseconds;

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }
double confidence(double value) { return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0; }

}  // namespace

milliseconds to_milliseconds(double seconds) {
    // A day bounds what a broken answer could say.
    return milliseconds{std::llround(std::clamp(std::isfinite(seconds) ? seconds : 0.0, 0.0, 86'400.0) * 1'000)};
}

std::optional<domain::Stretch> to_stretch(const sound::Span& span, milliseconds duration) {
    const auto end = to_milliseconds(span.end);
    const domain::Stretch stretch{to_milliseconds(span.start), duration > milliseconds{0} ? std::min(end, duration) : end};
    return stretch.length() > milliseconds{0} ? std::optional(stretch) : std::nullopt;
}

std::optional<domain::Cue> to_cue(const sound::SongCue& cue, domain::Music music, milliseconds duration) {
    const auto stretch = to_stretch(cue.span, duration);
    if (!stretch) return std::nullopt;
    return domain::Cue{.music = std::move(music), .stretch = *stretch, .offset = to_milliseconds(cue.offset), .rate = std::isfinite(cue.rate) ? cue.rate : 1,
                       .level = finite(cue.level), .confidence = confidence(cue.confidence)};
}

std::optional<domain::Part> to_part(const sound::Part& part, milliseconds duration) {
    const auto stretch = to_stretch(part.span, duration);
    if (!stretch) return std::nullopt;
    return domain::Part{.type = part.type, .stretch = *stretch, .confidence = confidence(part.confidence)};
}

store::HeardEpisode to_heard(const sound::EpisodeSound& answer, ContentKey content, std::span<const KnownSound> songs) {
    store::HeardEpisode heard{.content = content, .sound = {}, .themes = {}};
    const auto duration = to_milliseconds(answer.duration);
    heard.sound.duration = duration;
    for (const auto& cue : answer.cues) {
        if (cue.song.value >= songs.size()) continue;
        if (auto each = to_cue(cue, songs[cue.song.value].content, duration)) heard.sound.cues.push_back(std::move(*each));
    }
    for (const auto& theme : answer.themes) {
        if (const auto stretch = to_stretch(theme.span, duration)) heard.themes.push_back({.theme = theme.theme.value, .stretch = *stretch, .confidence = confidence(theme.confidence)});
    }
    for (const auto& part : answer.parts) {
        if (const auto each = to_part(part, duration)) heard.sound.parts.push_back(*each);
    }
    domain::put_in_order(heard.sound);
    return heard;
}

domain::LoudnessFacts to_facts(const sound::Loudness& loudness) {
    return {.integrated = finite(loudness.integrated), .range = finite(loudness.range).value_or(0), .true_peak = finite(loudness.true_peak)};
}

}  // namespace bt::service
