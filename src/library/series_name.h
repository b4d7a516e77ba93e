// What the name of a series folder or a season folder says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"

namespace bt::library {

/// "Rain in Seoul (2023) [tmdbid-1]" taken apart.
struct SeriesName {
    std::string title;
    std::optional<int> year;
    domain::ProviderIds ids;
    std::optional<int> season;  ///< of a release folder: "Rain.in.Seoul.S02.1080p"
    friend bool operator==(const SeriesName&, const SeriesName&) = default;
};
SeriesName read_series_name(std::string_view folder_name);

/// Takes id tags out of `name` (NFC): [tmdbid-1], {tvdb=2}, (imdbid-tt3), also without "id". Several may appear.
domain::ProviderIds take_id_tags(std::string& name);

/// How much of a folder's name has to be the season for it to count.
enum class SeasonForm {
    Whole,    ///< the whole name, or all but the series title: "Season 1", "시즌 2", "S01", "Rain Season 1"
    Anywhere  ///< also inside more words: "Rain.S01.1080p.WEB-DL"
};
/// The season a folder holds; 0 for specials; nothing for any other folder. "Extras" is no season: it holds extras.
std::optional<int> read_season_folder(std::string_view name, std::string_view series_title, SeasonForm form);
/// True when the name is nothing but digits: a season only where nothing contradicts it.
bool is_bare_number(std::string_view name);

/// "Soundtrack #2" is the second instalment of "Soundtrack". Only this one form: a title, a space, '#', one or two digits at the end.
std::optional<domain::Instalment> read_instalment(std::string_view title);

}  // namespace bt::library
