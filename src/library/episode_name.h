// Which episode a file is, read from its name and the folders above it. Pure: no file is touched.
//
// The strongest form that matches wins: S01E02, 1x02, 제1화, E02, [02] and " - 02", a date, and last a lone number. The folder's
// season wins over everything but a season written in the name next to its number; a lone "102" is season 1, episode 2 only where no
// season folder says otherwise. The series title is taken off the front first, so that the numbers in "Reply 1988", "24" or
// "Soundtrack #1" are never read as episodes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/series.h"
#include "library/episode_number.h"

namespace bt::library {

struct NameContext {
    std::string_view series;    ///< the series title, to be taken off the front of the name; may be empty
    std::optional<int> season;  ///< of the season folder, if the file lies in one
};

struct EpisodeName {
    std::string series;               ///< what stands before the number, for files without a series folder; may be empty
    std::optional<int> season;        ///< from the name or else the context; nothing when neither says
    std::optional<int> first, last;   ///< equal but for a file with several episodes
    NumberForm form = NumberForm::None;
    std::optional<domain::Date> aired;
    std::string title;                ///< what stands behind the number; may be empty
    domain::ProviderIds ids;
    friend bool operator==(const EpisodeName&, const EpisodeName&) = default;
};

/// `name_stem`: the file's name without its extension.
EpisodeName read_episode_name(std::string_view name_stem, const NameContext& context);

/// The same for a path "Series/Season 1/file.mkv" under a library root: folders above give title and season.
EpisodeName read_episode_path(std::string_view path);

}  // namespace bt::library
