// The same sound gives the same landmarks, to a frame and a step of pitch or so. Pairs of them (both pitches and the time between, nothing
// made coarse) are looked up among those of the episodes before: hits that lie on one diagonal (the same distance in time) within a
// moment of each other are a seed. From each seed the diagonal is walked both ways, landmark by landmark: one that is there as well counts
// for the repeat, one that is not against it, each by the logarithm of how much more likely that is in a repeat than by chance; the walk
// ends when the sum has fallen too far below its best, and the best is the edge (the X-drop of sequence alignment: Altschul et al. 1990).
// Fewer hits are a seed as well when the waves agree there; then the waves are followed instead, and tell what voices over it, or a music bed, have
// taken from the landmarks. Where recaps and previews are, less than that is a seed, too: see excerpts.h and lost_excerpts.h.
#include "sound/repeats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <tuple>

#include "sound/excerpts.h"
#include "sound/hearing_range.h"
#include "sound/loud_cells.h"
#include "sound/lost_excerpts.h"
#include "sound/wave_match.h"

namespace bt::sound {
namespace {

constexpr int kFanOut = 3;
constexpr std::uint32_t kLeastFrames = 2, kMostFrames = 63;   // between the two of a pair
constexpr unsigned kTimeBits = 6, kPitchBits = 8;
constexpr std::uint32_t kKeys = 1U << (kTimeBits + 2 * kPitchBits);
static_assert(kPitchSteps <= 1 << kPitchBits);

constexpr std::uint32_t kTooCommon = 600;   // places with one key: a held note, a buzz; says nothing
constexpr std::uint64_t kMostHits = 30'000'000;  // of an episode, 240 MB; where nearly all is held notes, less is too common
constexpr std::size_t kMostOfPair = 2'000;  // repeats of two episodes, ten times as many as music brings: a tone that goes on repeats itself wherever it is laid over itself
constexpr std::uint32_t kSeedHits = 4;
constexpr std::uint32_t kSeedGap = 63;      // frames between hits of a seed, at most: a second
constexpr std::uint32_t kWaveSeedHits = 3;
constexpr std::uint32_t kWaveSeedGap = 125;
constexpr double kLeastShare = 0.12;        // of waves that agree
constexpr double kLeastLength = 2;          // seconds
constexpr double kLeastAgreement = 0.25;    // by chance 0.04 to 0.1
constexpr double kLeastJudged = 2.4;        // seconds: of shorter ones levels say nothing
constexpr double kSameEdge = 0.3;           // seconds
constexpr double kSameMix = 0.42;           // agreement
constexpr double kWithinEpisode = 30;       // seconds; a song's own bars repeat sooner
// A landmark is found again with probability 0.5 in a repeat, 0.1 elsewhere.
constexpr double kThere = 1.609, kMissing = -0.588;
constexpr double kDrop = 30;

struct Pair {
    std::uint32_t key;
    std::uint32_t frame;
};

std::uint32_t key_of(std::uint32_t first, std::uint32_t second, std::uint32_t frames) {
    return (first << kPitchBits | second) << kTimeBits | frames;
}

/// Each landmark with the next few that are not at the same time.
void append_pairs(std::span<const Landmark> landmarks, std::vector<Pair>& into) {
    for (std::size_t i = 0; i < landmarks.size(); ++i) {
        int partners = 0;
        for (std::size_t j = i + 1; j < landmarks.size() && partners < kFanOut; ++j) {
            const auto apart = landmarks[j].frame - landmarks[i].frame;
            if (apart < kLeastFrames) continue;
            if (apart > kMostFrames) break;
            into.push_back({key_of(landmarks[i].pitch, landmarks[j].pitch, apart), landmarks[i].frame});
            ++partners;
        }
    }
}

/// The landmarks of all episodes on one line of time, and their pairs by key.
class Season {
public:
    explicit Season(std::span<const Landmarks* const> episodes) : episodes_(episodes) {
        std::uint32_t base = 0;
        for (const auto* episode : episodes) {
            bases_.push_back(base);
            const auto layer = episode->layer(Layer::Mid);
            base += (layer.empty() ? 0 : layer.back().frame) + kMostFrames + 2;
            std::vector<Pair>& pairs = pairs_.emplace_back();
            append_pairs(layer, pairs);
            firsts_.push_back(first_landmarks(layer));
        }
        bases_.push_back(base);
        sort_postings();
    }

    std::size_t size() const { return episodes_.size(); }
    std::uint32_t base(std::size_t episode) const { return bases_[episode]; }
    std::span<const Landmark> layer(std::size_t episode) const { return episodes_[episode]->layer(Layer::Mid); }
    const Waves& waves(std::size_t episode) const { return episodes_[episode]->waves; }
    std::span<const Pair> pairs(std::size_t episode) const { return pairs_[episode]; }
    std::span<const std::uint32_t> places(std::uint32_t key) const {
        return std::span(postings_).subspan(directory_[key], directory_[key + 1] - directory_[key]);
    }
    std::size_t episode_at(std::uint32_t place) const {
        return static_cast<std::size_t>(std::ranges::upper_bound(bases_, place) - bases_.begin()) - 1;
    }
    /// Is there a landmark at that pitch and frame, give or take one of each?
    bool has(std::size_t episode, std::int64_t frame, int pitch) const {
        const auto& first = firsts_[episode];
        const auto last = static_cast<std::int64_t>(first.size()) - 2;
        if (frame + 1 < 0 || frame - 1 > last) return false;
        const auto from = first[static_cast<std::size_t>(std::max<std::int64_t>(0, frame - 1))];
        const auto to = first[static_cast<std::size_t>(std::min(last, frame + 1)) + 1];
        const auto landmarks = layer(episode);
        return std::any_of(landmarks.begin() + from, landmarks.begin() + to, [&](const Landmark& each) { return std::abs(each.pitch - pitch) <= 1; });
    }

private:
    /// For each frame the place of the first landmark that is not before it; one more behind the last.
    static std::vector<std::uint32_t> first_landmarks(std::span<const Landmark> landmarks) {
        std::vector<std::uint32_t> first;
        for (std::uint32_t i = 0; i < landmarks.size(); ++i) {
            while (first.size() <= landmarks[i].frame) first.push_back(i);
        }
        first.push_back(static_cast<std::uint32_t>(landmarks.size()));
        return first;
    }
    void sort_postings() {
        directory_.assign(kKeys + 1, 0);
        for (const auto& pairs : pairs_) {
            for (const auto& pair : pairs) ++directory_[pair.key + 1];
        }
        for (std::uint32_t key = 0; key < kKeys; ++key) directory_[key + 1] += directory_[key];
        postings_.resize(directory_.back());
        std::vector<std::uint32_t> next(directory_.begin(), directory_.end() - 1);
        for (std::size_t episode = 0; episode < pairs_.size(); ++episode) {
            for (const auto& pair : pairs_[episode]) postings_[next[pair.key]++] = bases_[episode] + pair.frame;
        }
    }

    std::span<const Landmarks* const> episodes_;
    std::vector<std::uint32_t> bases_;                 // one more than episodes
    std::vector<std::vector<Pair>> pairs_;
    std::vector<std::vector<std::uint32_t>> firsts_;
    std::vector<std::uint32_t> directory_, postings_;  // postings of a key rise
};

/// A pair of the later episode that is found `distance` frames before, on the season's line.
struct Hit {
    std::uint32_t distance;
    std::uint32_t frame;
    friend auto operator<=>(const Hit&, const Hit&) = default;
};

/// Calls `with(pair, places)` for each pair of the episode and where it is in the season, unless that is at more than `too_common` places.
template <class With>
void look_up(const Season& season, std::size_t episode, std::uint32_t too_common, With&& with) {
    for (const auto& pair : season.pairs(episode)) {
        // The time between two landmarks may come out a frame longer or shorter.
        const auto frames = pair.key & ((1U << kTimeBits) - 1);
        for (std::uint32_t each = std::max(frames, kLeastFrames + 1) - 1; each <= std::min(frames + 1, kMostFrames); ++each) {
            if (const auto places = season.places(pair.key - frames + each); places.size() <= too_common) with(pair, places);
        }
    }
}

std::uint32_t too_common_in(const Season& season, std::size_t episode) {
    for (auto too_common = kTooCommon;; too_common /= 2) {
        std::uint64_t most = 0;
        look_up(season, episode, too_common, [&](const Pair&, std::span<const std::uint32_t> places) { most += places.size(); });
        if (most <= kMostHits) return too_common;
    }
}

std::vector<Hit> find_hits(const Season& season, std::size_t episode) {
    const auto base = season.base(episode);
    const auto nearest = static_cast<std::uint32_t>(frames_in(kWithinEpisode));
    std::vector<Hit> hits;
    look_up(season, episode, too_common_in(season, episode), [&](const Pair& pair, std::span<const std::uint32_t> places) {
        const auto here = base + pair.frame;
        for (const auto place : places) {
            if (place + nearest > here) break;
            hits.push_back({here - place, pair.frame});
        }
    });
    std::ranges::sort(hits);
    return hits;
}

struct Walk {
    std::uint32_t start, end;  // frames of the later episode, both landmarks that are there
    double agreement;
};

/// From a seed both ways along the diagonal.
class Walker {
public:
    Walker(const Season& season, std::size_t later, std::size_t earlier, std::int64_t shift)
        : season_(season), landmarks_(season.layer(later)), earlier_(earlier), shift_(shift) {}

    /// `first` and `last` are frames of the seed.
    std::optional<Walk> walk(std::uint32_t first, std::uint32_t last) const {
        const auto [from, to] = places(first, last);
        auto start = from, end = to;  // [start, end) of landmarks
        double sum = 0, best = 0;
        for (auto i = from - 1; i >= 0 && sum > best - kDrop; --i) {
            sum += is_there(i) ? kThere : kMissing;
            if (sum > best) best = sum, start = i;
        }
        sum = best = 0;
        for (auto i = to; i < std::ssize(landmarks_) && sum > best - kDrop; ++i) {
            sum += is_there(i) ? kThere : kMissing;
            if (sum > best) best = sum, end = i + 1;
        }
        if (end <= start) return std::nullopt;
        return Walk{landmarks_[static_cast<std::size_t>(start)].frame, landmarks_[static_cast<std::size_t>(end) - 1].frame, agreement_of(start, end)};
    }
    /// The share of landmarks in [first, last] that are there.
    double agreement(std::uint32_t first, std::uint32_t last) const {
        const auto [from, to] = places(first, last);
        return from < to ? agreement_of(from, to) : 0;
    }

private:
    std::pair<std::ptrdiff_t, std::ptrdiff_t> places(std::uint32_t first, std::uint32_t last) const {
        const auto by_frame = [](const Landmark& each) { return each.frame; };
        return {std::ranges::lower_bound(landmarks_, first, {}, by_frame) - landmarks_.begin(), std::ranges::upper_bound(landmarks_, last, {}, by_frame) - landmarks_.begin()};
    }
    double agreement_of(std::ptrdiff_t from, std::ptrdiff_t to) const {
        std::ptrdiff_t found = 0;
        for (auto i = from; i < to; ++i) found += is_there(i) ? 1 : 0;
        return static_cast<double>(found) / static_cast<double>(to - from);
    }
    bool is_there(std::ptrdiff_t place) const {
        const auto& each = landmarks_[static_cast<std::size_t>(place)];
        return season_.has(earlier_, static_cast<std::int64_t>(each.frame) - shift_, each.pitch);
    }

    const Season& season_;
    std::span<const Landmark> landmarks_;
    std::size_t earlier_;
    std::int64_t shift_;
};

double seconds_of(std::int64_t frames) { return static_cast<double>(frames) * kFrameSeconds; }

/// Was this diagonal, or its neighbour, walked there already?
bool is_known(std::span<const Repeat> found, std::size_t earlier, double shift, double at) {
    return std::ranges::any_of(found, [&](const Repeat& each) {
        return each.earlier == earlier && std::abs(each.in_later.start - each.in_earlier.start - shift) < 2.5 * kFrameSeconds && at >= each.in_later.start &&
               at <= each.in_later.end;
    });
}

/// Hits on one diagonal.
struct Seed {
    std::size_t earlier;
    std::int64_t shift;         // frames: the later less the earlier
    std::uint32_t first, last;  // frames of the later
};

/// Those of at least `least` hits with no more than `gap` frames between.
std::vector<Seed> find_seeds(const Season& season, std::size_t later, std::span<const Hit> hits, std::size_t least, std::uint32_t gap) {
    std::vector<Seed> seeds;
    for (std::size_t i = 0; i < hits.size();) {
        auto j = i + 1;
        while (j < hits.size() && hits[j].distance == hits[i].distance && hits[j].frame - hits[j - 1].frame <= gap) ++j;
        const auto first = hits[i].frame, last = hits[j - 1].frame;
        const auto distance = hits[i].distance;
        const bool is_seed = j - i >= least && last > first;
        i = j;
        if (!is_seed) continue;
        const auto earlier = season.episode_at(season.base(later) + first - distance);
        seeds.push_back({earlier, static_cast<std::int64_t>(distance) - (season.base(later) - season.base(earlier)), first, last});
    }
    return seeds;
}

/// Of the waves around a walk's middle, or its quarters.
double share_of(const Season& season, std::size_t later, const Seed& seed, std::uint32_t start, std::uint32_t end) {
    for (const double part : {0.5, 0.25, 0.75}) {
        const auto middle = sample_of(start + part * (end - start));
        if (const auto match = match_waves(season.waves(later), season.waves(seed.earlier), middle, -sample_of(static_cast<double>(seed.shift)))) return match->share;
    }
    return 0;
}

std::optional<Repeat> by_landmarks(const Season& season, std::size_t later, const Seed& seed) {
    const auto walk = Walker(season, later, seed.earlier, seed.shift).walk(seed.first, seed.last);
    if (!walk || walk->agreement < kLeastAgreement || seconds_of(walk->end - walk->start) < kLeastLength) return std::nullopt;
    const Span here{seconds_of(walk->start), seconds_of(walk->end)};
    const auto share = share_of(season, later, seed, walk->start, walk->end);
    return Repeat{seed.earlier, later, {here.start - seconds_of(seed.shift), here.end - seconds_of(seed.shift)}, here, walk->agreement, share};
}

std::optional<Repeat> by_waves(const Season& season, std::size_t later, const Seed& seed) {
    const auto match = match_waves(season.waves(later), season.waves(seed.earlier), sample_of((seed.first + seed.last) / 2.0), -sample_of(static_cast<double>(seed.shift)));
    if (!match || match->share < kLeastShare || static_cast<double>(match->to - match->from) < kLeastLength * kWaveRate) return std::nullopt;
    const Span here{static_cast<double>(match->from) / kWaveRate, static_cast<double>(match->to) / kWaveRate};
    const double lag = static_cast<double>(match->lag) / kWaveRate;
    const double agreement = Walker(season, later, seed.earlier, seed.shift).agreement(static_cast<std::uint32_t>(frames_in(here.start)), static_cast<std::uint32_t>(frames_in(here.end)));
    return Repeat{seed.earlier, later, {here.start + lag, here.end + lag}, here, agreement, match->share};
}

void find_repeats_of(const Season& season, std::size_t later, std::vector<Repeat>& into) {
    const auto hits = find_hits(season, later);
    std::vector<Repeat> found;
    std::vector<std::size_t> of_earlier(season.size());
    const auto look = [&](std::size_t least, std::uint32_t gap, auto&& follow) {
        for (const auto& seed : find_seeds(season, later, hits, least, gap)) {
            auto& count = of_earlier[seed.earlier];
            if (count >= kMostOfPair || is_known(found, seed.earlier, seconds_of(seed.shift), seconds_of(seed.first + seed.last) / 2)) continue;
            if (auto repeat = follow(season, later, seed)) found.push_back(*repeat), ++count;
        }
    };
    look(kSeedHits, kSeedGap, by_landmarks);
    look(kWaveSeedHits, kWaveSeedGap, by_waves);
    std::ranges::sort(found, {}, [](const Repeat& each) { return std::tuple(each.in_later.start, each.in_later.end, each.earlier, each.in_earlier.start); });
    into.insert(into.end(), found.begin(), found.end());
}

/// Within one mix that goes on for longer than an excerpt does: a title, which says all there is to say.
bool is_in_title(std::span<const Repeat> repeats, const Repeat& excerpt) {
    const auto lies_in = [](const Span& inner, const Span& outer) { return inner.start >= outer.start - kLeastLength && inner.end <= outer.end + kLeastLength; };
    return std::ranges::any_of(repeats, [&](const Repeat& each) {
        if (each.in_later.length() <= kLongestExcerpt || each.agreement < kSameMix) return false;
        return (each.later == excerpt.later && lies_in(excerpt.in_later, each.in_later)) || (each.earlier == excerpt.later && lies_in(excerpt.in_later, each.in_earlier)) ||
               (each.later == excerpt.earlier && lies_in(excerpt.in_earlier, each.in_later)) || (each.earlier == excerpt.earlier && lies_in(excerpt.in_earlier, each.in_earlier));
    });
}

/// The same place, from as early on and as long.
bool says_as_much(const Repeat& each, const Repeat& other) {
    return each.earlier == other.earlier && each.later == other.later && std::abs(each.in_later.start - each.in_earlier.start - other.in_later.start + other.in_earlier.start) < kSameEdge &&
           each.in_later.start < other.in_later.start + kSameEdge && each.in_later.end > other.in_later.end - kSameEdge;
}

/// Those of the places where waves go on for as long as an excerpt. Whether there are any.
bool add_excerpts(const Season& season, std::span<const ExcerptPlace> places, std::vector<Repeat>& repeats) {
    const auto before = repeats.size();
    for (const auto& place : places) {
        const auto is_told = std::ranges::any_of(repeats, [&](const Repeat& each) {
            return each.later == place.later && is_known({&each, 1}, place.earlier, seconds_of(place.shift), seconds_of(place.frame));
        });
        if (is_told) continue;
        const auto repeat = by_waves(season, place.later, {place.earlier, place.shift, place.frame, place.frame});
        if (!repeat || repeat->in_later.length() > kLongestExcerpt || is_in_title(std::span(repeats).first(before), *repeat)) continue;
        if (std::ranges::none_of(repeats, [&](const Repeat& each) { return says_as_much(each, *repeat); })) repeats.push_back(*repeat);
    }
    return repeats.size() > before;
}

}  // namespace

std::vector<Repeat> find_repeats(std::span<const Landmarks* const> episodes) {
    const Season season(episodes);
    std::vector<Repeat> repeats;
    for (std::size_t later = 0; later < season.size(); ++later) find_repeats_of(season, later, repeats);
    add_excerpts(season, find_excerpt_places(episodes), repeats);
    LostExcerpts lost(episodes);
    for (bool is_more = true; is_more;) is_more = add_excerpts(season, lost.find(repeats), repeats);
    for (auto& each : repeats) {
        if (each.in_later.length() < kLeastJudged) continue;
        const auto mixture = mixture_of(*episodes[each.earlier], *episodes[each.later], each);
        each.where_loud = mixture.where_loud;
        each.covered_head = mixture.covered_head;
    }
    std::ranges::sort(repeats, {}, [](const Repeat& each) { return std::tuple(each.later, each.in_later.start, each.in_later.end, each.earlier, each.in_earlier.start); });
    return repeats;
}

}  // namespace bt::sound
