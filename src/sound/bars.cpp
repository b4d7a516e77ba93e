// Three places of one music agree with each other, each with each. So a repeat is a bar when on both of its sides a longer repeat covers it whose other
// place agrees with the repeat's own other place. An excerpt over a music bed does not pass: the bed is elsewhere, but where the excerpt was cut from
// there is none of it.
#include "sound/bars.h"

#include <algorithm>

#include "sound/wave_match.h"

namespace bt::sound {
namespace {

constexpr double kLongestBar = 25;  // seconds; as long as a piece of a reel can be
constexpr double kLonger = 1.5;
constexpr double kCovered = 0.7;

/// A repeat as one of its two places sees it.
struct Side {
    std::size_t episode, other;
    Span here, there;
    double lag() const { return there.start - here.start; }
};

Side side(const Repeat& each, bool is_later) {
    return is_later ? Side{each.later, each.earlier, each.in_later, each.in_earlier} : Side{each.earlier, each.later, each.in_earlier, each.in_later};
}

class Bars {
public:
    Bars(std::span<const Landmarks* const> episodes, std::span<const Repeat> repeats) : episodes_(episodes), sides_(episodes.size()) {
        for (const auto& each : repeats) {
            for (const bool is_later : {false, true}) {
                const auto seen = side(each, is_later);
                sides_[seen.episode].push_back(seen);
            }
        }
    }
    bool is_bar(const Repeat& each) const {
        return each.in_later.length() <= kLongestBar && is_covered(side(each, true)) && is_covered(side(each, false));
    }

private:
    bool is_covered(const Side& bar) const {
        return std::ranges::any_of(sides_[bar.episode], [&](const Side& whole) {
            if (whole.here.length() < kLonger * bar.here.length()) return false;
            const double from = std::max(bar.here.start, whole.here.start), to = std::min(bar.here.end, whole.here.end);
            return to - from >= kCovered * bar.here.length() && meet((from + to) / 2, bar, whole);
        });
    }
    /// Do the other places agree?
    bool meet(double time, const Side& a, const Side& b) const {
        const auto sample = [](double seconds) { return static_cast<std::int64_t>(seconds * kWaveRate); };
        return waves_meet(episodes_[a.other]->waves, episodes_[b.other]->waves, sample(time + a.lag()), sample(b.lag() - a.lag()));
    }

    std::span<const Landmarks* const> episodes_;
    std::vector<std::vector<Side>> sides_;  // by episode
};

}  // namespace

std::vector<Repeat> without_bars(std::span<const Landmarks* const> episodes, std::vector<Repeat> repeats) {
    const Bars bars(episodes, repeats);
    std::erase_if(repeats, [&](const Repeat& each) { return bars.is_bar(each); });
    return repeats;
}

}  // namespace bt::sound
