// A repeat says that two places are the same music (or the same scene: pieces in recaps and previews are left out, with what they were cut
// from). Places that overlap are one place; places that repeats join, directly or through others, are one theme.
#include "sound/themes.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "sound/echoes.h"

namespace bt::sound {
namespace {

constexpr double kLeastLength = 6;      // seconds: shorter is a jingle, a door, a step
constexpr double kKnown = 0.4;          // share of a place in which a song sounds, at most
constexpr double kSamePlace = 0.5;      // share of the shorter of two that overlaps
constexpr double kSeam = 1;             // seconds: music that goes on after less has not stopped

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
    /// Each with its root, and a theme once at a time: what music has in common with itself some bars later overlaps by less than half, so
    /// that at() took it for another place, and places grow into each other.
    std::vector<Place> joined() const {
        auto sorted = places_;
        for (auto& place : sorted) place.theme = root(place.theme);
        std::ranges::sort(sorted, {}, [](const Place& place) { return std::tuple(place.episode, place.theme, place.span.start, place.span.end); });
        std::vector<Place> out;
        for (const auto& place : sorted) {
            const bool goes_on = !out.empty() && out.back().episode == place.episode && out.back().theme == place.theme && place.span.start - out.back().span.end <= kSeam;
            if (goes_on) out.back().span = hull(out.back().span, place.span);
            else out.push_back(place);
        }
        return out;
    }

private:
    std::vector<Place> places_;
};

bool is_open(const ThemeGround& ground, const Span& span) {
    if (covered(span, ground.songs) > kKnown * span.length()) return false;
    return std::ranges::none_of(ground.parts, [&](const Part& part) {
        return (part.type == PartType::Recap || part.type == PartType::Preview) && overlap(part.span, span) > 0.3 * span.length();
    });
}

/// A scene of words that comes again as it was: music that returns has other voices over it.
bool is_scene(const Repeat& repeat, std::span<const ThemeGround> season) {
    const auto is_speech = [&](std::size_t episode, const Span& span) { return season[episode].heard != nullptr && sounds_like_speech(*season[episode].heard, span); };
    return is_one_mix(echo_in_later(repeat)) && (is_speech(repeat.earlier, repeat.in_earlier) || is_speech(repeat.later, repeat.in_later));
}

Places find_places(std::span<const ThemeGround> season, std::span<const Repeat> repeats) {
    // The longest first: what music has in common with itself a bar later widens no place.
    std::vector<Repeat> sorted(repeats.begin(), repeats.end());
    std::ranges::sort(sorted, [](const Repeat& a, const Repeat& b) {
        return std::tuple(-a.in_later.length(), a.later, a.in_later.start, a.earlier, a.in_earlier.start) < std::tuple(-b.in_later.length(), b.later, b.in_later.start, b.earlier, b.in_earlier.start);
    });
    Places places;
    for (const auto& each : sorted) {
        if (each.later >= season.size() || each.in_later.length() < kLeastLength) continue;
        if (!is_open(season[each.earlier], each.in_earlier) || !is_open(season[each.later], each.in_later) || is_scene(each, season)) continue;
        const auto a = places.at(each.earlier, each.in_earlier), b = places.at(each.later, each.in_later);
        if (a != b) places.join(a, b);
    }
    return places;
}

}  // namespace

std::vector<std::vector<ThemeCue>> find_themes(std::span<const ThemeGround> season, std::span<const Repeat> repeats) {
    auto places = find_places(season, repeats).joined();
    std::map<std::size_t, std::size_t> members;
    for (const auto& place : places) ++members[place.theme];
    std::ranges::sort(places, {}, [](const Place& place) { return std::tuple(place.episode, place.span.start, place.span.end, place.theme); });

    std::map<std::size_t, std::uint32_t> numbers;
    std::vector<std::vector<ThemeCue>> themes(season.size());
    for (const auto& place : places) {
        const auto count = members[place.theme];
        if (count < 2) continue;  // it returns nowhere but in itself
        const auto number = numbers.emplace(place.theme, static_cast<std::uint32_t>(numbers.size())).first->second;
        themes[place.episode].push_back({.theme = ThemeNumber{number}, .span = place.span, .confidence = 1 - 0.6 / static_cast<double>(count)});
    }
    return themes;
}

}  // namespace bt::sound
