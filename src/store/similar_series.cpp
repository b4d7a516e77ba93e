#include "store/similar_series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "store/series_cards.h"

namespace bt::store {
namespace {

constexpr int kMostLabels = 12, kMostPeople = 40, kMostSeriesOfOne = 500;
constexpr std::size_t kMostReasons = 3;

/// A person or label of the series.
struct Trait {
    std::int64_t id = 0;
    std::string name;
    std::int64_t series = 0;  ///< in how many it is
};

struct Likeness {
    double weight = 0;
    std::vector<std::pair<double, std::string>> shared;
};
using Alike = std::unordered_map<std::int64_t, Likeness>;

std::vector<Trait> read_traits(Connection& sql, std::string_view text, domain::SeriesId series, int limit) {
    std::vector<Trait> traits;
    Trait row;
    sql.each(text, [&] { traits.push_back(row); }, use(series.value), use(limit), into(row.id), into(row.name), into(row.series));
    return traits;
}

void count(Connection& sql, std::string_view others, const std::vector<Trait>& traits, double all, Alike& alike) {
    for (const auto& trait : traits) {
        const double weight = std::log(all / static_cast<double>(std::max<std::int64_t>(trait.series, 1)));
        if (trait.series < 2) continue;  // only this one has it
        std::int64_t other = 0;
        sql.each(others,
                 [&] {
                     auto& likeness = alike[other];
                     likeness.weight += weight;
                     likeness.shared.emplace_back(weight, trait.name);
                 },
                 use(trait.id), use(kMostSeriesOfOne), into(other));
    }
}

void leave_out_its_own(Connection& sql, domain::SeriesId series, Alike& alike) {
    alike.erase(series.value);
    std::int64_t other = 0;
    sql.each("SELECT other.series_id FROM instalments AS own JOIN instalments AS other ON other.anthology_id = own.anthology_id WHERE own.series_id = :series",
             [&] { alike.erase(other); }, use(series.value), into(other));
}

std::vector<std::int64_t> best(const Alike& alike, int limit) {
    std::vector<std::int64_t> ids;
    for (const auto& [id, likeness] : alike) ids.push_back(id);
    const auto end = ids.begin() + std::min<std::ptrdiff_t>(limit, std::ssize(ids));
    std::ranges::partial_sort(ids, end, [&](std::int64_t a, std::int64_t b) {
        const double of_a = alike.at(a).weight, of_b = alike.at(b).weight;
        return of_a != of_b ? of_a > of_b : a < b;
    });
    ids.erase(end, ids.end());
    return ids;
}

std::vector<std::string> reasons(Likeness likeness) {
    std::ranges::stable_sort(likeness.shared, std::ranges::greater{}, &std::pair<double, std::string>::first);
    std::vector<std::string> names;
    for (const auto& [weight, name] : likeness.shared) {
        if (names.size() < kMostReasons) names.push_back(name);
    }
    return names;
}

}  // namespace

Result<std::vector<SimilarSeries>> find_similar(Connection& sql, domain::SeriesId series, int limit) {
    std::int64_t all = 0;
    if (!sql.run("SELECT (SELECT count(*) FROM series WHERE removed_at IS NULL) FROM series WHERE id = :id AND removed_at IS NULL", use(series.value), into(all))) {
        return Error{Fault::NotFound, fmt::format("there is no series {}", series.value)};
    }
    Alike alike;
    count(sql, "SELECT series_id FROM series_labels WHERE label_id = :id AND sort_key IS NOT NULL ORDER BY added_at DESC, series_id DESC LIMIT :limit",
          read_traits(sql, "SELECT l.id, l.name, l.series_count FROM series_labels AS sl JOIN labels AS l ON l.id = sl.label_id WHERE sl.series_id = :series "
                           "AND sl.kind IN ('genre', 'tag') AND sl.sort_key IS NOT NULL ORDER BY l.series_count, l.id LIMIT :limit", series, kMostLabels),
          static_cast<double>(all), alike);
    count(sql, "SELECT series_id FROM appearances WHERE person_id = :id ORDER BY series_id DESC LIMIT :limit",
          read_traits(sql, "SELECT p.id, p.name, p.series_count FROM (SELECT person_id, min(episode_id IS NOT NULL) AS is_guest, min(position) AS place FROM credits "
                           "WHERE series_id = :series GROUP BY person_id ORDER BY is_guest, place LIMIT :limit) AS own JOIN people AS p ON p.id = own.person_id",
                      series, kMostPeople),
          static_cast<double>(all), alike);
    leave_out_its_own(sql, series, alike);
    std::erase_if(alike, [](const auto& each) { return each.second.weight <= 0; });

    std::vector<SeriesSummary> cards;
    for (const std::int64_t id : best(alike, limit)) {
        SeriesSummary row;
        row.id.value = id;
        const bool found = sql.run("SELECT title, year, added_at, season_count, episode_count FROM series WHERE id = :id", use(id), into(row.title),
                                   into(row.year), into(row.added_at_ms), into(row.season_count), into(row.episode_count));
        if (found) cards.push_back(std::move(row));
    }
    fill_cards(sql, cards);
    std::vector<SimilarSeries> out;
    for (auto& card : cards) {
        auto names = reasons(alike.at(card.id.value));
        out.push_back({std::move(card), std::move(names)});
    }
    return out;
}

}  // namespace bt::store
