#include "store/series_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "store/stored_text.h"

namespace bt::store {
namespace {

bool rises(SeriesOrder order) { return order == SeriesOrder::Title; }

/// The order's column in an index over `table`: of the series themselves, or of a label's rows.
std::string key_of(SeriesOrder order, std::string_view table) {
    switch (order) {
        case SeriesOrder::Title: return fmt::format("{}.sort_key", table);
        case SeriesOrder::Added: return fmt::format("{}.added_at", table);
        case SeriesOrder::Year: return table == "s" ? "coalesce(s.year, 0)" : fmt::format("{}.year", table);
    }
    return {};
}

}  // namespace

std::string_view name_of(SeriesOrder order) {
    switch (order) {
        case SeriesOrder::Title: return "series-title";
        case SeriesOrder::Added: return "series-added";
        case SeriesOrder::Year: return "series-year";
    }
    return {};
}

Result<SeriesQuery> SeriesQuery::make(Connection& sql, SeriesOrder order, const SeriesFilter& filter) {
    SeriesQuery query(order);
    query.from_ = "series AS s WHERE s.removed_at IS NULL";
    query.key_ = key_of(order, "s");
    BT_CHECK(query.read(sql, filter));
    return query;
}

Result<void> SeriesQuery::read(Connection& sql, const SeriesFilter& filter) {
    std::vector<Label> labels;
    const auto find = [&](const std::string& kind, const std::optional<std::string>& name) {
        if (!name) return;
        Label label;
        // A label nobody has: no series has it either.
        sql.run("SELECT id, series_count FROM labels WHERE kind = :kind AND name = :name", use(kind), use(to_stored_text(*name)), into(label.id),
                into(label.series));
        labels.push_back(label);
    };
    find("genre", filter.genre);
    find("studio", filter.studio);
    find("tag", filter.tag);
    find("country", filter.country);
    std::ranges::sort(labels, {}, &Label::series);

    constexpr std::string_view kOfAnthology = "SELECT i.series_id FROM instalments AS i JOIN anthologies AS an ON an.id = i.anthology_id "
                                              "WHERE an.title = ";
    constexpr std::string_view kOfPerson = "SELECT a.series_id FROM appearances AS a WHERE a.person_id = ";
    if (filter.anthology) {
        start_at_few(kOfAnthology, {0, to_stored_text(*filter.anthology)});
    } else if (filter.person) {
        start_at_few(kOfPerson, {filter.person->value, {}});
    } else if (!labels.empty()) {
        start_at_label(labels.front());
        labels.erase(labels.begin());
    }
    for (const auto& label : labels) {
        where("EXISTS (SELECT 1 FROM series_labels AS l WHERE l.series_id = " + id_ + " AND l.label_id = ", {label.id, {}}, ")");
    }
    if (filter.anthology && filter.person) where("s.id IN (" + std::string(kOfPerson), {filter.person->value, {}}, ")");
    if (filter.year) where(year_ + " = ", {*filter.year, {}});
    // Faster: the label's series of one year are few, and sorted sooner than all of the label's are walked (1.6 ms of CPU to 0.4 ms).
    if (filter.year && id_ == "f.series_id" && order_ != SeriesOrder::Year) key_ = "+" + key_;
    if (filter.library) where("s.library_id = ", {filter.library->value, {}});
    if (filter.letter) {
        const Letter* letter = find_letter(*filter.letter);
        if (letter == nullptr) return Error{Fault::Invalid, "a letter is #, A to Z, *, an initial consonant of Hangul such as ㄱ, or ~"};
        restrict_to(*letter);
    }
    return {};
}

void SeriesQuery::start_at_label(const Label& label) {
    from_ = "series_labels AS f CROSS JOIN series AS s ON s.id = f.series_id WHERE f.sort_key IS NOT NULL AND f.label_id = " + named({label.id, {}});
    key_ = key_of(order_, "f");
    id_ = "f.series_id";
    sort_key_ = "f.sort_key";
    year_ = "f.year";
    total_ = label.series;
}

void SeriesQuery::start_at_few(std::string_view select, Value value) {
    from_ = fmt::format("({}{}) AS few CROSS JOIN series AS s ON s.id = few.series_id WHERE s.removed_at IS NULL", select, named(std::move(value)));
}

void SeriesQuery::restrict_to(const Letter& letter) {
    where(sort_key_ + " >= ", {0, letter.from});
    if (!letter.to.empty()) where(sort_key_ + " < ", {0, letter.to});
}

void SeriesQuery::where(const std::string& condition, Value value, std::string_view close) {
    conditions_ += fmt::format(" AND {}{}{}", condition, named(std::move(value)), close);
    total_.reset();
}

std::string SeriesQuery::named(Value value) {
    values_.push_back(std::move(value));
    return fmt::format(":value{}", values_.size());
}

std::string SeriesQuery::page_text(std::string_view columns, const Place& place) const {
    const std::string_view direction = rises(order_) ? "ASC" : "DESC";
    const std::string beyond = place.is_start ? "" : fmt::format(" AND ({}, {}) {} (:key, :id)", key_, id_, rises(order_) ? ">" : "<");
    return fmt::format("SELECT {0}, {1} FROM {2}{3}{4} ORDER BY {1} {5}, {6} {5} LIMIT :limit", columns, key_, from_, conditions_, beyond, direction, id_);
}

std::string SeriesQuery::count_text() const { return fmt::format("SELECT count(*) FROM {}{}", from_, conditions_); }

void SeriesQuery::attach(soci::statement& statement) const {
    for (const auto& value : values_) {
        if (value.text) {
            statement.exchange(use(*value.text));
        } else {
            statement.exchange(use(value.number));
        }
    }
}

SeriesQuery::From SeriesQuery::from(const Place& place) const {
    From out{.query = *this, .place = place};
    if (order_ != SeriesOrder::Title) std::from_chars(place.key.data(), place.key.data() + place.key.size(), out.number);
    return out;
}

void SeriesQuery::From::attach(soci::statement& statement) const {
    query.attach(statement);
    if (place.is_start) return;
    if (query.order_ == SeriesOrder::Title) {
        statement.exchange(use(place.key));
    } else {
        statement.exchange(use(number));
    }
    statement.exchange(use(place.id));
}

}  // namespace bt::store
