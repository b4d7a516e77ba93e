// Candidates become lines, lines become claims ("this song, from here to there, worth so many nats"), and the claims are settled best first:
// each takes with it the landmarks it explains, and what another claim is worth without them is what it is worth. So a loop that fits itself a
// bar later, the instrumental version of a song, or a second copy of the file fall away behind the better one, while a song
// that crosses over into another keeps landmarks of its own.
#include "sound/cue_finder.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "sound/alignment.h"
#include "sound/candidates.h"
#include "sound/claim.h"
#include "sound/cue_level.h"
#include "sound/fades.h"
#include "sound/hearing_range.h"
#include "sound/landmark_map.h"
#include "sound/meetings.h"
#include "sound/narrow_search.h"
#include "sound/overlay.h"
#include "sound/wave_fit.h"

namespace bt::sound {
namespace {

constexpr double kLeastAlignment = 6;            // standard deviations
constexpr double kLeastWaveAlignment = 4.5;      // the same where waves are asked next
constexpr double kLeastWaveFit = 6.5;            // standard deviations
constexpr double kFitFrames = 420;               // as long as an overlay's piece
constexpr double kLeastFitBend = 0.002;          // less is straight, and OverlayFinder's
constexpr double kLeastOverlap = 6;              // standard deviations
constexpr float kStrongCandidate = 12;           // standard deviations
constexpr double kSoftest = -30;                  // dB beside the rest: nobody hears it, and a tone that goes on agrees with a note of many a song
constexpr double kSureScore = 150;               // nats
constexpr double kLeastTempo = 0.006;            // less may be none
constexpr double kCopyShare = 0.85;
constexpr double kOfItsOwn = 5;                   // nats
constexpr double kChanceWeight = 1.5;
constexpr double kSeedFrames = 512;              // eight seconds, as long as a candidate's stretch
constexpr double kGlimpse = 10 / kFrameSeconds;
constexpr double kSearchFrames = 15 / kFrameSeconds;
constexpr double kTouching = 4 / kFrameSeconds;  // a stretch that ends this near the end of the search may go on
constexpr double kSameLineFrames = 4;
constexpr double kLongestPause = 12 / kFrameSeconds;

struct LessWorth {
    bool operator()(const Claim& a, const Claim& b) const {
        if (a.score != b.score) return a.score < b.score;
        if (a.song != b.song) return a.song > b.song;
        return a.from > b.from;
    }
};

/// The episode as it would be if its songs played as recorded.
Waves at_speed_of_songs(const Waves& episode, double speed) {
    return waves_along(episode, {0, 1 / speed}, 0, static_cast<std::int64_t>(static_cast<double>(size_of(episode)) * speed));
}

bool same_line(const Line& a, const Line& b, double at) { return std::abs(a.song_frame(at) - b.song_frame(at)) <= kSameLineFrames; }

class Finder {
public:
    Finder(const Landmarks& episode, const SongSet& songs, std::span<const double> speeds) : episode_(episode), songs_(songs), speeds_(speeds), map_(episode) {}

    std::vector<FoundCue> find() {
        collect();
        settle();
        join();
        std::vector<FoundCue> cues;
        for (const auto& claim : accepted_) cues.push_back(to_cue(claim));
        std::erase_if(cues, [](const FoundCue& each) { return each.cue.level < kSoftest; });
        std::sort(cues.begin(), cues.end(), [](const FoundCue& a, const FoundCue& b) {
            return a.cue.span.start != b.cue.span.start ? a.cue.span.start < b.cue.span.start : a.cue.song < b.cue.song;
        });
        return cues;
    }

private:
    const Landmarks& landmarks(SongNumber song) const { return songs_.landmarks(song); }

    void collect() {
        auto candidates = candidates_of_groups();
        const auto meetings = unsaid(find_meetings(episode_, songs_), candidates);
        std::vector<Candidate> straight;
        std::ranges::copy_if(candidates, std::back_inserter(straight), [](const Candidate& each) { return std::abs(each.shift) <= kStraight; });
        straight.insert(straight.end(), meetings.begin(), meetings.end());
        const auto weak = std::stable_partition(straight.begin(), straight.end(), [](const Candidate& each) { return each.score >= kStrongCandidate; });
        collect_overlays({straight.begin(), weak});
        collect_searched(1);
        for (const double speed : speeds_) collect_searched(speed);
        collect_overlays({weak, straight.end()});
        std::erase_if(candidates, [](const Candidate& each) { return each.score < kLeastBentScore; });
        collect_lines(candidates);
        collect_lines(meetings);
    }

    std::vector<Candidate> candidates_of_groups() const {
        std::vector<Candidate> candidates;
        for (const auto& group : songs_.groups()) {
            for (auto each : find_candidates(episode_, group.pairs)) {
                each.song += group.first;
                candidates.push_back(each);
            }
        }
        std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::score);
        return candidates;
    }

    /// Of songs that play at that speed, and higher by as much, what no landmark tells of: what stands out in narrow bands of their waves, and then in all of them.
    void collect_searched(double speed) {
        const Waves straightened = speed == 1 ? Waves{} : at_speed_of_songs(episode_.waves, speed);
        const auto& heard = speed == 1 ? episode_.waves : straightened;
        const auto frame_at = [&](std::int64_t sample) { return static_cast<double>(sample) / kWavesPerFrame / speed; };
        std::vector<std::int64_t> stretches;
        const auto last = size_of(heard) - kSearchStretch;
        for (std::int64_t at = 0; at < last; at += kSearchStretch / 2) stretches.push_back(at);
        if (last >= 0) stretches.push_back(last);
        std::erase_if(stretches, [&](std::int64_t at) { return is_known(frame_at(at), frame_at(at + kSearchStretch)); });
        std::vector<std::pair<SongNumber, Overlap>> overlaps;
        for (const auto& place : search_bands(heard, stretches, songs_)) {
            const auto song = songs_.number(place.song);
            const auto overlap = overlap_at(heard, landmarks(song).waves, place);
            if (overlap.score >= kLeastOverlap) overlaps.emplace_back(song, overlap);
        }
        // The best first: what repeats itself agrees with itself at many places.
        std::ranges::stable_sort(overlaps, std::ranges::greater{}, [](const auto& each) { return each.second.score; });
        for (const auto& [song, overlap] : overlaps) {
            const double middle = frame_at(overlap.middle), position = static_cast<double>(overlap.middle + overlap.lag) / kWavesPerFrame;
            if (is_claimed(song, middle, position) || is_known(middle - kSeedFrames / 2, middle + kSeedFrames / 2)) continue;
            if (auto claim = follow(song, landmarks(song), {.anchor = middle, .position = position, .rate = speed, .shift = kStepsPerOctave * std::log2(speed), .polarity = overlap.polarity}, middle)) claims_[song].push_back(*claim);
        }
    }

    /// Meetings where no pairs say the same.
    static std::vector<Candidate> unsaid(std::vector<Candidate> meetings, std::span<const Candidate> candidates) {
        const auto are_same = [](const Candidate& a, const Candidate& b) {
            return a.frame == b.frame && a.song == b.song && std::abs(a.song_frame - b.song_frame) <= kCandidateFrames && std::abs(a.shift - b.shift) <= 1;
        };
        std::erase_if(meetings, [&](const Candidate& meeting) {
            return std::ranges::any_of(candidates, [&](const Candidate& each) { return each.score >= kLeastBentScore && are_same(each, meeting); });
        });
        return meetings;
    }

    /// Songs that sound just as recorded: their waves tell, however weak the candidate.
    void collect_overlays(std::span<Candidate> candidates) {
        std::ranges::stable_sort(candidates, {}, &Candidate::frame);
        OverlayFinder overlays(episode_);
        std::vector<OverlayFinder::Guess> guesses;
        std::vector<SongNumber> guessed;
        for (auto next = candidates.begin(); next != candidates.end();) {
            const auto frame = next->frame;
            guesses.clear();
            guessed.clear();
            for (; next != candidates.end() && next->frame == frame && guesses.size() < 2; ++next) {
                const auto song = songs_.number(next->song);
                if (is_claimed(song, *next) || is_idle(*next)) continue;
                guesses.push_back({&landmarks(song), next->song_frame});
                guessed.push_back(song);
            }
            if (guesses.empty()) continue;
            const auto lines = overlays.find(frame, guesses);
            for (std::size_t i = 0; i < guesses.size(); ++i) {
                if (!lines[i]) continue;
                if (auto claim = follow(guessed[i], *guesses[i].song, *lines[i], frame)) claims_[guessed[i]].push_back(*claim);
            }
        }
    }

    void collect_lines(std::span<const Candidate> candidates) {
        for (const auto& candidate : candidates) {
            const auto song = songs_.number(candidate.song);
            if (is_followed(song, candidate) || is_idle(candidate)) continue;
            const auto& known = landmarks(song);
            const double middle = candidate.frame;
            const auto alignment = align(episode_, known, middle - kSeedFrames / 2, middle + kSeedFrames / 2, static_cast<double>(candidate.song_frame), kCandidateFrames + 16,
                                         shifts_near(candidate.shift));
            if (!alignment) continue;
            // Waves tell the line better, landmarks may follow it further: the better claim is settled first.
            for (const auto& line : {bent_overlay(known, *alignment, middle), promising_line(known, *alignment, middle)}) {
                if (!line) continue;
                if (auto claim = follow(song, known, *line, middle)) claims_[song].push_back(*claim);
            }
        }
    }

    /// A song that plays faster, and higher by as much, still has its waves.
    std::optional<Line> bent_overlay(const Landmarks& known, const Alignment& alignment, double middle) const {
        auto line = alignment.line;
        const double pitch = kStepsPerOctave * std::log2(line.rate);
        if (alignment.score < kLeastWaveAlignment || std::abs(line.rate - 1) < kLeastFitBend || std::abs(line.shift - pitch) > 0.8) return std::nullopt;
        line.shift = pitch;
        const double from = std::clamp(middle - kFitFrames / 2, 0.0, std::max(0.0, map_.frames() - kFitFrames));
        return fit(known, line, from, from + kFitFrames);
    }

    std::optional<Line> fit(const Landmarks& known, const Line& line, double from, double to) const {
        const auto found = fit_waves(episode_.waves, known.waves, line, from, to);
        return found && found->score >= kLeastWaveFit ? std::optional(found->line) : std::nullopt;
    }

    /// A weak candidate where a song is known to sound throughout.
    bool is_idle(const Candidate& candidate) const {
        return candidate.score < kStrongCandidate && is_known(candidate.frame - kSeedFrames / 2, candidate.frame + kSeedFrames / 2);
    }

    /// Does a song sound throughout, its waves known?
    bool is_known(double from, double to) const {
        return std::ranges::any_of(claims_, [&](const auto& of_song) {
            return std::ranges::any_of(of_song.second, [&](const Claim& claim) { return claim.line.polarity != 0 && claim.score >= kSureScore && claim.from <= from && claim.to >= to; });
        });
    }

    /// Claimed, and not by so little that it may be a bent line's: of a song whose tempo alone was changed a few seconds' waves agree now and then.
    bool is_followed(SongNumber song, const Candidate& candidate) const {
        const auto found = claims_.find(song);
        if (found == claims_.end()) return false;
        return std::ranges::any_of(found->second, [&](const Claim& claim) {
            const bool is_glimpse = claim.line.polarity != 0 && claim.to - claim.from < kGlimpse && candidate.score >= kLeastBentScore;
            return !is_glimpse && holds_at(claim, candidate.frame, static_cast<double>(candidate.song_frame));
        });
    }

    bool is_claimed(SongNumber song, const Candidate& candidate) const { return is_claimed(song, candidate.frame, static_cast<double>(candidate.song_frame)); }

    bool is_claimed(SongNumber song, double frame, double song_frame) const {
        const auto found = claims_.find(song);
        return found != claims_.end() && std::ranges::any_of(found->second, [&](const Claim& claim) { return holds_at(claim, frame, song_frame); });
    }

    /// At the frame, and would put that of the song there, too.
    static bool holds_at(const Claim& claim, double frame, double song_frame) {
        return frame >= claim.from - kSeedFrames / 2 && frame <= claim.to + kSeedFrames / 2 && std::abs(claim.line.song_frame(frame) - song_frame) < 1.5 * kCandidateFrames;
    }

    /// A first look at the seed alone: most lines do not hold there, and following them costs far more.
    std::optional<Line> promising_line(const Landmarks& known, const Alignment& alignment, double middle) const {
        if (alignment.score < kLeastAlignment) return std::nullopt;
        const auto evidence = weigh(map_, known, alignment.line, middle - kSeedFrames / 2, middle + kSeedFrames / 2);
        return decode(evidence, kGoOn).empty() ? std::nullopt : std::optional(alignment.line);
    }

    /// Follows a line from its seed both ways, as far as it holds, straightening it as it grows.
    std::optional<Claim> follow(SongNumber song, const Landmarks& known, Line line, double middle) const {
        double from = middle - kSeedFrames / 2, to = middle + kSeedFrames / 2;
        for (int round = 0; round < 8; ++round) {
            line = line.polarity != 0 ? follow_waves(known, line, from, to) : refine(map_, known, line, from, to);
            const double reach = std::max(kSearchFrames, (to - from) / 2);
            auto best = best_stretch(known, line, from - reach, to + reach, middle);
            if (!best) return std::nullopt;
            const bool grew = best->from < from - kTouching || best->to > to + kTouching;
            // What is only higher has its own tempo; landmarks that jitter tilt its line.
            if (!grew && line.polarity == 0 && line.rate != 1 && std::abs(line.rate - 1) < kLeastTempo) {
                const Line even{.anchor = middle, .position = line.song_frame((from + to) / 2) + middle - (from + to) / 2, .shift = line.shift};
                if (const auto found = best_stretch(known, even, from - reach, to + reach, middle); found && found->score > best->score) line = even, best = found;
            }
            from = best->from;
            to = best->to;
            if (!grew) return widen({.song = song, .line = line, .from = from, .to = to, .score = best->score}, known);
        }
        return std::nullopt;  // it grows and shrinks: no line to trust
    }

    Line follow_waves(const Landmarks& known, Line line, double from, double to) const {
        if (line.rate != 1) line = fit(known, line, from, to).value_or(line);
        line.room = Room::around(episode_.waves, known.waves, path_of(line), line.polarity, sample_of(from), sample_of(to));
        return line;
    }

    /// Where the line holds best around its seed.
    std::optional<Stretch> best_stretch(const Landmarks& known, const Line& line, double from, double to, double middle) const {
        std::optional<Stretch> best;
        for (const auto& stretch : decode(weigh(map_, known, line, from, to))) {
            if (stretch.to > middle - kSeedFrames / 2 && stretch.from < middle + kSeedFrames / 2 && stretch.score > (best ? best->score : 0)) best = stretch;
        }
        return best;
    }

    /// A song that dives under the dialogue and comes up where it would be has never stopped: what would be too little to begin a claim is
    /// enough to go on with one.
    Claim widen(Claim claim, const Landmarks& known) const {
        const auto stretches = decode(weigh(map_, known, claim.line, claim.from - 3 * kLongestPause, claim.to + 3 * kLongestPause), kGoOn);
        for (const auto& stretch : stretches) {
            if (stretch.from > claim.to && stretch.from - claim.to <= kLongestPause) {
                claim.to = stretch.to;
                claim.score += stretch.score;
            }
        }
        for (auto stretch = stretches.rbegin(); stretch != stretches.rend(); ++stretch) {
            if (stretch->to < claim.from && claim.from - stretch->to <= kLongestPause) {
                claim.from = stretch->from;
                claim.score += stretch->score;
            }
        }
        return claim;
    }

    /// What the line brings when it is moved aside by a little: what any part of a song that drones, hums or rattles brings anywhere.
    double chance_of(const Claim& claim) {
        constexpr double kAside[] = {-83, -59, -37, -23, 23, 37, 59, 83};  // frames: 0.4 to 1.3 s
        std::vector<double> scores;
        for (const double aside : kAside) {
            auto line = claim.line;
            line.position += aside;
            const auto evidence = weigh(map_, landmarks(claim.song), line, claim.from, claim.to);
            scores.push_back(std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0));
        }
        std::sort(scores.begin(), scores.end());
        return std::max(0.0, scores[scores.size() * 3 / 4]);
    }

    /// What the claim is worth in what is left of the episode.
    std::optional<Claim> weigh_again(const Claim& claim) {
        const auto& known = landmarks(claim.song);
        const auto stretches = decode(weigh(map_, known, claim.line, claim.from - 64, claim.to + 64));
        const Stretch* best = nullptr;
        for (const auto& stretch : stretches) {
            if (best == nullptr || stretch.score > best->score) best = &stretch;
        }
        if (best == nullptr) return std::nullopt;
        auto again = widen({.song = claim.song, .line = claim.line, .from = best->from, .to = best->to, .score = best->score, .settled = accepted_.size()}, known);
        // Not beyond what it claimed before: the rest may have been given to others.
        again.from = std::max(again.from, claim.from - 64);
        again.to = std::min(again.to, claim.to + 64);
        return again;
    }

    void settle() {
        std::vector<Claim> waiting;
        for (const auto& [song, claims] : claims_) waiting.insert(waiting.end(), claims.begin(), claims.end());
        while (!waiting.empty()) {
            auto best = std::max_element(waiting.begin(), waiting.end(), LessWorth{});
            best = first_copy(waiting, best);
            const auto claim = *best;
            waiting.erase(best);
            if (claim.settled < accepted_.size() && is_touched(claim)) {
                if (auto again = weigh_again(claim); again && again->score >= kLeastWorth) waiting.push_back(*again);
                continue;
            }
            const bool is_said = std::ranges::any_of(accepted_, [&](const Claim& better) { return is_echo(claim, better); });
            if (is_said || !is_worth(claim)) continue;
            const auto sounding = with_fades(map_, landmarks(claim.song), claim.line, {claim.from, claim.to});
            explain(map_, landmarks(claim.song), claim.line, claim.from, claim.to);
            accepted_.push_back(claim);
            accepted_.back().before = claim.from - sounding.from;
            accepted_.back().behind = sounding.to - claim.to;
        }
    }

    bool is_worth(const Claim& claim) {
        const double least = least_worth(claim);
        return may_be_told(claim) && claim.score >= least && !is_anyones(claim, claims_) && claim.score - kChanceWeight * chance_of(claim) >= least;
    }

    /// Of songs that claim the same stretch for nearly the same worth, copies of one recording, one of the season's own soundtrack, and of these the one that
    /// comes first in the library.
    std::vector<Claim>::iterator first_copy(std::vector<Claim>& claims, std::vector<Claim>::iterator best) const {
        const auto comes_first = [&](SongNumber a, SongNumber b) { return songs_.is_own(a) != songs_.is_own(b) ? songs_.is_own(a) : a < b; };
        auto first = best;
        for (auto other = claims.begin(); other != claims.end(); ++other) {
            const double common = std::min(other->to, best->to) - std::max(other->from, best->from);
            const bool is_as_much = other->score >= kCopyShare * best->score && common >= kCopyShare * (best->to - best->from);
            if (is_as_much && comes_first(other->song, first->song) && !says_more(*best, *other)) first = other;
        }
        return first;
    }

    /// Two versions of a song, with and without its voice, are worth nearly as much; but what only one of them has is there, or is not.
    bool says_more(const Claim& claim, const Claim& other) const { return beside(claim, other) > beside(other, claim) + kOfItsOwn; }

    /// What is left of a claim once the other has taken what it explains.
    double beside(const Claim& claim, const Claim& other) const {
        auto left = map_;
        explain(left, landmarks(other.song), other.line, other.from, other.to);
        const auto evidence = weigh(left, landmarks(claim.song), claim.line, claim.from, claim.to);
        return std::accumulate(evidence.gain.begin(), evidence.gain.end(), 0.0);
    }

    bool is_touched(const Claim& claim) const {
        return std::any_of(accepted_.begin() + static_cast<std::ptrdiff_t>(claim.settled), accepted_.end(),
                           [&](const Claim& other) { return other.from < claim.to + 64 && claim.from - 64 < other.to; });
    }

    /// A song that dives under the dialogue and comes up where it would be has never stopped.
    void join() {
        std::sort(accepted_.begin(), accepted_.end(), [](const Claim& a, const Claim& b) { return a.song != b.song ? a.song < b.song : a.from < b.from; });
        std::vector<Claim> joined;
        for (const auto& claim : accepted_) {
            if (!joined.empty() && joined.back().song == claim.song && claim.from - joined.back().to <= kLongestPause && same_line(joined.back().line, claim.line, (claim.from + joined.back().to) / 2)) {
                if (claim.to > joined.back().to) joined.back().to = claim.to, joined.back().behind = claim.behind;
                joined.back().score += claim.score;
            } else {
                joined.push_back(claim);
            }
        }
        accepted_ = std::move(joined);
    }

    FoundCue to_cue(const Claim& claim) {
        FoundCue found{.cue = {}, .heard = {claim.from * kFrameSeconds, std::min(claim.to * kFrameSeconds, episode_.duration)}, .line = claim.line, .score = claim.score};
        auto& cue = found.cue;
        cue.song = claim.song;
        cue.span.start = (claim.from - claim.before) * kFrameSeconds;
        cue.span.end = std::min((claim.to + claim.behind) * kFrameSeconds, episode_.duration);
        cue.offset = std::max(0.0, claim.line.song_frame(claim.from - claim.before) * kFrameSeconds);
        cue.rate = std::abs(claim.line.rate - 1) < least_bend(claim) ? 1 : claim.line.rate;
        cue.level = cue_level(episode_, landmarks(claim.song), claim.line, claim.from, claim.to);
        cue.confidence = 1 - std::exp(-claim.score / 40);
        return found;
    }

    const Landmarks& episode_;
    const SongSet& songs_;
    std::span<const double> speeds_;
    LandmarkMap map_;
    Claims claims_;
    std::vector<Claim> accepted_;
};

}  // namespace

std::vector<FoundCue> find_cues(const Landmarks& episode, const SongSet& songs, std::span<const double> speeds) { return Finder(episode, songs, speeds).find(); }

}  // namespace bt::sound
