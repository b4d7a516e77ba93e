// What speaks for a line is that landmarks of the song are there in the episode, where they ought to stand out of what else sounds, and as loud beside
// each other as in the recording. How loud the song is differs by pitch and time: a radio has no bass, the side signal is free of dialogue or, in a
// mono mix, is not there at all. So landmarks are taken in groups by layer and band, and a group's loudness is not a parameter but something learned
// as we go: each bin is predicted from the seconds before it and from those after it, by Bayes' rule over the loudnesses there may be. Not to be
// heard is one of them; what voices cover costs next to nothing.
#include "sound/line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sound/fast_math.h"
#include "sound/loudness_belief.h"
#include "sound/wave_evidence.h"

namespace bt::sound {
namespace {

constexpr int kBands = 3;
constexpr int kBandEnds[kBands - 1] = {48, 120};  // 277 Hz, 1.1 kHz
constexpr int kGroups = kLayers * kBands;
constexpr std::size_t kWindowBins = 40;           // 2.6 s on either side; even
constexpr float kBinCost = 0.02F;                 // nats; a song that explains nothing for long has ended

int group_of(Layer layer, int pitch) {
    const int band = pitch < kBandEnds[0] ? 0 : pitch < kBandEnds[1] ? 1 : 2;
    return static_cast<int>(layer) * kBands + band;
}

/// What a group's landmarks say, summed up to each bin.
struct GroupSums {
    std::vector<OfGains> until;        // until[b]: bins before b
    std::vector<std::uint8_t> counts;  // landmarks of each bin

    OfGains between(std::size_t first, std::size_t last) const {
        OfGains sum;
        for (std::size_t g = 0; g < kGains; ++g) sum[g] = until[last][g] - until[first][g];
        return sum;
    }
    /// What is believed after windows of kWindowBins; the i-th ends before bin 2 * i.
    std::vector<Belief> windows() const {
        const auto bins = counts.size();
        std::vector<Belief> beliefs((bins + kWindowBins + 1) / 2 + 1);
        for (std::size_t i = 0; i < beliefs.size(); ++i) beliefs[i] = believe(between(std::min(bins, 2 * i > kWindowBins ? 2 * i - kWindowBins : 0), std::min(bins, 2 * i)));
        return beliefs;
    }
};

/// Calls `visit(layer, episode frame, pitch in the episode, landmark)` for each of the song's landmarks that the line puts into [from, to).
template <class Visit>
void project(const LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to, Visit&& visit) {
    const double first = std::max(0.0, line.song_frame(std::max(0.0, from)));
    const double last = line.song_frame(std::min(to, static_cast<double>(episode.frames() - 1)));
    const int shift = static_cast<int>(std::lround(line.shift));
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto* marks : {&song.layers[layer], &song.faint[layer]}) {
            auto mark = std::lower_bound(marks->begin(), marks->end(), first, [](const Landmark& m, double frame) { return m.frame < frame; });
            for (; mark != marks->end() && mark->frame < last; ++mark) {
                const double frame = line.episode_frame(mark->frame);
                const int pitch = mark->pitch + shift;
                if (frame < 0 || frame >= episode.frames() || pitch < 0 || pitch >= kPitchSteps) continue;
                visit(static_cast<Layer>(layer), frame, pitch, *mark);
            }
        }
    }
}

std::uint32_t rounded(const LandmarkMap& episode, double frame) { return std::min(episode.frames() - 1, static_cast<std::uint32_t>(frame + 0.5)); }

}  // namespace

Evidence weigh(const LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to) {
    from = std::clamp(from, 0.0, static_cast<double>(episode.frames()));
    to = std::clamp(to, from, static_cast<double>(episode.frames()));
    Evidence evidence;
    evidence.first_bin = static_cast<std::int64_t>(from) / Evidence::kBinFrames;
    const auto bins = static_cast<std::size_t>(static_cast<std::int64_t>(to) / Evidence::kBinFrames - evidence.first_bin + 1);
    std::array<GroupSums, kGroups> groups;
    for (auto& group : groups) {
        group.until.assign(bins + 1, {});
        group.counts.assign(bins, 0);
    }
    project(episode, song, line, from, to, [&](Layer layer, double at, int pitch, const Landmark& mark) {
        const auto frame = rounded(episode, at);
        const auto bin = static_cast<std::size_t>(std::clamp<std::int64_t>(frame / Evidence::kBinFrames - evidence.first_bin, 0, static_cast<std::int64_t>(bins) - 1));
        auto& group = groups[static_cast<std::size_t>(group_of(layer, pitch))];
        if (group.counts[bin] < UINT8_MAX) ++group.counts[bin];
        const float ground = episode.ground(layer, frame, pitch);
        if (!episode.near(layer, frame, pitch)) {
            add_missing(group.until[bin + 1], mark.level, ground);
            return;
        }
        const auto found = episode.nearest(layer, at, pitch);
        add_found(group.until[bin + 1], mark.level, ground, found.level, episode.chance(layer, frame, pitch) * episode.commonness(layer, found));
    });
    evidence.gain.assign(bins, -kBinCost);
    for (auto& group : groups) {
        for (std::size_t b = 0; b < bins; ++b) {
            for (std::size_t g = 0; g < kGains; ++g) group.until[b + 1][g] += group.until[b][g];
        }
        const auto windows = group.windows();
        for (std::size_t b = 0; b < bins; ++b) {
            if (group.counts[b] == 0) continue;
            const auto own = group.between(b, b + 1);
            evidence.gain[b] += fast_log(0.5F * (likeliness(windows[b / 2], own) + likeliness(windows[(b + 2 + kWindowBins) / 2], own)));
        }
    }
    add_wave_evidence(episode, song, line, evidence);
    return evidence;
}

Line refine(const LandmarkMap& episode, const Landmarks& song, Line line, double from, double to) {
    if (line.polarity != 0) return line;
    const double middle = (from + to) / 2;
    line.position = line.song_frame(middle);
    line.anchor = middle;
    const double half = std::max(1.0, (to - from) / 2);
    // A mark is near() when it is within a frame and a half; the best place is where most are within half a frame.
    const auto score = [&](const Line& tried) {
        float sum = 0;
        project(episode, song, tried, from, to, [&](Layer layer, double at, int pitch, const Landmark&) {
            const auto frame = rounded(episode, at);
            if (!episode.near(layer, frame, pitch)) return;
            const float weight = 1 - episode.chance(layer, frame, pitch);
            sum += episode.at(layer, frame, pitch) ? weight * 2 : weight;
        });
        return sum;
    };
    float best = score(line);
    for (const double step : {2.0, 1.0, 0.5}) {  // frames at the ends of the span
        for (int round = 0; round < 3; ++round) {
            const Line centre = line;
            for (int move = -1; move <= 1; ++move) {
                for (int bend = -1; bend <= 1; ++bend) {
                    if (move == 0 && bend == 0) continue;
                    Line tried = centre;
                    tried.position += move * step;
                    tried.rate += bend * step / half;
                    const float found = score(tried);
                    if (found > best) {
                        best = found;
                        line = tried;
                    }
                }
            }
            if (line.position == centre.position && line.rate == centre.rate) break;
        }
    }
    return line;
}

void explain(LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to) {
    project(episode, song, line, from, to, [&](Layer layer, double at, int pitch, const Landmark&) {
        const auto frame = rounded(episode, at);
        if (episode.near(layer, frame, pitch)) episode.explain(layer, frame, pitch);
    });
    if (line.polarity != 0) episode.explain_waves(song.waves, path_of(line), line.polarity, from, to);
}

std::vector<Stretch> decode(const Evidence& evidence, double begin_cost) {
    constexpr double kEnd = 3;
    const auto bins = evidence.gain.size();
    enum : std::uint8_t { kWasOff = 0, kWasOn = 1 };
    std::vector<std::array<std::uint8_t, 2>> came(bins);  // to off, to on
    double off = 0, on = -1e9;
    for (std::size_t b = 0; b < bins; ++b) {
        const double stay = on, begin = off - begin_cost;
        came[b] = {on - kEnd > off ? kWasOn : kWasOff, stay >= begin ? kWasOn : kWasOff};
        off = std::max(off, on - kEnd);
        on = std::max(stay, begin) + evidence.gain[b];
    }
    bool sounds = on - kEnd > off;
    std::vector<Stretch> stretches;
    bool open = false;
    for (std::size_t b = bins; b-- > 0;) {
        if (sounds) {
            const auto bin = static_cast<double>(evidence.first_bin + static_cast<std::int64_t>(b));
            if (!open) stretches.push_back({0, (bin + 1) * Evidence::kBinFrames, -begin_cost - kEnd});
            stretches.back().from = bin * Evidence::kBinFrames;
            stretches.back().score += evidence.gain[b];
        }
        open = sounds;
        sounds = came[b][sounds ? 1 : 0] == kWasOn;
        if (open && !sounds) open = false;
    }
    std::reverse(stretches.begin(), stretches.end());
    return stretches;
}

}  // namespace bt::sound
