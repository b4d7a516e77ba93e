// A title with the number of an episode behind it: "goblin episode 2", "도깨비 2화", "goblin s1e2", "goblin 1x02".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bt::names {

struct EpisodeAsked {
    std::string title;
    std::optional<int> season;
    int number = 0;
    friend bool operator==(const EpisodeAsked&, const EpisodeAsked&) = default;
};

/// Nothing when no episode is named, or no title before it. The title is folded.
std::optional<EpisodeAsked> episode_asked(std::string_view query);

}  // namespace bt::names
