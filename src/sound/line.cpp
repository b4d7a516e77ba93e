// What speaks for a line is that landmarks of the song are there in the episode, more of them than chance brings. How many more depends on
// how loud the song is, and that differs by pitch and time: a voice covers the middle, a radio has no bass, the side signal is
// free of dialogue or, in a mono mix, is not there at all. So landmarks are taken in groups by layer and band, and what share of a group survives is
// not a parameter but something learned as we go: each bin is predicted from the seconds before it and from those after it,
// by Bayes' rule over a few possible shares. A share of none is one of them; a group that is covered costs next to nothing.
//
// A landmark that is there counts by how well it fits. The song's own lies within a fraction of a frame and a step of its place and is louder than in the
// recording by what all of the song is louder by; what is there by chance lies anywhere around, and is as loud as voices and all the rest are. That
// about doubles what speaks for a true line, and adds next to nothing to a wrong one.
#include "sound/line.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bt::sound {
namespace {

/// Shares of a group's landmarks that stand out beyond chance, besides none; and how common each is beforehand, none first.
constexpr int kShares = 3;
constexpr float kShare[kShares] = {0.06F, 0.18F, 0.5F};
constexpr float kPrior[kShares + 1] = {0.55F, 0.15F, 0.15F, 0.15F};
constexpr int kGroups = kLayers * kBands;
constexpr std::size_t kWindowBins = 40;           // 2.6 s on either side
constexpr float kBinCost = 0.02F;                 // nats; a song that explains nothing for long has ended

int group_of(Layer layer, int pitch) { return static_cast<int>(layer) * kBands + band_of(pitch); }

/// A landmark of the song that is there in the episode.
struct Hit {
    std::size_t bin;
    int group;
    float chance;      // that anything is there
    float place;       // likelier there, in the neighbourhood, by so much if it is the song's
    float common;      // of its level, as LandmarkMap has it
    int louder;        // than in the song, in steps of kLevelStep
};

double normal(double x, double deviation) { return std::exp(-x * x / (2 * deviation * deviation)) / (deviation * 2.5066); }

constexpr double kLevels = 256 * kLevelStep;  // dB that a level can be anywhere in
constexpr int kLevelReach = 256;
/// How likely a landmark of the song is louder by so many steps than the song is all in all, to one if all levels were alike. Most are by the 3.5 dB that
/// coding and what else sounds make; the rest while the song is faded or ducked.
float level_density(int away) {
    static const auto table = [] {
        std::array<float, 2 * kLevelReach + 1> densities{};
        for (int i = -kLevelReach; i <= kLevelReach; ++i) {
            const double decibels = i * kLevelStep;
            densities[static_cast<std::size_t>(i + kLevelReach)] = static_cast<float>(kLevels * (0.65 * normal(decibels, 3.5) + 0.35 * normal(decibels, 9)));
        }
        return densities;
    }();
    return table[static_cast<std::size_t>(std::clamp(away, -kLevelReach, kLevelReach) + kLevelReach)];
}

/// The same of being so many frames and steps away from where it belongs, to one if all places of near() were alike.
float place_density(double frames, int steps) {
    constexpr double kAnywhere = 0.15, kNearFrames = 3;
    const double time = kAnywhere + (1 - kAnywhere) * kNearFrames * normal(frames, 0.6);
    return static_cast<float>(time * (steps == 0 ? 1.8 : 0.6));
}

/// How much likelier the hit is the song's than chance's, of those that are there. One landmark alone never decides.
float likeness(const Hit& hit, int gain) {
    constexpr float kOddLevel = 0.15F, kMost = 10;
    return hit.place * (kOddLevel + std::min(kMost, (1 - kOddLevel) * level_density(hit.louder - gain) / hit.common));
}

/// How much louder the song is than its recording, in steps of kLevelStep: what the hits of a layer agree on best.
int gain_of(const std::vector<Hit>& hits, int layer) {
    constexpr int kStep = 6, kGains = 23, kLowest = -16 * kStep;  // three dB apart, -48 to +18 dB
    constexpr float kShareHere = 0.15F;
    std::array<double, kGains> sums{};
    std::array<float, kGains> products;  // of a few at a time: a logarithm costs more than all the rest
    products.fill(1);
    int waiting = 0;
    const auto take = [&] {
        for (std::size_t g = 0; g < kGains; ++g) sums[g] += std::log(products[g]);
        products.fill(1);
        waiting = 0;
    };
    for (const auto& hit : hits) {
        if (hit.group / kBands != layer) continue;
        for (std::size_t g = 0; g < kGains; ++g) products[g] *= 1 - kShareHere + kShareHere * likeness(hit, kLowest + static_cast<int>(g) * kStep) / hit.chance;
        if (++waiting == 8) take();
    }
    take();
    return kLowest + static_cast<int>(std::max_element(sums.begin(), sums.end()) - sums.begin()) * kStep;
}

/// A group's log-likelihood ratio for each share, summed up to each bin.
struct GroupSums {
    std::vector<std::array<float, kShares>> until;  // until[b]: bins before b
    std::vector<std::uint8_t> counts;               // landmarks of each bin

    std::array<float, kShares> between(std::size_t first, std::size_t last) const {
        std::array<float, kShares> sum{};
        for (std::size_t s = 0; s < kShares; ++s) sum[s] = until[last][s] - until[first][s];
        return sum;
    }
};

/// How much likelier the bin is when the shares are as probable as `seen` makes them.
float predict(const std::array<float, kShares>& seen, const std::array<float, kShares>& bin) {
    float most = 0;
    for (const float s : seen) most = std::max(most, s);
    float weight = kPrior[0] * std::exp(-most);
    float total = weight, sum = weight;
    for (std::size_t s = 0; s < kShares; ++s) {
        weight = kPrior[s + 1] * std::exp(seen[s] - most);
        total += weight;
        sum += weight * std::exp(bin[s]);
    }
    return sum / total;
}

/// Calls `visit(landmark, episode frame, pitch in the episode)` for each of the song's landmarks that the line puts into [from, to).
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
    static const std::array<float, kShares> kMiss = {std::log(1 - kShare[0]), std::log(1 - kShare[1]), std::log(1 - kShare[2])};
    std::vector<Hit> hits;
    project(episode, song, line, from, to, [&](Layer layer, double at, int pitch, const Landmark& mark) {
        const auto frame = rounded(episode, at);
        const auto bin = static_cast<std::size_t>(std::clamp<std::int64_t>(frame / Evidence::kBinFrames - evidence.first_bin, 0, static_cast<std::int64_t>(bins) - 1));
        auto& group = groups[static_cast<std::size_t>(group_of(layer, pitch))];
        auto& sums = group.until[bin + 1];
        if (group.counts[bin] < UINT8_MAX) ++group.counts[bin];
        if (!episode.near(layer, frame, pitch)) {
            for (std::size_t s = 0; s < kShares; ++s) sums[s] += kMiss[s];
            return;
        }
        const auto met = episode.nearest(layer, at, pitch);
        hits.push_back({bin, group_of(layer, pitch), episode.chance(layer, frame, pitch), place_density(met.frame - at, met.pitch - pitch), episode.commonness(layer, met), met.level - mark.level});
    });
    const int gains[kLayers] = {gain_of(hits, 0), gain_of(hits, 1)};
    for (const auto& hit : hits) {
        const float times = likeness(hit, gains[hit.group / kBands]) / hit.chance;
        auto& sums = groups[static_cast<std::size_t>(hit.group)].until[hit.bin + 1];
        for (std::size_t s = 0; s < kShares; ++s) sums[s] += std::log(1 + kShare[s] * (times - 1));
    }
    for (auto& group : groups) {
        for (std::size_t b = 0; b < bins; ++b) {
            for (std::size_t s = 0; s < kShares; ++s) group.until[b + 1][s] += group.until[b][s];
        }
    }
    evidence.gain.assign(bins, -kBinCost);
    for (std::size_t b = 0; b < bins; ++b) {
        for (const auto& group : groups) {
            if (group.counts[b] == 0) continue;
            const auto own = group.between(b, b + 1);
            const auto before = group.between(b > kWindowBins ? b - kWindowBins : 0, b);
            const auto behind = group.between(b + 1, std::min(bins, b + 1 + kWindowBins));
            evidence.gain[b] += std::log(0.5F * (predict(before, own) + predict(behind, own)));
        }
    }
    return evidence;
}

double standing(const LandmarkMap& episode, const Landmarks& song, const Line& line, double from, double to) {
    double more = 0, variance = 1;
    project(episode, song, line, from, to, [&](Layer layer, double at, int pitch, const Landmark&) {
        const auto frame = rounded(episode, at);
        const double chance = static_cast<double>(episode.chance(layer, frame, pitch));
        // What is there is worth more where little is: the weights of the best linear test for a small share.
        more += ((episode.near(layer, frame, pitch) ? 1.0 : 0.0) - chance) / chance;
        variance += (1 - chance) / chance;
    });
    return more / std::sqrt(variance);
}

Line refine(const LandmarkMap& episode, const Landmarks& song, Line line, double from, double to, bool may_bend) {
    const double middle = (from + to) / 2;
    const int most_bend = may_bend ? 1 : 0;
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
                for (int bend = -most_bend; bend <= most_bend; ++bend) {
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
