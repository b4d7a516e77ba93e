#include "service/search_index.h"

#include <spdlog/spdlog.h>

#include <chrono>

#include "store/series_reader.h"

namespace bt::service {

void add_posters(store::Database& database, std::vector<TitleHit>& titles) {
    std::vector<domain::SeriesId> ids;
    for (const auto& hit : titles) ids.push_back(domain::SeriesId{hit.id});
    const auto posters = store::SeriesReader(database).posters(ids);
    if (!posters) return spdlog::warn("search_posters_failed reason=\"{}\"", posters.error().describe());
    for (auto& hit : titles) {
        if (const auto found = posters->find(hit.id); found != posters->end()) hit.poster = found->second;
    }
}

SearchIndex::SearchIndex(store::Database& database, std::function<void()> prepare)
    : database_(database), prepare_(std::move(prepare)), current_(SearchCatalogue::empty()),
      worker_([this](std::stop_token stop) { run(stop); }) {}

void SearchIndex::refresh() {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    wake_.notify_one();
}

std::shared_ptr<const SearchCatalogue> SearchIndex::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

SearchResults SearchIndex::search(std::string_view query, std::size_t limit) const {
    auto results = current()->search(query, limit);
    add_posters(database_, results.titles);
    if (auto lines = search_lines(database_, query, limit)) results.lines = std::move(*lines);
    else spdlog::warn("search_lines_failed reason=\"{}\"", lines.error().describe());
    return results;
}

void SearchIndex::run(std::stop_token stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        const auto begun = std::chrono::steady_clock::now();
        if (prepare_) prepare_();
        auto next = SearchCatalogue::read(database_);
        if (!next) {
            spdlog::warn("search_index_failed reason=\"{}\"", next.error().describe());
            continue;
        }
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        spdlog::debug("search_index_built bytes={} ms={}", (*next)->bytes(), took.count());
        const std::lock_guard lock(mutex_);
        current_ = std::move(*next);
    }
}

}  // namespace bt::service
