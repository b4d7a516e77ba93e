// Writes what belongs to a series and its episodes, once these have their ids: replaces what was there.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "domain/series.h"
#include "store/connection.h"

namespace bt::store {

/// The rows a series' values were given.
struct SeriesRows {
    std::int64_t series = 0;
    std::unordered_map<std::string, std::int64_t> files;                ///< by path
    std::unordered_map<const domain::Season*, std::int64_t> seasons;
    std::unordered_map<const domain::Episode*, std::int64_t> episodes;
    std::int64_t now_ms = 0;
};

void write_versions(Connection& sql, const domain::Series& series, const SeriesRows& rows);
/// An extra keeps its id with its file.
void write_extras(Connection& sql, const domain::Series& series, const SeriesRows& rows);
/// A picture keeps its id with its kind and place, and its facts while its stamp stays.
void write_artwork(Connection& sql, const domain::Series& series, const SeriesRows& rows);
void write_credits(Connection& sql, const domain::Series& series, const SeriesRows& rows);
/// Who is in the series, once each, from its credits as they stand; nobody while it is not in the library.
void write_appearances(Connection& sql, std::int64_t series);
void write_labels(Connection& sql, const domain::Series& series, const SeriesRows& rows);
void write_provider_ids(Connection& sql, const domain::Series& series, const SeriesRows& rows);
void write_instalment(Connection& sql, const domain::Series& series, const SeriesRows& rows);
void write_themes(Connection& sql, const domain::Series& series, const SeriesRows& rows);
/// An album keeps its id with its folder; a song with its path and content, then its content, then its path.
void write_albums(Connection& sql, const domain::Series& series, const SeriesRows& rows);

}  // namespace bt::store
