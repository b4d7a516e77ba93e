// The whole catalogue to search in: titles, people, episodes and songs by any spelling, as it was at one moment.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/series.h"
#include "names/index.h"
#include "service/line_index.h"
#include "store/database.h"

namespace bt::service {

/// What every hit tells: the entry's names, the one that was found, and how sure that is.
struct SearchHit {
    std::int64_t id = 0;
    std::vector<std::string> names;  ///< the first is shown
    std::string matched;
    names::Match match = names::Match::Exact;
};
struct TitleHit : SearchHit {
    std::optional<int> year;
    std::optional<domain::Artwork> poster;  ///< filled by the index, which can ask the store
};
/// A character somebody plays.
struct RoleFound {
    std::string name;
    domain::SeriesId series;
    std::string series_title;
};
struct PersonHit : SearchHit {
    std::int64_t series = 0;        ///< in how many they have a part
    std::optional<RoleFound> role;  ///< found by a character: `matched` is its name
    bool has_picture = false;
};
struct EpisodeHit : SearchHit {      ///< `names` may be empty; `matched` is the series' title when found by that and the number
    domain::SeriesId series;
    std::string series_title;
    int season = 0;
    std::optional<int> number;
};
struct SongHit : SearchHit {
    std::string artist;
    std::optional<domain::AlbumId> cover;  ///< its album, when that has a picture
    domain::SeriesId series;
    std::string series_title;
};

struct SearchResults {
    std::vector<TitleHit> titles;
    std::vector<PersonHit> people;
    std::vector<EpisodeHit> episodes;
    std::vector<SongHit> songs;
    std::vector<LineHit> lines;
};

/// The catalogue as it was at one moment. Immutable: any number of threads search it.
class SearchCatalogue {
public:
    /// Reads the whole catalogue. Faults: those of the database.
    static Result<std::shared_ptr<const SearchCatalogue>> read(store::Database& database);

    /// Nothing is found in it.
    static std::shared_ptr<const SearchCatalogue> empty();

    /// At most `limit` of each group, best first; all but the lines, which the store finds. Any bytes are a query.
    SearchResults search(std::string_view query, std::size_t limit) const;
    std::size_t bytes() const;

    struct Facts;
    explicit SearchCatalogue(std::unique_ptr<const Facts> facts);
    ~SearchCatalogue();
    SearchCatalogue(const SearchCatalogue&) = delete;
    SearchCatalogue& operator=(const SearchCatalogue&) = delete;

private:
    std::unique_ptr<const Facts> facts_;
};

}  // namespace bt::service
