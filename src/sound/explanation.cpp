#include "sound/explanation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sound/differing.h"
#include "sound/hearing_range.h"
#include "sound/pair_table.h"

namespace bt::sound {
namespace {

constexpr double kMargin = 12;           // seconds shown before and behind
constexpr int kFanOut = 5;               // pairs of a landmark of the episode
constexpr int kMostShift = 3;            // steps
constexpr std::size_t kMostHits = 6'000; // what a picture can hold
constexpr std::int64_t kWindowWords = 64;                                          // two seconds
constexpr auto kFarAside = static_cast<std::int64_t>(kAside * kWaveRate) / 64 * 64;  // samples
constexpr std::int64_t kNearAside = 48;                                            // samples: a frame and a half
constexpr double kLeastOfLine = 6.5, kLeastOfSecond = 4.6;                         // standard deviations; by chance one second in twenty has so many
constexpr std::size_t kMostOfSecond = 5;

/// Calls `visit(layer, frame, pitch)` for each of the song's landmarks where the line has it in the episode, within the frames given.
template <class Visit>
void project(const LandmarkMap& map, const Landmarks& song, const Line& line, double from, double to, Visit&& visit) {
    const int shift = static_cast<int>(std::lround(line.shift));
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto* marks : {&song.layers[layer], &song.faint[layer]}) {
            for (const auto& mark : *marks) {
                const double frame = line.episode_frame(mark.frame) + 0.5;
                const int pitch = mark.pitch + shift;
                if (frame < from || frame >= to || frame >= map.frames() || pitch < 0 || pitch >= kPitchSteps) continue;
                visit(static_cast<Layer>(layer), static_cast<std::uint32_t>(frame), pitch);
            }
        }
    }
}

int count_found(const LandmarkMap& map, const Landmarks& song, const Line& line, double from, double to) {
    int found = 0;
    project(map, song, line, from, to, [&](Layer layer, std::uint32_t frame, int pitch) { found += map.near(layer, frame, pitch) ? 1 : 0; });
    return found;
}

/// The cue's line; its pitch, which the answer does not tell, is the one at which most landmarks meet.
Line line_of(const LandmarkMap& map, const Landmarks& song, const SongCue& cue) {
    Line best{.anchor = cue.span.start / kFrameSeconds, .position = cue.offset / kFrameSeconds, .rate = cue.rate, .shift = 0};
    const double from = cue.span.start / kFrameSeconds, to = cue.span.end / kFrameSeconds;
    int most = count_found(map, song, best, from, to);
    for (int shift = -kMostShift; shift <= kMostShift; ++shift) {
        auto tried = best;
        tried.shift = shift;
        if (const int found = count_found(map, song, tried, from, to); found > most) {
            most = found;
            best = tried;
        }
    }
    return best;
}

std::vector<ExplainedHit> find_hits(const Landmarks& episode, const Landmarks& song, const Line& line, const Span& shown) {
    const PairTable table(std::span(&song, 1));
    const int shift = static_cast<int>(std::lround(line.shift));
    std::vector<ExplainedHit> hits;
    std::vector<LandmarkPair> pairs;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const auto& marks = episode.layers[layer];
        const auto at = [&](double seconds) {
            return static_cast<std::size_t>(std::ranges::lower_bound(marks, seconds / kFrameSeconds, {}, [](const Landmark& mark) { return static_cast<double>(mark.frame); }) - marks.begin());
        };
        pairs.clear();
        append_pairs(marks, at(shown.start), at(shown.end), kFanOut, pairs);
        for (const auto& pair : pairs) {
            const double time = pair.frame * kFrameSeconds, expected = line.song_frame(pair.frame) * kFrameSeconds;
            const int pitch = pair.pitch - shift;
            if (pitch < 0 || pitch >= kPitchSteps) continue;
            const auto cells = similar_time_cells(pair.frames);
            const auto key = [&](int cell) { return pair_key(static_cast<Layer>(layer), pitch, pair.interval, cell); };
            for (const auto frame : table.places(key(cells.first), key(cells.last))) {
                const double aside = frame * kFrameSeconds - expected;
                if (std::abs(aside) <= kAside) hits.push_back({time, aside});
            }
        }
    }
    std::ranges::sort(hits, {}, &ExplainedHit::time);
    if (hits.size() <= kMostHits) return hits;
    std::vector<ExplainedHit> fewer;
    for (std::size_t i = 0; i < kMostHits; ++i) fewer.push_back(hits[i * hits.size() / kMostHits]);
    return fewer;
}

/// How far the episode's waves agree with the song's, by how much later in the song than the line has it.
class WavesAside {
public:
    /// Over `words` times 64 samples of the episode from `from` on, up to `reach` samples to either side; a multiple of 64.
    WavesAside(const Landmarks& episode, const Landmarks& song, const Line& line, std::int64_t from, std::int64_t words, std::int64_t reach) : words_(words), reach_(reach) {
        for (std::int64_t i = 0; i < words; ++i) heard_.push_back(samples_from(episode.waves, from + 64 * i));
        known_ = waves_along(song.waves, path_of(line), from - reach, from + 64 * words + reach + 64);
    }

    /// Standard deviations.
    double score(std::int64_t aside) const {
        const auto at = reach_ + aside;
        const auto apart = differing(heard_.data(), known_.data() + at / 64, static_cast<unsigned>(at % 64), words_);
        return static_cast<double>(64 * words_ - 2 * apart) / std::sqrt(64.0 * static_cast<double>(words_));
    }

private:
    std::int64_t words_, reach_;
    Waves heard_, known_;
};

/// The line laid exactly on the song's waves, if they are there: then they speak for it as well.
Line on_waves(const Landmarks& episode, const Landmarks& song, Line line, const Span& cue) {
    const auto from = std::max<std::int64_t>(0, sample_of(cue.start / kFrameSeconds)), to = std::min(size_of(episode.waves), sample_of(cue.end / kFrameSeconds));
    if (to - from < 64 * kWindowWords || song.waves.empty()) return line;
    const WavesAside waves(episode, song, line, from, (to - from) / 64, 64);
    std::int64_t best = 0;
    for (std::int64_t aside = -kNearAside; aside <= kNearAside; ++aside) {
        if (std::abs(waves.score(aside)) > std::abs(waves.score(best))) best = aside;
    }
    if (std::abs(waves.score(best)) < kLeastOfLine) return line;
    line.polarity = waves.score(best) > 0 ? std::int8_t{1} : std::int8_t{-1};
    line.position += static_cast<double>(best) * line.rate / kWavesPerFrame;
    line.room = Room::around(episode.waves, song.waves, path_of(line), line.polarity, from, to);
    return line;
}

/// Of two seconds the places at which a score stands above those beside it.
std::vector<ExplainedWave> strongest(const WavesAside& waves, double time) {
    std::vector<ExplainedWave> found;
    double before = 0, here = 0, next = waves.score(-kFarAside);
    for (auto aside = -kFarAside; aside < kFarAside; ++aside) {
        before = here;
        here = next;
        next = waves.score(aside + 1);
        const double score = std::abs(here);
        if (score >= kLeastOfSecond && score > std::abs(before) && score >= std::abs(next)) found.push_back({time, static_cast<double>(aside) / kWaveRate, here});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, [](const ExplainedWave& each) { return std::abs(each.score); });
    if (found.size() > kMostOfSecond) found.resize(kMostOfSecond);
    return found;
}

std::vector<ExplainedWave> find_waves(const Landmarks& episode, const Landmarks& song, const Line& line, const Span& shown) {
    std::vector<ExplainedWave> found;
    if (song.waves.empty()) return found;
    for (double time = shown.start + 1; time <= shown.end - 1; ++time) {
        const auto from = sample_of(time / kFrameSeconds) - 32 * kWindowWords;
        if (from < 0 || from + 64 * kWindowWords > size_of(episode.waves)) continue;
        const auto of_second = strongest(WavesAside(episode, song, line, from, kWindowWords, kFarAside), time);
        found.insert(found.end(), of_second.begin(), of_second.end());
    }
    return found;
}

std::vector<double> evidence_by_second(const LandmarkMap& map, const Landmarks& song, const Line& line, const Span& shown) {
    std::vector<double> seconds(static_cast<std::size_t>(std::ceil(shown.length())), 0.0);
    const auto evidence = weigh(map, song, line, shown.start / kFrameSeconds, shown.end / kFrameSeconds);
    for (std::size_t i = 0; i < evidence.gain.size(); ++i) {
        const double at = static_cast<double>((evidence.first_bin + static_cast<std::int64_t>(i)) * Evidence::kBinFrames) * kFrameSeconds - shown.start;
        if (at >= 0 && at < static_cast<double>(seconds.size())) seconds[static_cast<std::size_t>(at)] += evidence.gain[i];
    }
    return seconds;
}

}  // namespace

CueExplanation explain_cue(const Landmarks& episode, const LandmarkMap& map, const Landmarks& song, const SongCue& cue) {
    const auto line = line_of(map, song, cue);
    CueExplanation out{.cue = cue, .shift = line.shift, .shown = {std::max(0.0, cue.span.start - kMargin), std::min(episode.duration, cue.span.end + kMargin)}};
    out.hits = find_hits(episode, song, line, out.shown);
    out.waves = find_waves(episode, song, line, out.shown);
    out.evidence = evidence_by_second(map, song, on_waves(episode, song, line, cue.span), out.shown);
    project(map, song, line, cue.span.start / kFrameSeconds, cue.span.end / kFrameSeconds, [&](Layer layer, std::uint32_t frame, int pitch) {
        ++out.expected;
        out.found += map.near(layer, frame, pitch) ? 1 : 0;
        out.by_chance += static_cast<double>(map.chance(layer, frame, pitch));
    });
    return out;
}

}  // namespace bt::sound
