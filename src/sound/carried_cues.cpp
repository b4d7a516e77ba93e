#include "sound/carried_cues.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sound/excerpts.h"

namespace bt::sound {
namespace {

constexpr double kSameMix = 0.5;        // agreement; less is other voices over the same music
constexpr double kShortest = 1.0;       // seconds
constexpr double kSamePlace = 0.15;     // seconds that two cues may differ by and be on the same line
constexpr double kReach = 0.5;          // seconds between pieces of one cue
constexpr double kCoveredShare = 0.5;   // of a carried cue: something else was heard there
constexpr double kWhole = 10;           // seconds: a title or credits, and no excerpt of a scene
constexpr double kSure = 0.98;          // confidence: what one title is doubtful of is not to be told of all
constexpr std::size_t kCopies = 2;      // of a title beside the one in question
constexpr double kTrust = 0.9;          // in what is carried, against what was heard in place

double common(const Span& a, const Span& b) { return std::min(a.end, b.end) - std::max(a.start, b.start); }

double position_at(const SongCue& cue, double time) { return cue.offset + (time - cue.span.start) * cue.rate; }

bool is_same_line(const SongCue& a, const SongCue& b) {
    const double middle = (std::max(a.span.start, b.span.start) + std::min(a.span.end, b.span.end)) / 2;
    return a.song == b.song && std::abs(position_at(a, middle) - position_at(b, middle)) <= kSamePlace;
}

SongCue within(const SongCue& cue, const Span& span) {
    auto result = cue;
    result.span = {std::max(cue.span.start, span.start), std::min(cue.span.end, span.end)};
    result.offset = position_at(cue, result.span.start);
    return result;
}

/// The cue as it sounds in the stretch `there` of another episode, which repeats `here`.
SongCue moved(const SongCue& cue, const Span& here, const Span& there) {
    auto result = within(cue, here);
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

bool is_outer(const Span& span, double duration) { return span.start < kOuterSeconds || span.end > duration - kOuterSeconds; }

/// Titles and credits: the song is theirs when most of it lies in them, and heard in all of them as a rule.
bool is_of_whole(const SongCue& cue, const Span& from) { return from.length() >= kWhole && cue.confidence >= kSure && common(cue.span, from) >= cue.span.length() / 2; }

/// An excerpt has all the music of its scene, but the scene has nothing of what was laid under the excerpt. Which of two places is the excerpt?
bool is_excerpt(const Span& to, double to_duration, const Span& from, double from_duration) {
    return to.length() < kWhole && is_outer(to, to_duration) && !is_outer(from, from_duration);
}

using Cues = std::vector<std::vector<SongCue>>;  // by episode

/// The same title in several episodes is the same sound. What most of its copies do not have is chance's, unless it is sure.
bool is_denied(const SongCue& cue, std::size_t episode, const Cues& heard, std::span<const Repeat> repeats) {
    if (cue.confidence >= kSure) return false;
    std::size_t copies = 0, agreeing = 0;
    const auto ask = [&](const Span& here, std::size_t other, const Span& there) {
        if (here.length() < kWhole || common(cue.span, here) < cue.span.length() / 2) return;
        const auto expected = moved(cue, here, there);
        ++copies;
        agreeing += std::ranges::any_of(heard[other], [&](const SongCue& each) { return common(each.span, expected.span) > 0 && is_same_line(each, expected); });
    };
    for (const auto& repeat : repeats) {
        if (repeat.agreement < kSameMix || repeat.earlier == repeat.later) continue;
        if (repeat.later == episode) ask(repeat.in_later, repeat.earlier, repeat.in_earlier);
        if (repeat.earlier == episode) ask(repeat.in_earlier, repeat.later, repeat.in_later);
    }
    return copies >= kCopies && 2 * agreeing < copies;
}

void drop_denied(std::span<EpisodeSound> season, std::span<const Repeat> repeats) {
    Cues heard;
    for (const auto& episode : season) heard.push_back(episode.cues);
    for (std::size_t episode = 0; episode < season.size(); ++episode) {
        std::erase_if(season[episode].cues, [&](const SongCue& cue) { return is_denied(cue, episode, heard, repeats); });
    }
}

}  // namespace

void carry_cues(std::span<EpisodeSound> season, std::span<const Repeat> repeats, std::span<const EpisodeParts> parts, const IsLeftOut& is_left_out) {
    drop_denied(season, repeats);
    Cues heard;  // in place; what was carried is not carried on
    for (const auto& episode : season) heard.push_back(episode.cues);
    const auto carry = [&](std::size_t from, const Span& here, std::size_t to, const Span& there, auto&& may_carry) {
        for (const auto& cue : heard[from]) {
            if (common(cue.span, here) < kShortest || !may_carry(cue)) continue;
            const auto copy = moved(cue, here, there);
            if (!is_left_out(within(cue, here), from, copy, to)) add(season[to].cues, copy);
        }
    };
    for (std::size_t episode = 0; episode < parts.size(); ++episode) {
        for (const auto& piece : parts[episode].pieces) carry(piece.episode, piece.there, episode, piece.here, [](const SongCue&) { return true; });
    }
    for (const auto& repeat : repeats) {
        if (repeat.agreement < kSameMix || repeat.earlier == repeat.later) continue;
        const auto carry_on = [&](std::size_t from, const Span& here, std::size_t to, const Span& there) {
            const bool to_excerpt = is_excerpt(there, season[to].duration, here, season[from].duration);
            carry(from, here, to, there, [&](const SongCue& cue) { return to_excerpt || is_of_whole(cue, here); });
        };
        carry_on(repeat.earlier, repeat.in_earlier, repeat.later, repeat.in_later);
        carry_on(repeat.later, repeat.in_later, repeat.earlier, repeat.in_earlier);
    }
    for (auto& episode : season) {
        std::sort(episode.cues.begin(), episode.cues.end(), [](const SongCue& a, const SongCue& b) { return a.span.start != b.span.start ? a.span.start < b.span.start : a.song < b.song; });
    }
}

}  // namespace bt::sound
