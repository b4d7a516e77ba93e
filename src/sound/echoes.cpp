#include "sound/echoes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sound/landmarks.h"

namespace bt::sound {
namespace {

constexpr double kSameEpisode = 0.7;       // share of an episode that must sound in another for the two to be one,
constexpr double kSameMix = 0.42, kSameWaves = 0.3;  // of landmarks or of waves: more than one song has under two dialogues
constexpr double kMusic = 0.29;            // see held_tones()
constexpr double kSoftStart = 3;           // seconds
constexpr double kSofter = 8;              // dB below the rest
constexpr double kSilence = -62;           // dB re full scale: digital black, or nearly

std::span<const std::uint8_t> cells(const EpisodeEvidence& episode, const Span& span) {
    const auto size = static_cast<double>(episode.energy.size());
    const auto from = static_cast<std::size_t>(std::clamp(std::round(span.start / kEnergySeconds), 0.0, size));
    const auto to = static_cast<std::size_t>(std::clamp(std::round(span.end / kEnergySeconds), static_cast<double>(from), size));
    return std::span(episode.energy).subspan(from, to - from);
}

double decibels(std::uint8_t cell) { return kLowestLevel + kLevelStep * cell; }

/// Mean power in dB; that of silence when there is nothing to look at.
double level_of(const EpisodeEvidence& episode, const Span& span) {
    const auto part = cells(episode, span);
    double power = 0;
    for (const auto cell : part) power += std::pow(10, decibels(cell) / 10);
    return part.empty() ? kLowestLevel : 10 * std::log10(power / static_cast<double>(part.size()));
}

}  // namespace

double overlap(const Span& a, const Span& b) { return std::max(0.0, std::min(a.end, b.end) - std::max(a.start, b.start)); }

Span hull(const Span& a, const Span& b) { return {std::min(a.start, b.start), std::max(a.end, b.end)}; }

double covered(const Span& span, std::span<const Span> others) {
    std::vector<Span> sorted(others.begin(), others.end());
    std::ranges::sort(sorted, {}, &Span::start);
    double total = 0, at = span.start;
    for (const auto& each : sorted) {
        const double from = std::max(at, each.start), to = std::min(each.end, span.end);
        if (to <= from) continue;
        total += to - from;
        at = to;
    }
    return total;
}

std::vector<std::vector<Echo>> echoes_of(std::span<const EpisodeEvidence> season, std::span<const Repeat> repeats) {
    std::vector<std::vector<Echo>> all(season.size());
    for (const auto& each : repeats) {
        if (each.earlier == each.later || each.later >= season.size()) continue;
        all[each.earlier].push_back({each.in_earlier, each.later, each.in_later, each.agreement, each.share});
        all[each.later].push_back({each.in_later, each.earlier, each.in_earlier, each.agreement, each.share});
    }
    for (std::size_t episode = 0; episode < season.size(); ++episode) {
        auto& echoes = all[episode];
        std::vector<std::vector<Span>> by_other(season.size());
        for (const auto& each : echoes) {
            if (each.agreement >= kSameMix || each.share >= kSameWaves) by_other[each.episode].push_back(each.here);
        }
        const Span whole{0, season[episode].duration};
        std::vector<bool> is_copy(season.size());
        for (std::size_t other = 0; other < season.size(); ++other) {
            const double shorter = std::min(season[episode].duration, season[other].duration);
            is_copy[other] = covered(whole, by_other[other]) > kSameEpisode * shorter;
        }
        std::erase_if(echoes, [&](const Echo& each) { return is_copy[each.episode]; });
        std::ranges::sort(echoes, {}, [](const Echo& each) { return std::tuple(each.here.start, each.here.end, each.episode, each.there.start); });
    }
    return all;
}

bool sounds_like_music(const EpisodeEvidence& episode, const Span& span) {
    const auto size = static_cast<double>(episode.tones.size());
    const auto from = static_cast<std::size_t>(std::clamp(std::round(span.start), 0.0, size));
    const auto to = static_cast<std::size_t>(std::clamp(std::round(span.end), static_cast<double>(from), size));
    if (from == to) return true;
    const double sum = std::accumulate(episode.tones.begin() + static_cast<std::ptrdiff_t>(from), episode.tones.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    return sum / static_cast<double>(to - from) >= kMusic;
}

double silent_share(const EpisodeEvidence& episode, const Span& span) {
    const auto part = cells(episode, span);
    if (part.empty()) return 0;
    return static_cast<double>(std::ranges::count_if(part, [](std::uint8_t cell) { return decibels(cell) < kSilence; })) / static_cast<double>(part.size());
}

Span from_soft_start(const EpisodeEvidence& episode, Span span) {
    for (double at = span.start; at > std::max(0.0, span.start - kSoftStart); at -= kEnergySeconds) {
        if (silent_share(episode, {at - kEnergySeconds, at}) < 0.5) continue;
        return {at, span.end};
    }
    for (const auto& song : episode.songs) {
        const double first_note = song.span.start - song.lead;
        if (std::abs(song.span.start - span.start) > kSoftStart || first_note >= span.start || first_note < span.start - kSoftStart) continue;
        if (level_of(episode, {first_note, span.start}) < level_of(episode, span) - kSofter) return {std::max(0.0, first_note), span.end};
    }
    return span;
}

Span without_silence(const EpisodeEvidence& episode, Span span) {
    while (span.length() > kEnergySeconds && silent_share(episode, {span.start, span.start + kEnergySeconds}) > 0.5) span.start += kEnergySeconds;
    while (span.length() > kEnergySeconds && silent_share(episode, {span.end - kEnergySeconds, span.end}) > 0.5) span.end -= kEnergySeconds;
    return span;
}

}  // namespace bt::sound
