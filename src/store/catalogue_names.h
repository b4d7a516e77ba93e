// Everything in the library that has a name, in a few passes over the tables: for search, which keeps it all in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "store/database.h"

namespace bt::store {

struct NamedSeries {
    domain::SeriesId id;
    std::vector<std::string> names;  ///< the title first; never empty
    std::optional<int> year;
    int episodes = 0;
    std::int64_t people = 0;         ///< credited in it or its episodes
};
struct NamedEpisode {
    domain::EpisodeId id;
    domain::SeriesId series;
    int season = 0;
    std::optional<int> number;
    std::vector<std::string> names;  ///< none: without a title, known by its number
};
struct NamedSong {
    domain::SongId id;
    domain::SeriesId series;
    std::vector<std::string> titles;  ///< its tags' before its file's; never empty
    std::string artist;
    std::optional<domain::AlbumId> cover;  ///< its album, when that has a picture
};
struct NamedPerson {
    domain::PersonId id;
    std::vector<std::string> names;
    std::int64_t series = 0;         ///< in how many they have a part
    bool has_picture = false;
};
/// A character, by whom it is played.
struct NamedRole {
    domain::PersonId person;
    domain::SeriesId series;         ///< the first, when somebody plays it in several
    std::string name;
};

struct CatalogueNames {
    std::vector<NamedSeries> series;
    std::vector<NamedEpisode> episodes;
    std::vector<NamedSong> songs;
    std::vector<NamedPerson> people;
    std::vector<NamedRole> roles;
};

/// One unchanging view of all of it. Faults: those of the database.
Result<CatalogueNames> read_catalogue_names(Database& database);

}  // namespace bt::store
