// A block of two seconds is counted against every place of the other episode (meeting_rows.h); of the places that stand out most, nearly all by chance, the
// waves are asked.
#include "sound/excerpts.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

#include "sound/hearing_range.h"
#include "sound/meeting_rows.h"
#include "sound/wave_probe.h"

namespace bt::sound {
namespace {

constexpr std::uint32_t kHop = 62;           // frames: a second
constexpr float kLeastScore = 2.5F;          // standard deviations
constexpr std::size_t kMostPlaces = 48;      // of a second
constexpr float kLeastProbe = 4.8F;          // standard deviations
constexpr std::int64_t kProbeWords = 48;     // a second and a half

/// Where a block of one episode may lie in another.
struct Place {
    std::size_t episode;
    std::int64_t frame;  // where the block begins there
    float score;
};
bool is_better(const Place& a, const Place& b) { return std::tuple(-a.score, a.episode, a.frame) < std::tuple(-b.score, b.episode, b.frame); }

/// A block of an episode's head or tail, and the places that it may lie at.
struct Window {
    std::uint32_t frame;
    MeetingBlock block;
    std::vector<Place> places;
};

std::vector<Window> windows_of(const Landmarks& episode, double from, double to) {
    std::vector<Window> windows;
    const auto end = frames_in(std::min(to, episode.duration)) - kBlockFrames;
    for (auto frame = frames_in(std::max(0.0, from)); frame <= end; frame += kHop) {
        windows.push_back({static_cast<std::uint32_t>(frame), meeting_block(episode, static_cast<std::uint32_t>(frame)), {}});
    }
    return windows;
}

/// Counts at one cell and the next: two recordings' cells lie aslant.
std::vector<std::uint8_t> sums_of(const MeetingCounts& counts) {
    const auto half = counts[0].size() - 1;
    std::vector<std::uint8_t> sums(2 * half - 1);
    for (std::size_t i = 0; i + 1 < half; ++i) {
        sums[2 * i] = static_cast<std::uint8_t>(counts[0][i + 1] + counts[1][i + 1]);
        sums[2 * i + 1] = static_cast<std::uint8_t>(counts[1][i + 1] + counts[0][i + 2]);
    }
    return sums;
}

/// What the places of an episode have by chance.
struct Chance {
    double mean, deviation;
};
Chance chance_of(std::span<const std::uint8_t> sums) {
    double total = 0, squares = 0;
    for (const double each : sums) total += each, squares += each * each;
    const auto count = static_cast<double>(sums.size());
    const double mean = total / count;
    return {mean, std::sqrt(std::max({squares / count - mean * mean, mean, 1.0}))};
}

/// Adds where the window's block may lie in the episode.
void look(Window& window, std::size_t episode, const MeetingRows& rows, MeetingCounts& counts) {
    count_meetings(window.block, rows, counts);
    const auto sums = sums_of(counts);
    constexpr auto kMargin = static_cast<std::size_t>(kRowMargin);
    if (sums.size() <= 2 * kMargin) return;
    const auto chance = chance_of(std::span(sums).subspan(kMargin, sums.size() - 2 * kMargin));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto score = static_cast<float>((sums[i] - chance.mean) / chance.deviation);
        if (score >= kLeastScore) window.places.push_back({episode, (static_cast<std::int64_t>(i) - kRowMargin) * kCellFrames + kCellFrames / 2, score});
    }
    std::ranges::sort(window.places, is_better);
    window.places.resize(std::min(window.places.size(), kMostPlaces));
}

void look(std::vector<Window>& windows, std::size_t episode, const MeetingRows& rows) {
    MeetingCounts counts;
    for (auto& window : windows) look(window, episode, rows, counts);
}

class Finder {
public:
    explicit Finder(std::span<const Landmarks* const> episodes) : episodes_(episodes), heads_(episodes.size()), tails_(episodes.size()) {}

    std::vector<ExcerptPlace> find() {
        for (std::size_t i = 0; i < episodes_.size(); ++i) {
            if (i > 0) heads_[i] = windows_of(*episodes_[i], 0, kOuterSeconds);
            if (i + 1 < episodes_.size()) tails_[i] = windows_of(*episodes_[i], std::max(kOuterSeconds, episodes_[i]->duration - kOuterSeconds), episodes_[i]->duration);
        }
        for (std::size_t other = 0; other < episodes_.size(); ++other) {
            const MeetingRows rows(*episodes_[other]);
            for (auto i = other + 1; i < episodes_.size(); ++i) look(heads_[i], other, rows);
            if (other > 0) look(tails_[other - 1], other, rows);
        }
        for (std::size_t i = 0; i < episodes_.size(); ++i) {
            probe(i, heads_[i]);
            probe(i, tails_[i]);
        }
        std::ranges::sort(found_, {}, [](const ExcerptPlace& each) { return std::tuple(each.later, each.frame, each.earlier, each.shift); });
        return std::move(found_);
    }

private:
    void probe(std::size_t episode, const std::vector<Window>& windows) {
        WaveProbe probe(*episodes_[episode], kProbeWords);
        for (const auto& window : windows) {
            for (const auto& place : window.places) {
                constexpr auto kMiddle = static_cast<std::uint32_t>(kBlockFrames / 2);
                const auto found = probe.look(window.frame + kMiddle, episodes_[place.episode]->waves, place.frame + kMiddle);
                if (found.score < kLeastProbe) continue;
                const auto there = place.frame + std::llround(static_cast<double>(found.lag) / kWavesPerFrame);
                if (place.episode < episode) {
                    found_.push_back({place.episode, episode, window.frame + kMiddle, std::int64_t{window.frame} - there});
                } else {
                    found_.push_back({episode, place.episode, static_cast<std::uint32_t>(there + kMiddle), there - std::int64_t{window.frame}});
                }
            }
        }
    }

    std::span<const Landmarks* const> episodes_;
    std::vector<std::vector<Window>> heads_, tails_;
    std::vector<ExcerptPlace> found_;
};

}  // namespace

std::vector<ExcerptPlace> find_excerpt_places(std::span<const Landmarks* const> episodes) { return Finder(episodes).find(); }

}  // namespace bt::sound
