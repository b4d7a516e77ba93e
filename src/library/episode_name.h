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
#include <vector>

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

/// "Rain - part2", "Rain.cd1", "Rain (Part 1)", "Rain_pt b": a piece of a split episode.
struct SplitName {
    std::string base;  ///< the stem without the part
    int part = 1;      ///< a to d count as 1 to 4
    friend bool operator==(const SplitName&, const SplitName&) = default;
};
std::optional<SplitName> read_split(std::string_view name_stem);

/// "Rain-trailer", "Rain.sample", "Rain-behindthescenes", and files named just "trailer" or "sample".
struct ExtraName {
    domain::ExtraKind kind = domain::ExtraKind::Other;
    std::string base;  ///< the stem without the suffix; empty for a plain "trailer"
    friend bool operator==(const ExtraName&, const ExtraName&) = default;
};
std::optional<ExtraName> read_extra_suffix(std::string_view name_stem);
/// "Featurettes", "Deleted Scenes", "extras": the kind of what lies in such a folder.
std::optional<domain::ExtraKind> read_extras_folder(std::string_view name);

/// What tells one version of an episode from its siblings: "1080p" of {"Rain S01E01 - 1080p", "Rain S01E01 - 720p"}. Empty when the
/// stem says no more than the others. `common` is the siblings' common beginning, from common_beginning().
std::string version_label(std::string_view name_stem, std::string_view common);
/// The longest beginning all stems share that does not end inside a word.
std::string common_beginning(const std::vector<std::string>& stems);
/// Lines of picture a name states: 2160 for "2160p" and "4K"; 0 when it says nothing.
int stated_resolution(std::string_view name_stem);

}  // namespace bt::library
