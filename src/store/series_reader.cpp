#include "store/series_reader.h"

#include <algorithm>

#include "store/connection.h"
#include "store/cursor.h"
#include "store/letters.h"
#include "store/series_cards.h"
#include "store/series_loader.h"
#include "store/series_query.h"
#include "store/similar_series.h"
#include "store/stills.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

Result<Page<SeriesSummary>> read_page(Connection& sql, SeriesOrder order, const PageRequest& request, const SeriesFilter& filter) {
    BT_TRY(const Place after, read_cursor(name_of(order), request.after));
    BT_TRY(const auto query, SeriesQuery::make(sql, order, filter));
    const int limit = rows_of(request);
    Page<SeriesSummary> page;
    SeriesSummary row;
    std::string key;
    Place last;
    bool is_more = false;
    sql.each(query.page_text("s.id, s.title, s.year, s.added_at, s.season_count, s.episode_count", after),
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 page.rows.push_back(row);
                 last = {.key = key, .id = row.id.value, .is_start = false};
             },
             query.from(after), use(limit + 1), into(row.id.value), into(row.title), into(row.year), into(row.added_at_ms),
             into(row.season_count), into(row.episode_count), into(key));
    if (is_more) page.next = write_cursor(name_of(order), last);
    fill_cards(sql, page.rows);
    if (query.total()) {
        page.total = *query.total();
    } else {
        sql.run(query.count_text(), query, into(page.total));
    }
    return page;
}

Result<std::vector<LetterCount>> read_letters(Connection& sql, const SeriesFilter& filter) {
    BT_TRY(const auto query, SeriesQuery::make(sql, SeriesOrder::Title, filter));
    std::vector<LetterCount> found;
    for (const Letter& letter : letters()) {
        auto of_letter = query;
        of_letter.restrict_to(letter);
        LetterCount row{.letter = letter.name, .series = 0, .before = {}};
        sql.run(of_letter.count_text(), of_letter, into(row.series));
        if (row.series == 0) continue;
        if (!letter.from.empty()) row.before = write_cursor(name_of(SeriesOrder::Title), {.key = letter.from, .id = 0, .is_start = false});
        found.push_back(std::move(row));
    }
    return found;
}

Result<SeriesView> read_view(Connection& sql, domain::SeriesId id) {
    SeriesView view;
    BT_TRY(view.series, load_series(sql, id));
    add_tied_albums(sql, view.series);
    add_stills(sql, view.series);
    sql.run("SELECT s.library_id, l.path, s.folder, s.added_at FROM series AS s JOIN libraries AS l ON l.id = s.library_id "
            "WHERE s.id = :id",
            use(id.value), into(view.library.value), into(view.library_path), into(view.folder), into(view.added_at_ms));
    view.library_path = from_stored_path(view.library_path);
    view.folder = from_stored_path(view.folder);
    return view;
}

std::string label_kind_name(LabelKind kind) {
    switch (kind) {
        case LabelKind::Genre: return "genre";
        case LabelKind::Studio: return "studio";
        case LabelKind::Tag: return "tag";
        case LabelKind::Country: return "country";
    }
    return "genre";
}

}  // namespace

Result<Page<SeriesSummary>> SeriesReader::page(SeriesOrder order, const PageRequest& request, const SeriesFilter& filter) const {
    return read_value(database_, "list series", [&](Connection& sql) { return read_page(sql, order, request, filter); });
}

Result<SeriesView> SeriesReader::by_id(domain::SeriesId id) const {
    return read_value(database_, "read a series", [&](Connection& sql) { return read_view(sql, id); });
}

Result<std::vector<LabelCount>> SeriesReader::labels(LabelKind kind) const {
    return read_value(database_, "list labels", [&](Connection& sql) -> Result<std::vector<LabelCount>> {
        std::vector<LabelCount> counts;
        LabelCount row;
        sql.each("SELECT name, series_count FROM labels WHERE kind = :kind AND series_count > 0 ORDER BY series_count DESC, name LIMIT :limit",
                 [&] { counts.push_back(row); }, use(label_kind_name(kind)), use(kPageLimit), into(row.name), into(row.series));
        return counts;
    });
}

Result<std::vector<YearCount>> SeriesReader::years() const {
    return read_value(database_, "list years", [&](Connection& sql) -> Result<std::vector<YearCount>> {
        std::vector<YearCount> counts;
        YearCount row;
        sql.each("SELECT year, count(*) FROM series WHERE removed_at IS NULL AND year IS NOT NULL GROUP BY year ORDER BY year DESC LIMIT :limit",
                 [&] { counts.push_back(row); }, use(kPageLimit), into(row.year), into(row.series));
        return counts;
    });
}

Result<std::vector<LabelCount>> SeriesReader::anthologies() const {
    return read_value(database_, "list anthologies", [&](Connection& sql) -> Result<std::vector<LabelCount>> {
        std::vector<LabelCount> counts;
        LabelCount row;
        sql.each("SELECT an.title, count(*) FROM anthologies AS an JOIN instalments AS i ON i.anthology_id = an.id "
                 "JOIN series AS s ON s.id = i.series_id WHERE s.removed_at IS NULL GROUP BY an.id ORDER BY an.sort_key, an.id LIMIT :limit",
                 [&] { counts.push_back(row); }, use(kPageLimit), into(row.name), into(row.series));
        return counts;
    });
}

Result<std::vector<LetterCount>> SeriesReader::letters(const SeriesFilter& filter) const {
    return read_value(database_, "list letters", [&](Connection& sql) { return read_letters(sql, filter); });
}

Result<std::vector<SimilarSeries>> SeriesReader::similar(domain::SeriesId id, int limit) const {
    return read_value(database_, "find similar series", [&](Connection& sql) { return find_similar(sql, id, std::clamp(limit, 1, kPageLimit)); });
}

Result<std::unordered_map<std::int64_t, domain::Artwork>> SeriesReader::posters(const std::vector<domain::SeriesId>& ids) const {
    return read_value(database_, "read posters", [&](Connection& sql) -> Result<std::unordered_map<std::int64_t, domain::Artwork>> {
        std::vector<SeriesSummary> cards;
        for (const auto id : ids) cards.push_back({.id = id});
        fill_card_pictures(sql, cards);
        std::unordered_map<std::int64_t, domain::Artwork> out;
        for (auto& card : cards) {
            if (card.poster) out.emplace(card.id.value, std::move(*card.poster));
        }
        return out;
    });
}

}  // namespace bt::store
