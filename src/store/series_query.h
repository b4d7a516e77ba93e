// The series that a filter lets through, in one of the list's orders, as SQL.
//
// SQLite is given the way to walk, because it cannot know it: where a label is asked for, its own index in the order (0005_lists.sql),
// the rarest label first; where an anthology or a person is, their few series, sorted; else the order's index over all series. What else
// is asked is decided row by row. So a page costs its rows and what the further conditions turn away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/connection.h"
#include "store/cursor.h"
#include "store/letters.h"
#include "store/series_reader.h"

namespace bt::store {

class SeriesQuery {
public:
    /// Faults: Invalid for a letter there is none of.
    static Result<SeriesQuery> make(Connection& sql, SeriesOrder order, const SeriesFilter& filter);

    /// `columns` of `series AS s`, then the order's key; in the order, from after `place`, up to :limit (which the caller adds).
    std::string page_text(std::string_view columns, const Place& place) const;
    /// How many there are.
    std::string count_text() const;
    /// How many there are, where that is known without counting.
    std::optional<std::int64_t> total() const { return total_; }
    /// Restricts it to a letter, further to what it was made with.
    void restrict_to(const Letter& letter);

    /// The values of count_text().
    void attach(soci::statement& statement) const;

    /// The values of page_text().
    struct From {
        const SeriesQuery& query;
        const Place& place;
        std::int64_t number = 0;
        void attach(soci::statement& statement) const;
    };
    From from(const Place& place) const;

private:
    explicit SeriesQuery(SeriesOrder order) : order_(order) {}
    struct Value {
        std::int64_t number = 0;
        std::optional<std::string> text;
    };
    struct Label {
        std::int64_t id = 0, series = 0;
    };
    Result<void> read(Connection& sql, const SeriesFilter& filter);
    void start_at_label(const Label& label);
    void start_at_few(std::string_view select, Value value);
    /// One more condition: the text, the value, what closes it.
    void where(const std::string& condition, Value value, std::string_view close = "");
    /// Keeps a value for the statement; how the statement calls it.
    std::string named(Value value);

    SeriesOrder order_;
    std::string key_ = {}, id_ = "s.id", sort_key_ = "s.sort_key", year_ = "s.year";
    std::string from_, conditions_;
    std::vector<Value> values_;
    std::optional<std::int64_t> total_;
};

/// The name of the order in cursors.
std::string_view name_of(SeriesOrder order);

}  // namespace bt::store
