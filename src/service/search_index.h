// Search over the whole catalogue: titles, people, episodes and songs by any spelling, and lines of dialogue. The indexes live in memory beside the store;
// when the library changes, a thread builds new ones while the old ones go on serving.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
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
};
struct EpisodeHit : SearchHit {      ///< `names` may be empty; `matched` is the series' title when found by that and the number
    domain::SeriesId series;
    std::string series_title;
    int season = 0;
    std::optional<int> number;
};
struct SongHit : SearchHit {
    std::string artist;
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

/// Keeps a SearchCatalogue up to date.
class SearchIndex {
public:
    /// Begins to read the catalogue at once; until that is done nothing is found. `database` outlives the index.
    /// `prepare` is called before each reading, by the same thread.
    explicit SearchIndex(store::Database& database, std::function<void()> prepare = {});
    SearchIndex(const SearchIndex&) = delete;
    SearchIndex& operator=(const SearchIndex&) = delete;

    /// The catalogue has changed: builds anew, in the background. Changes during a build are gathered into one more.
    void refresh();
    /// Never null.
    std::shared_ptr<const SearchCatalogue> current() const;
    /// All groups. When the store cannot answer now, there are no lines.
    SearchResults search(std::string_view query, std::size_t limit) const;

private:
    void run(std::stop_token stop);

    store::Database& database_;
    const std::function<void()> prepare_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::shared_ptr<const SearchCatalogue> current_;
    std::jthread worker_;
};

}  // namespace bt::service
