// The number of an episode in a file's name, in whichever form people and groups write it. Texts are lower case and NFC; positions in, positions out.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/series.h"

namespace bt::library {

/// How the number was written, strongest first.
enum class NumberForm {
    SeasonAndEpisode,  ///< S01E02, 1x02, 시즌 1 2화
    EpisodeOnly,       ///< E02, EP02, Episode 2, 제2화
    Absolute,          ///< "Title - 102", "[Group][Title][102]"
    Date,              ///< 2023-12-06, 231206
    Guess,             ///< a lone number: "02 Rain", "102"
    None,
};

struct EpisodeNumber {
    std::size_t begin = 0, end = 0;   ///< where it stands
    std::optional<int> season;        ///< written next to it
    std::optional<int> first, last;   ///< nothing for a date
    std::optional<domain::Date> aired;
    NumberForm form = NumberForm::None;
};

/// The strongest form behind `title_end`. `has_season`: a folder names the season, so that "102" is no season 1, episode 2.
std::optional<EpisodeNumber> find_episode_number(std::string_view lower, std::size_t title_end, bool has_season);

/// The first date from `from` on: "2023-12-06", "06.12.2023", "20231206", "231206". Two-digit years are of 1970 to 2069.
std::optional<EpisodeNumber> find_date(std::string_view lower, std::size_t from);

}  // namespace bt::library
