// The catalogue as the API's JSON: the names of these fields are a contract (openapi.json).
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/series.h"
#include "service/playing.h"
#include "store/series_reader.h"

namespace bt::service {

/// An episode in a list: number, titles, length, where it plays, languages.
boost::json::object episode_json(const domain::Episode& episode);
/// An extra in a list.
boost::json::object extra_json(const domain::Extra& extra);
/// The series something belongs to.
boost::json::object series_reference_json(domain::SeriesId id, std::string_view title, const std::vector<domain::Artwork>& artwork);
/// A series with everything its page shows.
boost::json::object series_json(const domain::Series& series);
/// A series in a list.
boost::json::object summary_json(const store::SeriesSummary& series);
/// {"poster": {"url", "width"?, "height"?, "hue"?, "thumbhash"?}, ...}: the first picture of each kind.
boost::json::object artwork_json(const std::vector<domain::Artwork>& artwork);
/// Where the picture of a person is; null when the library has none.
boost::json::value portrait_json(std::int64_t person, bool has_picture);
/// Where an album's picture is; null when it has none.
boost::json::value cover_json(const std::optional<domain::AlbumId>& album);
/// The hue of the poster, else of the fanart; null while nobody has looked at them.
boost::json::value hue_json(const std::vector<domain::Artwork>& artwork);

/// Why a file that could not be opened cannot be played. `words` are such as viewers may read.
Unplayable reason_against_opening(const Error& error);
/// Sets "playable", and "reason" and "reason_code" where it is not.
void set_playable(boost::json::object& episode, const Unplayable& reason);

}  // namespace bt::service
