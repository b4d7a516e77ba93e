// Two seconds under a bed as loud as the voices still agree with where they were cut from by ten standard deviations and more, and nowhere else by seven. To look for
// every second of an episode's ends in all others would take as long as all the rest; near what was found it is a few dozen.
#include "sound/lost_excerpts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sound/hearing_range.h"
#include "sound/wave_search.h"

namespace bt::sound {
namespace {

constexpr double kLeastShare = 0.145;   // of waves
constexpr double kNear = 9;             // seconds
constexpr double kHop = 1;              // seconds
constexpr double kWindow = kSearchWindow / kWaveRate;
constexpr double kKnown = 0.6;          // share of a window
constexpr std::size_t kMostWindows = 40;  // of a head or a tail

/// A repeat as the episode sees it that may have been cut together.
struct Excerpt {
    Span here;
    std::size_t source;
};

class Ends {
public:
    Ends(std::span<const Landmarks* const> episodes, std::span<const Repeat> repeats, LostExcerpts::Looked& looked) : episodes_(episodes), looked_(looked), heads_(episodes.size()), tails_(episodes.size()) {
        for (const auto& each : repeats) {
            if (each.earlier == each.later || each.share < kLeastShare || each.in_later.length() > kLongestExcerpt) continue;
            if (each.in_later.start < kOuterSeconds) heads_[each.later].push_back({each.in_later, each.earlier});
            const auto end = episodes[each.earlier]->duration;
            if (each.later == each.earlier + 1 && each.in_earlier.end > end - kOuterSeconds) tails_[each.earlier].push_back({each.in_earlier, each.later});
        }
    }

    std::vector<ExcerptPlace> find() {
        for (std::size_t i = 0; i < episodes_.size(); ++i) {
            look(i, heads_[i], 0, std::min(kOuterSeconds, episodes_[i]->duration));
            look(i, tails_[i], std::max(0.0, episodes_[i]->duration - kOuterSeconds), episodes_[i]->duration);
        }
        return std::move(found_);
    }

private:
    /// The episodes that a window may have been cut from; none when it is known, or nothing near it is.
    static std::set<std::size_t> sources_of(const Span& window, std::span<const Excerpt> excerpts) {
        std::set<std::size_t> sources;
        std::size_t near = 0;
        for (const auto& each : excerpts) {
            const double apart = std::max(each.here.start - window.end, window.start - each.here.end);
            if (apart < -kKnown * kWindow) return {};
            if (apart <= kNear) ++near, sources.insert(each.source);
        }
        return near < 2 ? std::set<std::size_t>{} : sources;
    }

    void look(std::size_t episode, std::span<const Excerpt> excerpts, double from, double to) {
        std::map<std::size_t, std::vector<std::int64_t>> windows;  // by source
        std::size_t count = 0;
        for (double at = from; at + kWindow <= to && count < kMostWindows; at += kHop) {
            const auto sources = sources_of({at, at + kWindow}, excerpts);
            if (!sources.empty()) ++count;
            for (const auto source : sources) {
                const auto sample = static_cast<std::int64_t>(at * kWaveRate);
                if (looked_.emplace(episode, source, sample).second) windows[source].push_back(sample);
            }
        }
        for (const auto& [source, of_source] : windows) search(episode, source, of_source);
    }

    void search(std::size_t episode, std::size_t source, std::span<const std::int64_t> windows) {
        const auto places = search_waves(episodes_[episode]->waves, windows, episodes_[source]->waves);
        for (std::size_t i = 0; i < windows.size(); ++i) {
            if (!places[i]) continue;
            const auto here = static_cast<double>(windows[i] + kSearchWindow / 2) / kWavesPerFrame, there = static_cast<double>(places[i]->sample + kSearchWindow / 2) / kWavesPerFrame;
            const auto shift = std::llround(here - there);
            if (source < episode) {
                found_.push_back({source, episode, static_cast<std::uint32_t>(here), shift});
            } else {
                found_.push_back({episode, source, static_cast<std::uint32_t>(there), -shift});
            }
        }
    }

    std::span<const Landmarks* const> episodes_;
    LostExcerpts::Looked& looked_;
    std::vector<std::vector<Excerpt>> heads_, tails_;
    std::vector<ExcerptPlace> found_;
};

}  // namespace

std::vector<ExcerptPlace> LostExcerpts::find(std::span<const Repeat> repeats) { return Ends(episodes_, repeats, looked_).find(); }

}  // namespace bt::sound
