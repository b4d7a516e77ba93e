#include "store/series_reader.h"

#include <fmt/format.h>

#include <charconv>

#include "store/artwork_columns.h"
#include "store/connection.h"
#include "store/cursor.h"
#include "store/series_loader.h"
#include "store/stored_text.h"

namespace bt::store {
namespace {

/// An order of the list as SQL: `key` is indexed together with the id (0001_catalogue.sql).
struct OrderText {
    std::string_view name, key, direction, beyond;
};

OrderText text_of(SeriesOrder order) {
    switch (order) {
        case SeriesOrder::Title: return {"series-title", "s.sort_key", "ASC", ">"};
        case SeriesOrder::Added: return {"series-added", "s.added_at", "DESC", "<"};
        case SeriesOrder::Year: return {"series-year", "coalesce(s.year, 0)", "DESC", "<"};
    }
    return {};
}

/// The conditions of a filter and the values they use, in the same order. Faster: `+s.id` keeps SQLite from starting at the filter and
/// sorting what it finds; it walks the order's index and asks each id, which is bounded whatever the filter (4.3 ms to 2.0 ms of CPU for two thirds of 6,250 series).
class Conditions {
public:
    explicit Conditions(const SeriesFilter& filter) {
        if (filter.library) add("+s.library_id = :library", filter.library->value);
        if (filter.year) add("s.year = :year", *filter.year);
        add_label("genre", filter.genre);
        add_label("studio", filter.studio);
        add_label("tag", filter.tag);
        add_label("country", filter.country);
        if (filter.anthology) {
            add("+s.id IN (SELECT i.series_id FROM instalments AS i JOIN anthologies AS an ON an.id = i.anthology_id WHERE an.title = :anthology)",
                *filter.anthology);
        }
        if (filter.person) add("+s.id IN (SELECT c.series_id FROM credits AS c WHERE c.person_id = :person)", filter.person->value);
    }

    const std::string& text() const { return text_; }
    void attach(soci::statement& statement) const {
        for (const auto& value : values_) {
            if (value.text) {
                statement.exchange(use(*value.text));
            } else {
                statement.exchange(use(value.number));
            }
        }
    }

private:
    struct Value {
        std::int64_t number = 0;
        std::optional<std::string> text;
    };
    void add(std::string_view condition, std::int64_t value) {
        text_ += fmt::format(" AND {}", condition);
        values_.push_back({value, std::nullopt});
    }
    void add(std::string_view condition, const std::string& value) {
        text_ += fmt::format(" AND {}", condition);
        values_.push_back({0, to_stored_text(value)});
    }
    void add_label(std::string_view kind, const std::optional<std::string>& name) {
        if (!name) return;
        add(fmt::format("+s.id IN (SELECT sl.series_id FROM labels AS l JOIN series_labels AS sl ON sl.label_id = l.id "
                        "WHERE l.kind = '{0}' AND l.name = :{0})", kind),
            *name);
    }

    std::string text_;
    std::vector<Value> values_;
};

/// The place a page begins after, in the type of the order's key.
struct PlaceValues {
    SeriesOrder order;
    Place place;
    std::int64_t number = 0;

    void attach(soci::statement& statement) const {
        if (place.is_start) return;
        if (order == SeriesOrder::Title) {
            statement.exchange(use(place.key));
        } else {
            statement.exchange(use(number));
        }
        statement.exchange(use(place.id));
    }
};

Result<PlaceValues> place_of(SeriesOrder order, const Cursor& cursor) {
    BT_TRY(const Place place, read_cursor(text_of(order).name, cursor));
    PlaceValues values{.order = order, .place = place};
    if (order != SeriesOrder::Title) std::from_chars(place.key.data(), place.key.data() + place.key.size(), values.number);
    return values;
}

std::optional<domain::Artwork> poster_of(Connection& sql, domain::SeriesId series) {
    ArtworkColumns row;
    const bool found = sql.run(fmt::format("SELECT {} FROM artwork AS a WHERE a.series_id = :series AND a.kind = 'poster' AND a.season_id IS NULL "
                                           "AND a.episode_id IS NULL ORDER BY a.sequence, a.position LIMIT 1", kArtworkColumns),
                               use(series.value), row);
    if (!found) return std::nullopt;
    return row.artwork();
}

Result<Page<SeriesSummary>> read_page(Connection& sql, SeriesOrder order, const PageRequest& request, const SeriesFilter& filter) {
    const OrderText by = text_of(order);
    const Conditions conditions(filter);
    BT_TRY(const PlaceValues after, place_of(order, request.after));
    const int limit = rows_of(request);
    const std::string beyond = after.place.is_start ? "" : fmt::format(" AND ({}, s.id) {} (:key, :id)", by.key, by.beyond);

    Page<SeriesSummary> page;
    SeriesSummary row;
    std::string key;
    Place last;
    bool is_more = false;
    sql.each(fmt::format("SELECT s.id, s.title, s.year, s.added_at, s.changed_version, s.episode_count, {0} FROM series AS s "
                         "WHERE s.removed_at IS NULL{1}{2} ORDER BY {0} {3}, s.id {3} LIMIT :limit", by.key, conditions.text(), beyond, by.direction),
             [&] {
                 is_more = page.rows.size() == static_cast<std::size_t>(limit);
                 if (is_more) return;
                 page.rows.push_back(row);
                 last = {.key = key, .id = row.id.value, .is_start = false};
             },
             conditions, after, use(limit + 1), into(row.id.value), into(row.title), into(row.year), into(row.added_at_ms),
             into(row.changed_version), into(row.episode_count), into(key));
    if (is_more) page.next = write_cursor(by.name, last);
    for (auto& summary : page.rows) summary.poster = poster_of(sql, summary.id);
    sql.run("SELECT count(*) FROM series AS s WHERE s.removed_at IS NULL" + conditions.text(), conditions, into(page.total));
    return page;
}

Result<SeriesView> read_view(Connection& sql, domain::SeriesId id) {
    SeriesView view;
    BT_TRY(view.series, load_series(sql, id));
    sql.run("SELECT s.library_id, l.path, s.folder, s.added_at, s.changed_version FROM series AS s JOIN libraries AS l ON l.id = s.library_id "
            "WHERE s.id = :id",
            use(id.value), into(view.library.value), into(view.library_path), into(view.folder), into(view.added_at_ms), into(view.changed_version));
    view.library_path = from_stored_path(view.library_path);
    view.folder = from_stored_path(view.folder);
    return view;
}

std::string name_of(LabelKind kind) {
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
        sql.each("SELECT l.name, count(DISTINCT sl.series_id) AS series FROM labels AS l JOIN series_labels AS sl ON sl.label_id = l.id "
                 "JOIN series AS s ON s.id = sl.series_id WHERE l.kind = :kind AND s.removed_at IS NULL "
                 "GROUP BY l.id ORDER BY series DESC, l.name LIMIT :limit",
                 [&] { counts.push_back(row); }, use(name_of(kind)), use(kPageLimit), into(row.name), into(row.series));
        return counts;
    });
}

Result<std::int64_t> SeriesReader::catalogue_version() const {
    return read_value(database_, "read the catalogue's version", [&](Connection& sql) -> Result<std::int64_t> {
        std::int64_t version = 0;
        sql.run("SELECT version FROM catalogue", into(version));
        return version;
    });
}

}  // namespace bt::store
