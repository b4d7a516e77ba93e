#include "sound/carried_cues.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace bt::sound {
namespace {

constexpr double kSameMix = 0.5;        // agreement; less is other voices over the same music
constexpr double kShortest = 1.0;       // seconds
constexpr double kSamePlace = 0.15;     // seconds that two cues may differ by and be on the same line
constexpr double kReach = 0.5;          // seconds between pieces of one cue
constexpr double kCoveredShare = 0.5;   // of a carried cue: something else was heard there
constexpr double kWhole = 10;           // seconds: a title or credits, and no excerpt of a scene
constexpr double kOuter = 120;          // seconds at either end of an episode, where recaps and previews are
constexpr double kTrust = 0.9;          // in what is carried, against what was heard in place

double common(const Span& a, const Span& b) { return std::min(a.end, b.end) - std::max(a.start, b.start); }

double position_at(const SongCue& cue, double time) { return cue.offset + (time - cue.span.start) * cue.rate; }

bool is_same_line(const SongCue& a, const SongCue& b) {
    const double middle = (std::max(a.span.start, b.span.start) + std::min(a.span.end, b.span.end)) / 2;
    return a.song == b.song && std::abs(position_at(a, middle) - position_at(b, middle)) <= kSamePlace;
}

/// The cue as it sounds in the stretch `there` of another episode, which repeats `here`.
SongCue moved(const SongCue& cue, const Span& here, const Span& there) {
    auto result = cue;
    result.span.start = std::max(cue.span.start, here.start);
    result.span.end = std::min(cue.span.end, here.end);
    result.offset = position_at(cue, result.span.start);
    const double shift = there.start - here.start;
    result.span.start += shift;
    result.span.end += shift;
    result.confidence *= kTrust;
    return result;
}

void add(std::vector<SongCue>& cues, const SongCue& carried) {
    double covered = 0;
    for (auto& cue : cues) {
        if (common(cue.span, carried.span) > -kReach && is_same_line(cue, carried)) {
            cue.offset = carried.span.start < cue.span.start ? carried.offset : cue.offset;
            cue.span = {std::min(cue.span.start, carried.span.start), std::max(cue.span.end, carried.span.end)};
            return;
        }
        covered += std::max(0.0, common(cue.span, carried.span));
    }
    if (covered < kCoveredShare * carried.span.length()) cues.push_back(carried);
}

bool is_outer(const Span& span, double duration) { return span.start < kOuter || span.end > duration - kOuter; }

/// An excerpt has all the music of its scene, but the scene has nothing of what was laid under the excerpt. Which of two places is the excerpt?
bool may_carry(const Span& from, double from_duration, const Span& to, double to_duration) {
    return to.length() >= kWhole || (is_outer(to, to_duration) && !is_outer(from, from_duration));
}

}  // namespace

void carry_cues(std::span<EpisodeSound> season, std::span<const Repeat> repeats, std::span<const EpisodeParts> parts) {
    std::vector<std::vector<SongCue>> heard;  // in place; what was carried is not carried on
    for (const auto& episode : season) heard.push_back(episode.cues);
    const auto carry = [&](std::size_t from, const Span& here, std::size_t to, const Span& there) {
        for (const auto& cue : heard[from]) {
            if (common(cue.span, here) >= kShortest) add(season[to].cues, moved(cue, here, there));
        }
    };
    for (std::size_t episode = 0; episode < parts.size(); ++episode) {
        for (const auto& piece : parts[episode].pieces) carry(piece.episode, piece.there, episode, piece.here);
    }
    for (const auto& repeat : repeats) {
        if (repeat.agreement < kSameMix || repeat.earlier == repeat.later) continue;
        const double earlier = season[repeat.earlier].duration, later = season[repeat.later].duration;
        if (may_carry(repeat.in_earlier, earlier, repeat.in_later, later)) carry(repeat.earlier, repeat.in_earlier, repeat.later, repeat.in_later);
        if (may_carry(repeat.in_later, later, repeat.in_earlier, earlier)) carry(repeat.later, repeat.in_later, repeat.earlier, repeat.in_earlier);
    }
    for (auto& episode : season) {
        std::sort(episode.cues.begin(), episode.cues.end(), [](const SongCue& a, const SongCue& b) { return a.span.start != b.span.start ? a.span.start < b.span.start : a.song < b.song; });
    }
}

}  // namespace bt::sound
