// Three witnesses, each able to tell credits alone, and to put the others' edges right:
//   - the same sound at the end of another episode (it ends where the shorter of the two does);
//   - a song of the library that sounds alone at the end, set off by a cut or followed by the preview: where it stops sounding alone, there is an edge;
//   - words rolling over black.
// A song may begin under the last scene: the credits begin where it is alone, or where the words roll, whichever is later. What is not
// known to be credits is not part of them: they never run to the end of the file by default.
#include "sound/credits.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "sound/closing_picture.h"

namespace bt::sound {
namespace {

// Credits begin in this last share of an episode, and at most so many seconds before its end: earlier, a song alone is a scene without words.
constexpr double kTailShare = 0.45, kLongestTail = 480;
constexpr double kLeastEcho = 10, kLeastSong = 20, kLongestCredits = 600;
constexpr double kLeastAgreement = 0.38;  // of music that another episode has as well
constexpr double kAboutAsMany = 0.66;     // of the episodes that share what most share
constexpr double kPause = 0.7;            // seconds around the moment at which one music ends and another begins
constexpr double kLeastLeading = 40;  // seconds of a song alone that nothing sets off, but the preview that follows
constexpr double kAlone = 0.5;        // of the share a song has when it is surely alone
constexpr float kSofter = 4;          // dB below its full gain it is held down, for voices,
constexpr float kStep = 8;            // or so much at once
constexpr std::size_t kHeldDown = 5;  // when that lasts so many seconds
constexpr double kTolerance = 2.5;    // seconds in which two witnesses mean the same edge
constexpr double kWordlessShare = 1.0 / 3, kLongestBehind = 240;  // a song without words where somebody looked: in this last share, so near the end
constexpr double kCut = 2, kOtherMusic = 15;  // seconds between credits and what follows them, and of the music before
constexpr double kFade = 1;            // seconds in which a scene becomes the dark the words stand on
constexpr double kLights = 6;         // seconds of a night scene's lights that are taken for words before the first of them

bool is_in_tail(const EpisodeEvidence& episode, const Span& span) {
    return span.start >= episode.duration - std::min(kTailShare * episode.duration, kLongestTail);
}

struct Witness {
    Span span;
    double confidence;
    Span ground = {};  ///< of words: see RollingWords
};

/// Music alone in the last minutes may be a scene without words: credits are set off by a cut, or end the episode.
bool is_set_off(const EpisodeEvidence& episode, const Span& span) {
    return has_a_cut(episode, {span.start - 1.5, span.start + 0.5}) || has_a_cut(episode, {span.end - 0.5, span.end + 1.5}) || span.end > episode.duration - kTolerance;
}

/// With the songs that sound in it: an echo may have lost its first and last pieces.
Span with_songs(const EpisodeEvidence& episode, Span span) {
    for (const auto& each : episode.songs) {
        if (overlap(each.span, span) > 0) span = hull(span, each.span);
    }
    return span;
}

/// Echoes that overlap, one mix each, and the episodes that share them, or some of their music.
struct Run {
    Span span;
    std::vector<Echo> echoes;
    std::set<std::size_t> sharers;
};

Run run_of(std::vector<Echo> echoes) {
    Run run{echoes.front().here, std::move(echoes), {}};
    for (const auto& each : run.echoes) {
        run.span = hull(run.span, each.here);
        run.sharers.insert(each.episode);
    }
    return run;
}

/// Where a cut parts what some sharers have from what others have, there are two pieces of music. The later one is empty where there is none.
std::pair<Run, Run> parted(const EpisodeEvidence& episode, const Run& run) {
    for (const auto& edge : run.echoes) {
        const double at = edge.here.end;
        if (at - run.span.start < kLeastEcho || run.span.end - at < kLeastEcho || !has_a_cut(episode, {at - kPause, at + kPause})) continue;
        std::vector<Echo> before, behind;
        for (const auto& each : run.echoes) {
            if (each.here.start < at - kLeastEcho) before.push_back(each);
            if (each.here.end > at + kLeastEcho) behind.push_back(each);
        }
        if (before.empty() || behind.empty()) continue;
        auto first = run_of(std::move(before)), second = run_of(std::move(behind));
        if (first.sharers == second.sharers) continue;
        first.span.end = at;
        second.span.start = at;
        return {std::move(first), std::move(second)};
    }
    return {run, {}};
}

std::vector<Run> runs_at_ends(std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Span> taken) {
    const auto& episode = season[number];
    std::vector<std::vector<Echo>> together;
    std::vector<Echo> music;
    double end = 0;
    for (auto each : echoes) {
        if (each.agreement < kLeastAgreement && !is_one_mix(each)) continue;
        // The last scene may speak over the beginning.
        each.here.start += each.covered_head;
        each.there.start += each.covered_head;
        if (each.here.length() < kLeastEcho || !is_in_tail(episode, each.here) || !is_in_tail(season[each.episode], each.there)) continue;
        if (covered(each.here, taken) > 0.3 * each.here.length()) continue;
        if (!is_one_mix(each)) {
            music.push_back(each);
            continue;
        }
        if (together.empty() || end < each.here.start) together.emplace_back();
        together.back().push_back(each);
        end = together.back().size() == 1 ? each.here.end : std::max(end, each.here.end);
    }
    std::vector<Run> runs;
    for (auto& each : together) {
        auto [first, second] = parted(episode, run_of(std::move(each)));
        runs.push_back(std::move(first));
        if (!second.echoes.empty()) runs.push_back(std::move(second));
    }
    for (const auto& each : music) {
        for (auto& run : runs) {
            if (overlap(run.span, each.here) > std::min(run.span.length(), each.here.length()) / 2) run.sharers.insert(each.episode);
        }
    }
    return runs;
}

/// Of those that about as many episodes share the longest; null when there is none.
const Run* best_of(std::span<const Run> runs) {
    std::size_t most = 0;
    for (const auto& each : runs) most = std::max(most, each.sharers.size());
    const Run* best = nullptr;
    for (const auto& each : runs) {
        if (static_cast<double>(each.sharers.size()) < kAboutAsMany * static_cast<double>(most)) continue;
        if (best == nullptr || each.span.length() > best->span.length()) best = &each;
    }
    return best;
}

/// A song under a scene is turned up when the scene is over: where in [from, to) that happens, or `from`. Fades are shorter.
std::size_t turned_up(const SongPresence& presence, std::size_t from, std::size_t to) {
    if (presence.gain.size() < to || to - from < kHeldDown) return from;
    std::vector<float> sorted(presence.gain.begin() + static_cast<std::ptrdiff_t>(from), presence.gain.begin() + static_cast<std::ptrdiff_t>(to));
    std::ranges::sort(sorted);
    const float full = sorted[sorted.size() * 3 / 4];
    std::size_t soft = 0, start = from;
    for (std::size_t i = from; i < to; ++i) {
        soft = presence.gain[i] < full - kSofter ? soft + 1 : 0;
        if (soft >= kHeldDown && to - i > kHeldDown) start = i + 1;
    }
    // At a cut it steps up at once.
    for (std::size_t i = start; i + 1 < std::min(to, start + kHeldDown); ++i) {
        if (presence.gain[i] < full - kStep && presence.gain[i + 1] - presence.gain[i] > kStep) start = i + 1;
    }
    return start;
}

/// Where in the presence the song is alone: the longest run of seconds with nearly its full share, a weak second or two allowed.
std::optional<Span> alone(const SongPresence& presence) {
    if (presence.share.empty()) return std::nullopt;
    std::vector<float> sorted(presence.share);
    std::ranges::sort(sorted);
    const float full = sorted[sorted.size() * 9 / 10];
    if (full < kShareOfASongAlone) return std::nullopt;
    const auto is_alone = [&](std::size_t i) { return presence.share[i] >= kAlone * full; };
    std::size_t best_from = 0, best_to = 0;
    for (std::size_t i = 0; i < presence.share.size(); ++i) {
        if (!is_alone(i)) continue;
        std::size_t end = i + 1, weak = 0;
        for (auto k = i + 1; k < presence.share.size() && weak <= 2; ++k) {
            weak = is_alone(k) ? 0 : weak + 1;
            if (weak == 0) end = k + 1;
        }
        if (end - i > best_to - best_from) best_from = i, best_to = end;
        i = end;
    }
    best_from = turned_up(presence, best_from, best_to);
    // Whole seconds from the presence's start; its own ends are exact.
    const double start = presence.span.start + static_cast<double>(best_from);
    const double end = best_to == presence.share.size() ? presence.span.end : presence.span.start + static_cast<double>(best_to);
    return Span{start, end};
}

/// The last song that sounds alone at the end; of two at once, which are one that repeats itself, the longer.
std::optional<Witness> song_alone(const EpisodeEvidence& episode, std::span<const Span> taken) {
    std::optional<Witness> last;
    for (const auto& each : episode.songs) {
        const auto span = alone(each);
        if (!span || span->length() < kLeastSong || span->length() > kLongestCredits || !is_in_tail(episode, *span)) continue;
        if (covered(*span, taken) > 0.3 * span->length()) continue;
        const bool at_once = last && overlap(*span, last->span) > std::min(span->length(), last->span.length()) / 2;
        if (!last || (at_once ? span->length() > last->span.length() : span->start > last->span.start)) last = Witness{*span, 0.7};
    }
    return last;
}

/// Words with the edges of the song they roll over: the card it begins on is dark before the first of them is bright, and after the last.
/// What looks like words before the song, in a scene that is heard, are the scene's lights.
Span to_the_song(const EpisodeEvidence& episode, const RollingWords& words) {
    Span span = words.span;
    for (const auto& each : episode.songs) {
        const auto& song = each.span;
        if (overlap(song, words.span) < words.span.length() / 2) continue;
        const double early = words.span.start - song.start, late = song.end - words.span.end;
        if (early >= 0 && early < kTolerance && song.start >= words.ground.start - kFade) span.start = song.start;
        if (late >= 0 && late < kTolerance && song.end <= words.ground.end + kFade) span.end = song.end;
        if (early < 0 && -early < kLights && silent_share(episode, {span.start, song.start}) < 0.5) span.start = song.start;
    }
    return span;
}

/// Without the scene before or behind that is as dark, with lights for words: it is heard to speak where no song sounds.
Span without_scenes(const EpisodeEvidence& episode, Span span) {
    for (const auto& each : episode.songs) {
        if (overlap(each.span, span) < kLeastRolling) continue;
        if (each.span.start - span.start > kLights && sounds_like_speech(episode, {span.start, each.span.start})) span.start = each.span.start;
        if (span.end - each.span.end > kLights && sounds_like_speech(episode, {each.span.end, span.end})) span.end = each.span.end;
    }
    return span;
}

/// Of several the last that has a song, else the longest: screens and lights in the dark come before.
std::optional<Witness> words_rolling(const EpisodeEvidence& episode, std::span<const Span> taken) {
    std::optional<Witness> best;
    bool best_has_song = false;
    for (const auto& words : episode.rolling) {
        const auto each = without_scenes(episode, to_the_song(episode, words));
        // The last scene may go on while words roll over it.
        if (each.length() < kLeastRolling || is_spoken(episode, each) || !is_in_tail(episode, each) || covered(each, taken) > 0.3 * each.length()) continue;
        const bool has_song = song_of(episode, each) != nullptr;
        if (best && (has_song != best_has_song ? best_has_song : !has_song && each.length() <= best->span.length())) continue;
        best = Witness{each, 0.85, words.ground};
        best_has_song = has_song;
    }
    return best;
}

/// Takes off those that begin in the light behind words on black that others share as well, where somebody looked: a preview comes to one tune each week, too.
void leave_what_follows_words(const EpisodeEvidence& episode, std::span<const Span> taken, std::vector<Run>& runs) {
    const auto words = words_rolling(episode, taken);
    if (!words || !episode.picture_seen) return;
    const auto is_of_words = [&](const Run& run) { return overlap(run.span, words->span) > words->span.length() / 2; };
    if (std::ranges::none_of(runs, is_of_words)) return;
    std::erase_if(runs, [&](const Run& run) { return run.span.start >= words->ground.end - kFade; });
}

/// Those that may be credits. What only one other shares may be a scene's music.
std::vector<Run> likely_runs(std::span<const EpisodeEvidence> season, std::size_t number, std::span<const Echo> echoes, std::span<const Span> taken) {
    const auto& episode = season[number];
    auto runs = runs_at_ends(season, number, echoes, taken);
    leave_what_follows_words(episode, taken, runs);
    std::erase_if(runs, [&](const Run& run) {
        // Drums hold no tone: of a known song nobody has to ask.
        if (run.span.length() > kLongestCredits || (song_of(episode, run.span) == nullptr && !sounds_like_music(episode, run.span))) return true;
        return run.sharers.size() == 1 && !is_set_off(episode, run.span) && !is_set_off(episode, with_songs(episode, run.span));
    });
    return runs;
}

/// It begins when the other has ended, and between them is a moment of silence or of black.
bool is_behind_a_cut(const EpisodeEvidence& episode, const Span& music, const Span& next) {
    return next.start >= music.end - kPause && has_a_cut(episode, {music.end - kPause, next.start + kPause});
}

/// A scene without words, cut off from the next, is what a song alone may be as well where somebody looked and saw no words roll. Bonus tracks are short.
bool may_be_a_scene(const EpisodeEvidence& episode, const Span& song) {
    return episode.picture_seen && (song.start < (1 - kWordlessShare) * episode.duration || song.end < episode.duration - kLongestBehind);
}

/// A bonus track may begin with its song behind credits to a song nobody knows.
bool is_behind_other_music(const EpisodeEvidence& episode, const Span& song) {
    const Span before{song.start - kCut - kOtherMusic, song.start - kCut};
    return before.start > 0 && !episode.tones.empty() && !sounds_like_speech(episode, before) && sounds_like_music(episode, before) && song_of(episode, before) == nullptr;
}

}  // namespace

std::optional<Span> words_with_a_song(const EpisodeEvidence& episode) {
    const auto words = words_rolling(episode, {});
    return words && song_of(episode, words->span) != nullptr ? std::optional(words->span) : std::nullopt;
}

std::vector<std::optional<SharedEnding>> find_shared_endings(std::span<const EpisodeEvidence> season, std::span<const std::vector<Echo>> echoes,
                                                             std::span<const std::vector<Span>> taken) {
    std::vector<std::vector<Run>> all;
    for (std::size_t number = 0; number < season.size(); ++number) all.push_back(likely_runs(season, number, echoes[number], taken[number]));
    const auto chosen = [&](std::size_t other) {
        const auto* run = best_of(all[other]);
        return run != nullptr ? std::optional(run->span) : std::nullopt;
    };
    std::vector<std::optional<SharedEnding>> endings(season.size());
    for (std::size_t number = 0; number < season.size(); ++number) {
        auto runs = all[number];
        std::erase_if(runs, [&](const Run& run) { return lead_elsewhere(run.echoes, chosen); });
        if (const auto* best = best_of(runs)) endings[number] = SharedEnding{best->span, best->sharers.size()};
    }
    return endings;
}

std::optional<Part> find_credits(const EpisodeEvidence& episode, const std::optional<SharedEnding>& ending, std::span<const Span> taken) {
    const auto echo = ending ? std::optional(Witness{ending->span, 0.85}) : std::nullopt;
    const auto song = song_alone(episode, taken);
    const auto words = words_rolling(episode, taken);

    std::optional<Witness> told;
    const auto near = [&](const Witness& each) { return overlap({told->span.start - kTolerance, told->span.end + kTolerance}, each.span) > 0; };
    if (echo) told = echo;
    if (words && (!told || !near(*words))) told = words;
    const auto follows = [&](const Span& part) { return std::abs(part.start - song->span.end) < kTolerance; };
    const bool leads_to_preview = song && song->span.length() >= kLeastLeading && std::ranges::any_of(taken, follows);
    if (!told && song && (leads_to_preview || (is_set_off(episode, song->span) && !may_be_a_scene(episode, song->span) && !is_behind_other_music(episode, song->span)))) told = song;
    if (!told) return std::nullopt;

    Span span = told->span;
    double confidence = told->confidence;
    if (song && near(*song) && !is_behind_a_cut(episode, told->span, song->span)) {
        span = hull(span, song->span);
        // Where the song is not alone there is a voice: the last scene, or the next one.
        if (span.start < song->span.start && overlap(told->span, song->span) > song->span.length() / 2) span.start = song->span.start;
        if (told->confidence > song->confidence) confidence = std::max(confidence, 0.9);  // two witnesses, not one that speaks for itself
    }
    span = from_soft_start(episode, span);
    if (words && near(*words)) {
        if (words->span.start > span.start) span.start = words->span.start;
        // Behind the dark the words stand on the next scene has begun, though their song goes on under it.
        const bool goes_on_in_light = episode.picture_seen && words->ground.end < span.end - kTolerance;
        if (std::abs(words->span.end - span.end) < kTolerance || words->span.end > span.end || goes_on_in_light) span.end = words->span.end;
        confidence = std::max(confidence, 0.95);
    }
    return Part{.type = PartType::Credits, .span = span, .confidence = confidence};
}

}  // namespace bt::sound
