// .plexmatch: a text file of hints in a series or season folder; lines "name: value", comments behind '#', names without case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"

namespace bt::library {

struct EpisodeHint {
    std::optional<int> season;
    int first = 0, last = 0;
    friend bool operator==(const EpisodeHint&, const EpisodeHint&) = default;
};

struct Plexmatch {
    std::string title;
    std::optional<int> year;
    std::optional<int> season;
    domain::ProviderIds ids;
    /// By file name: "ep: S01E02: Rain.mkv", "ep: 2: Rain.mkv", "sp: 1: Making.mkv".
    std::map<std::string, EpisodeHint> episodes;

    bool empty() const { return title.empty() && !year && !season && ids.empty() && episodes.empty(); }
    friend bool operator==(const Plexmatch&, const Plexmatch&) = default;
};
/// Lines that make no sense are passed over.
Plexmatch read_plexmatch(std::string_view text);
/// The inner folder's hints over the outer's. Episode lines belong to the folder they stand in: the outer's are dropped.
Plexmatch merge_plexmatch(const Plexmatch& outer, Plexmatch inner);

}  // namespace bt::library
