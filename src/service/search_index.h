// Search over the whole catalogue and its lines of dialogue. The indexes live in memory beside the store; when the library changes, a
// thread builds new ones while the old ones go on serving.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "service/search_catalogue.h"
#include "store/database.h"

namespace bt::service {

/// Fills in what the catalogue in memory does not hold. A title without its poster is still found.
void add_posters(store::Database& database, std::vector<TitleHit>& titles);

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
