// One statement for each kind of thing, over the ids of the page: fifty series cost four statements, not two hundred.
#include "store/series_cards.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "store/artwork_columns.h"
#include "store/details.h"
#include "store/stills.h"

namespace bt::store {
namespace {

using Cards = std::unordered_map<std::int64_t, SeriesSummary*>;

std::string json_array(const std::vector<SeriesSummary>& cards) {
    std::string out = "[";
    for (const auto& card : cards) fmt::format_to(std::back_inserter(out), "{}{}", out.size() > 1 ? "," : "", card.id.value);
    return out + "]";
}

void fill_pictures(Connection& sql, const std::string& ids, const Cards& cards) {
    std::int64_t series = 0;
    ArtworkColumns row;
    sql.each(fmt::format("SELECT a.series_id, {} FROM json_each(:ids) AS wanted CROSS JOIN artwork AS a ON a.series_id = wanted.value "
                         "WHERE a.season_id IS NULL AND a.episode_id IS NULL AND a.kind IN ('{}', '{}') ORDER BY a.series_id, a.kind, a.sequence, a.position",
                         kArtworkColumns, to_string(domain::ArtworkKind::Poster), to_string(domain::ArtworkKind::Backdrop)),
             [&] {
                 auto picture = row.artwork();
                 auto& card = *cards.at(series);
                 auto& place = picture.kind == domain::ArtworkKind::Poster ? card.poster : card.backdrop;
                 if (!place && domain::is_shown(picture)) place = std::move(picture);
             },
             use(ids), into(series), row);
}

void fill_genres(Connection& sql, const std::string& ids, const Cards& cards) {
    std::int64_t series = 0;
    std::string name;
    sql.each("SELECT sl.series_id, l.name FROM json_each(:ids) AS wanted CROSS JOIN series_labels AS sl ON sl.series_id = wanted.value "
             "JOIN labels AS l ON l.id = sl.label_id WHERE sl.kind = 'genre' ORDER BY sl.series_id, sl.position",
             [&] { cards.at(series)->genres.push_back(name); }, use(ids), into(series), into(name));
}

void fill_instalments(Connection& sql, const std::string& ids, const Cards& cards) {
    std::int64_t series = 0;
    std::string anthology, source;
    std::optional<int> number;
    sql.each("SELECT i.series_id, an.title, i.number, i.source FROM json_each(:ids) AS wanted CROSS JOIN instalments AS i ON i.series_id = wanted.value "
             "JOIN anthologies AS an ON an.id = i.anthology_id",
             [&] { cards.at(series)->instalment = domain::Instalment{anthology, number, read_source(source)}; }, use(ids), into(series),
             into(anthology), into(number), into(source));
}

Cards cards_by_id(std::vector<SeriesSummary>& cards) {
    Cards by_id;
    for (auto& card : cards) by_id.emplace(card.id.value, &card);
    return by_id;
}

}  // namespace

void fill_card_pictures(Connection& sql, std::vector<SeriesSummary>& cards) {
    const Cards by_id = cards_by_id(cards);
    if (cards.empty()) return;
    fill_pictures(sql, json_array(cards), by_id);
    add_stills(sql, cards);
}

void fill_cards(Connection& sql, std::vector<SeriesSummary>& cards) {
    if (cards.empty()) return;
    const Cards by_id = cards_by_id(cards);
    const std::string ids = json_array(cards);
    fill_pictures(sql, ids, by_id);
    add_stills(sql, cards);
    fill_genres(sql, ids, by_id);
    fill_instalments(sql, ids, by_id);
}

}  // namespace bt::store
