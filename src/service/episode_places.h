// Where the episodes of each series are, for whoever names one by its number.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "domain/ids.h"

namespace bt::service {

class EpisodePlaces {
public:
    void add(domain::SeriesId series, int season, int number, std::size_t place) { of_series_[series.value].push_back({season, number, place}); }

    /// Of one season, or of every one: seasons ascending, specials last.
    std::vector<std::size_t> find(domain::SeriesId series, std::optional<int> season, int number) const {
        const auto found = of_series_.find(series.value);
        if (found == of_series_.end()) return {};
        std::vector<Numbered> episodes;
        std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(episodes), [&](const Numbered& each) { return each.number == number && each.season == season.value_or(each.season); });
        std::sort(episodes.begin(), episodes.end(), [](const Numbered& a, const Numbered& b) { return std::tuple(a.season == 0, a.season, a.place) < std::tuple(b.season == 0, b.season, b.place); });
        std::vector<std::size_t> places;
        for (const auto& each : episodes) places.push_back(each.place);
        return places;
    }

private:
    struct Numbered {
        int season = 0, number = 0;
        std::size_t place = 0;
    };
    std::unordered_map<std::int64_t, std::vector<Numbered>> of_series_;
};

}  // namespace bt::service
