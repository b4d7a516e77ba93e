#include "sound/echoes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "sound/landmarks.h"

namespace bt::sound {
namespace {

constexpr double kSameEpisode = 0.7;       // share of an episode that must sound in another for the two to be one,
constexpr double kSameMix = 0.42, kSameWaves = 0.3;  // of landmarks or of waves: more than one song has under two dialogues
constexpr double kOneMix = 0.55, kOneMixWaves = 0.5, kOneMixTogether = 0.95, kNearlyOneMix = 0.85;  // a song under sparse talk has 0.88 together
constexpr double kOneMixLoud = 0.9, kOneMixLandmarks = 0.33;  // of titles 0.92 and more; music under other voices has 0.3 to 0.85, rain as loud as they are more
constexpr double kMusic = 0.29;            // see held_tones()
constexpr double kSoftStart = 3;           // seconds
constexpr double kSofter = 8;              // dB below the rest
constexpr double kSilence = -62;           // dB re full scale: digital black, or nearly
constexpr double kCut = 0.1;               // of the cells around it that are silent
constexpr double kInPauses = 0.45;         // share of a song between voices, in the best tenth of the seconds
// Below so many held tones, and above so many dB from cell to cell: of 1,032 stretches of dry speech of 15 s 94 %, of 2,059 with a room's noise 53 %,
// of 851 of music as loud as what else there is, or louder, 4 %.
struct SpeechLimit {
    double tones, swing;
};
constexpr std::array kSpeech{SpeechLimit{.tones = 0.36, .swing = 4.9}, SpeechLimit{.tones = 0.28, .swing = 3.2}};
constexpr double kEdge = 0.4;              // seconds
constexpr std::size_t kOfSpoken = 3;       // one copy in so many swings enough: noise and codecs take from that, and add nothing
constexpr std::size_t kDrySpeech = 1;      // so many of these are of dry speech: drums hold few tones as well, and swing by 3.4 to 4.8 dB

std::span<const std::uint8_t> cells(const EpisodeEvidence& episode, const Span& span) {
    const auto size = static_cast<double>(episode.energy.size());
    const auto from = static_cast<std::size_t>(std::clamp(std::round(span.start / kEnergySeconds), 0.0, size));
    const auto to = static_cast<std::size_t>(std::clamp(std::round(span.end / kEnergySeconds), static_cast<double>(from), size));
    return std::span(episode.energy).subspan(from, to - from);
}

/// Of values that stand for a second each, from `begin` on, those in the span.
std::span<const float> seconds_in(std::span<const float> values, double begin, const Span& span) {
    const auto size = static_cast<double>(values.size());
    const auto from = static_cast<std::size_t>(std::clamp(std::round(span.start - begin), 0.0, size));
    const auto to = static_cast<std::size_t>(std::clamp(std::round(span.end - begin), static_cast<double>(from), size));
    return values.subspan(from, to - from);
}

/// Mean share of held tones; nothing when nobody has listened for them.
std::optional<double> tones_in(const EpisodeEvidence& episode, const Span& span) {
    const auto tones = seconds_in(episode.tones, 0, span);
    if (tones.empty()) return std::nullopt;
    return std::accumulate(tones.begin(), tones.end(), 0.0) / static_cast<double>(tones.size());
}

double decibels(std::uint8_t cell) { return kLowestLevel + kLevelStep * cell; }

/// How far it is from each cell to the next, on average, in dB.
double swing_of(const EpisodeEvidence& episode, const Span& span) {
    const auto part = cells(episode, span);
    double sum = 0;
    for (std::size_t i = 1; i < part.size(); ++i) sum += std::abs(std::max(decibels(part[i]), kSilence) - std::max(decibels(part[i - 1]), kSilence));
    return part.size() < 2 ? 0 : sum / static_cast<double>(part.size() - 1);
}

/// Mean power in dB; that of silence when there is nothing to look at.
double level_of(const EpisodeEvidence& episode, const Span& span) {
    const auto part = cells(episode, span);
    double power = 0;
    for (const auto cell : part) power += std::pow(10, decibels(cell) / 10);
    return part.empty() ? kLowestLevel : 10 * std::log10(power / static_cast<double>(part.size()));
}

bool is_speech(double tones, double swing, std::span<const SpeechLimit> limits) {
    return std::ranges::any_of(limits, [&](const SpeechLimit& limit) { return tones < limit.tones && swing > limit.swing; });
}

}  // namespace

Echo echo_in_later(const Repeat& repeat) {
    return {repeat.in_later, repeat.earlier, repeat.in_earlier, repeat.agreement, repeat.share, repeat.where_loud, repeat.covered_head};
}

bool is_one_mix(const Echo& echo) {
    const double together = echo.agreement + echo.share;
    return echo.where_loud >= kOneMixLoud && (echo.agreement >= kOneMix || (echo.share >= kOneMixWaves && echo.agreement >= kOneMixLandmarks) || together >= kOneMixTogether);
}

bool is_nearly_one_mix(const Echo& echo) { return echo.where_loud >= kOneMixLoud && echo.agreement + echo.share >= kNearlyOneMix; }

bool lead_elsewhere(std::span<const Echo> echoes, const std::function<std::optional<Span>(std::size_t)>& chosen) {
    std::set<std::size_t> agree, differ;
    for (const auto& each : echoes) {
        const auto theirs = chosen(each.episode);
        if (theirs) (overlap(*theirs, each.there) > 0 ? agree : differ).insert(each.episode);
    }
    return differ.size() > agree.size();
}

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
        auto echo = echo_in_later(each);
        all[each.later].push_back(echo);
        echo.episode = each.later;
        std::swap(echo.here, echo.there);
        all[each.earlier].push_back(echo);
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
    const auto held = tones_in(episode, span);
    return !held || *held >= kMusic;
}

bool sounds_like_speech(const EpisodeEvidence& episode, const Span& span) {
    const auto held = tones_in(episode, span);
    return held && is_speech(*held, swing_of(episode, span), kSpeech);
}

bool sound_like_speech(std::span<const Copy> copies, bool all_begin_with_it) {
    std::size_t spoken = 0, heard = 0;
    for (const auto& each : copies) {
        // Without the silence that may set it off: a fall and a rise of a hundred dB are no syllable.
        const Span inner{each.span.start + kEdge, each.span.end - kEdge};
        const auto tones = tones_in(*each.episode, inner);
        if (!tones) continue;
        ++heard;
        const std::span limits(kSpeech);
        if (is_speech(*tones, swing_of(*each.episode, inner), all_begin_with_it ? limits.first(kDrySpeech) : limits)) ++spoken;
    }
    return spoken > 0 && spoken * kOfSpoken >= heard;
}

const SongPresence* song_of(const EpisodeEvidence& episode, const Span& span) {
    const auto found = std::ranges::find_if(episode.songs, [&](const SongPresence& song) { return overlap(song.span, span) > 0.5 * span.length(); });
    return found == episode.songs.end() ? nullptr : &*found;
}

bool has_voices_over_its_song(const EpisodeEvidence& episode, const Span& span) {
    const auto* song = song_of(episode, span);
    if (song == nullptr) return false;
    const auto heard = seconds_in(song->share, song->span.start, span);
    if (heard.empty()) return false;
    std::vector<float> share(heard.begin(), heard.end());
    std::ranges::sort(share);
    return share[share.size() / 2] < kShareOfASongAlone && share[share.size() * 9 / 10] > kInPauses;
}

bool is_spoken(const EpisodeEvidence& episode, const Span& span) {
    return has_voices_over_its_song(episode, span) || (song_of(episode, span) == nullptr && sounds_like_speech(episode, span));
}

double silent_share(const EpisodeEvidence& episode, const Span& span) {
    const auto part = cells(episode, span);
    if (part.empty()) return 0;
    return static_cast<double>(std::ranges::count_if(part, [](std::uint8_t cell) { return decibels(cell) < kSilence; })) / static_cast<double>(part.size());
}

bool has_a_cut(const EpisodeEvidence& episode, const Span& around) {
    return silent_share(episode, around) > kCut || std::ranges::any_of(episode.black, [&](const Span& each) { return overlap(each, around) > 0; });
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
