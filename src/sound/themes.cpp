// A repeat says that two places are the same music (or the same scene: pieces in recaps and previews are left out, with what they were cut
// from). Places that overlap are one place; places that repeats join, directly or through others, are one theme.
#include "sound/themes.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "sound/echoes.h"

namespace bt::sound {
namespace {

constexpr double kLeastLength = 6;      // seconds: shorter is a jingle, a door, a step
constexpr double kKnown = 0.4;          // share of a place in which a song sounds, at most
constexpr double kSamePlace = 0.5;      // share of the shorter of two that overlaps

struct Place {
    std::size_t episode;
    Span span;
    std::size_t theme;   ///< another place of the same theme, or itself: a disjoint-set forest
};

class Places {
public:
    /// The place there is, widened, or a new one.
    std::size_t at(std::size_t episode, const Span& span) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            auto& place = places_[i];
            if (place.episode != episode || overlap(place.span, span) < kSamePlace * std::min(place.span.length(), span.length())) continue;
            place.span = hull(place.span, span);
            return i;
        }
        places_.push_back({episode, span, places_.size()});
        return places_.size() - 1;
    }
    void join(std::size_t a, std::size_t b) { places_[root(a)].theme = root(b); }
    std::size_t root(std::size_t i) const {
        while (places_[i].theme != i) i = places_[i].theme;
        return i;
    }
    std::span<const Place> all() const { return places_; }

private:
    std::vector<Place> places_;
};

bool is_open(const ThemeGround& ground, const Span& span) {
    if (covered(span, ground.songs) > kKnown * span.length()) return false;
    return std::ranges::none_of(ground.parts, [&](const Part& part) {
        return (part.type == PartType::Recap || part.type == PartType::Preview) && overlap(part.span, span) > 0.3 * span.length();
    });
}

}  // namespace

std::vector<std::vector<ThemeCue>> find_themes(std::span<const ThemeGround> season, std::span<const Repeat> repeats) {
    // The longest first: what music has in common with itself a bar later widens no place.
    std::vector<Repeat> sorted(repeats.begin(), repeats.end());
    std::ranges::sort(sorted, [](const Repeat& a, const Repeat& b) {
        return std::tuple(-a.in_later.length(), a.later, a.in_later.start, a.earlier, a.in_earlier.start) < std::tuple(-b.in_later.length(), b.later, b.in_later.start, b.earlier, b.in_earlier.start);
    });
    Places places;
    for (const auto& each : sorted) {
        if (each.later >= season.size() || each.in_later.length() < kLeastLength) continue;
        if (!is_open(season[each.earlier], each.in_earlier) || !is_open(season[each.later], each.in_later)) continue;
        const auto a = places.at(each.earlier, each.in_earlier), b = places.at(each.later, each.in_later);
        if (a != b) places.join(a, b);
    }
    std::map<std::size_t, std::size_t> members;
    for (std::size_t i = 0; i < places.all().size(); ++i) ++members[places.root(i)];
    std::vector<std::size_t> order(places.all().size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::tuple(places.all()[i].episode, places.all()[i].span.start, places.all()[i].span.end); });

    std::map<std::size_t, std::uint32_t> numbers;
    std::vector<std::vector<ThemeCue>> themes(season.size());
    for (const auto i : order) {
        const auto root = places.root(i);
        if (members[root] < 2) continue;
        const auto number = numbers.emplace(root, static_cast<std::uint32_t>(numbers.size())).first->second;
        const auto& place = places.all()[i];
        themes[place.episode].push_back({.theme = ThemeNumber{number}, .span = place.span, .confidence = 1 - 0.6 / static_cast<double>(members[root])});
    }
    return themes;
}

}  // namespace bt::sound
