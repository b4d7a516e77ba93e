#include "service/search_index.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <unordered_map>

#include "store/people_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

/// What a hit shows beside its names, by the entry's place in its index.
struct EpisodeFacts {
    domain::SeriesId series;
    int season = 0;
    std::optional<int> number;
};
struct SongFacts {
    domain::SeriesId series;
    std::string artist;
};

void add_name(std::vector<std::string>& names, const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

struct Gathered {
    std::vector<names::Entry> titles, people, episodes, songs;
    std::vector<std::optional<int>> years;
    std::vector<EpisodeFacts> episode_facts;
    std::vector<SongFacts> song_facts;
    std::unordered_map<std::int64_t, std::string> series_titles;
};

void gather_series(const domain::Series& series, Gathered& out) {
    names::Entry title{.id = series.id.value, .names = {}, .popularity = 0};
    add_name(title.names, series.title.value);
    add_name(title.names, series.original_title);
    for (const auto& other : series.other_titles) add_name(title.names, other);
    out.titles.push_back(std::move(title));
    out.years.push_back(series.year.value);
    out.series_titles[series.id.value] = series.title.value;
    for (const auto& season : series.seasons) {
        for (const auto& episode : season.episodes) {
            names::Entry entry{.id = episode.id.value, .names = {}, .popularity = 0};
            add_name(entry.names, episode.title.value);
            add_name(entry.names, episode.original_title);
            if (entry.names.empty()) continue;
            out.episodes.push_back(std::move(entry));
            out.episode_facts.push_back({series.id, season.number, episode.number.value});
        }
    }
    for (const auto& album : series.albums) {
        for (const auto& song : album.songs) {
            if (song.title.empty()) continue;
            names::Entry entry{.id = song.id.value, .names = {song.title}, .popularity = 0};
            if (!song.artist.empty()) {
                add_name(entry.names, song.artist);
                add_name(entry.names, song.artist + " " + song.title);
            }
            out.songs.push_back(std::move(entry));
            out.song_facts.push_back({series.id, song.artist});
        }
    }
}

Result<void> gather_all_series(store::Database& database, Gathered& out) {
    const store::SeriesReader reader(database);
    store::PageRequest request{.limit = store::kPageLimit};
    do {
        BT_TRY(const auto page, reader.page(store::SeriesOrder::Title, request));
        for (const auto& row : page.rows) {
            const auto view = reader.by_id(row.id);
            if (view) gather_series(view->series, out);
            else if (view.error().fault != Fault::NotFound) return view.error();  // gone since the page was read: no fault
        }
        request.after = page.next;
    } while (!request.after.empty());
    return {};
}

Result<void> gather_people(store::Database& database, Gathered& out) {
    BT_TRY(const auto people, store::PeopleReader(database).everybody());
    for (const auto& row : people) {
        if (!row.name.empty()) out.people.push_back({row.id.value, {row.name}, static_cast<std::uint32_t>(std::clamp<std::int64_t>(row.series, 0, UINT32_MAX))});
    }
    return {};
}

/// Fills what all kinds of hits share; `facts` adds the rest.
template <class Kind, class Facts>
std::vector<Kind> find(const names::Index& index, std::string_view query, std::size_t limit, Facts facts) {
    std::vector<Kind> out;
    for (const auto& hit : index.search(query, limit)) {
        const auto& entry = index.entry(hit);
        Kind row;
        row.id = entry.id;
        row.names = entry.names;
        row.matched = index.matched(hit);
        row.match = hit.match;
        facts(row, hit.entry);
        out.push_back(std::move(row));
    }
    return out;
}

}  // namespace

struct SearchCatalogue::Facts {
    explicit Facts(Gathered all)
        : titles(names::NameKind::Title, std::move(all.titles)), people(names::NameKind::Person, std::move(all.people)),
          episodes(names::NameKind::Title, std::move(all.episodes)), songs(names::NameKind::Title, std::move(all.songs)), years(std::move(all.years)),
          episode_facts(std::move(all.episode_facts)), song_facts(std::move(all.song_facts)), series_titles(std::move(all.series_titles)) {}

    names::Index titles, people, episodes, songs;
    std::vector<std::optional<int>> years;
    std::vector<EpisodeFacts> episode_facts;
    std::vector<SongFacts> song_facts;
    std::unordered_map<std::int64_t, std::string> series_titles;
};

SearchCatalogue::SearchCatalogue(std::unique_ptr<const Facts> facts) : facts_(std::move(facts)) {}
SearchCatalogue::~SearchCatalogue() = default;

Result<std::shared_ptr<const SearchCatalogue>> SearchCatalogue::read(store::Database& database) {
    Gathered all;
    BT_CHECK(gather_all_series(database, all));
    BT_CHECK(gather_people(database, all));
    return std::make_shared<const SearchCatalogue>(std::make_unique<const Facts>(std::move(all)));
}

SearchResults SearchCatalogue::search(std::string_view query, std::size_t limit) const {
    const auto& f = *facts_;
    const auto title_of = [&f](domain::SeriesId id) {
        const auto found = f.series_titles.find(id.value);
        return found == f.series_titles.end() ? std::string{} : found->second;
    };
    SearchResults out;
    out.titles = find<TitleHit>(f.titles, query, limit, [&](TitleHit& hit, std::size_t place) { hit.year = f.years[place]; });
    out.people = find<PersonHit>(f.people, query, limit, [&](PersonHit& hit, std::size_t place) { hit.series = f.people.entries()[place].popularity; });
    out.episodes = find<EpisodeHit>(f.episodes, query, limit, [&](EpisodeHit& hit, std::size_t place) {
        const auto& facts = f.episode_facts[place];
        hit.series = facts.series, hit.series_title = title_of(facts.series), hit.season = facts.season, hit.number = facts.number;
    });
    out.songs = find<SongHit>(f.songs, query, limit, [&](SongHit& hit, std::size_t place) {
        const auto& facts = f.song_facts[place];
        hit.artist = facts.artist, hit.series = facts.series, hit.series_title = title_of(facts.series);
    });
    return out;
}

std::size_t SearchCatalogue::bytes() const { return facts_->titles.bytes() + facts_->people.bytes() + facts_->episodes.bytes() + facts_->songs.bytes(); }

SearchIndex::SearchIndex(store::Database& database)
    : database_(database), current_(std::make_shared<const SearchCatalogue>(std::make_unique<const SearchCatalogue::Facts>(Gathered{}))),
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

void SearchIndex::run(std::stop_token stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        const auto begun = std::chrono::steady_clock::now();
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
