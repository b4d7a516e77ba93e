#include "service/api/search_json.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "service/api/catalogue_json.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::object hit_json(const SearchHit& hit, const char* shown_as) {
    json::array names;
    for (const auto& name : hit.names) names.emplace_back(to_valid_utf8(name));
    return {{"id", hit.id},
            {shown_as, to_valid_utf8(hit.names.empty() ? std::string{} : hit.names.front())},
            {"names", std::move(names)},
            {"matched", to_valid_utf8(hit.matched)},
            {"match", names::to_string(hit.match)}};
}
json::value number_or_null(const std::optional<int>& number) { return number ? json::value(*number) : json::value(nullptr); }
json::object series_json(domain::SeriesId id, const std::string& title) { return {{"id", id.value}, {"title", to_valid_utf8(title)}}; }

json::object to_json(const TitleHit& hit) {
    auto row = hit_json(hit, "title");
    row["year"] = number_or_null(hit.year);
    row["artwork"] = artwork_json(hit.poster ? std::vector{*hit.poster} : std::vector<domain::Artwork>{});
    return row;
}
json::object to_json(const PersonHit& hit) {
    auto row = hit_json(hit, "name");
    row["series"] = hit.series;
    row["picture"] = portrait_json(hit.id, hit.has_picture);
    if (hit.role) row["role"] = json::object{{"name", to_valid_utf8(hit.role->name)}, {"series", series_json(hit.role->series, hit.role->series_title)}};
    return row;
}
json::object to_json(const EpisodeHit& hit) {
    auto row = hit_json(hit, "title");
    row["series"] = series_json(hit.series, hit.series_title);
    row["season"] = hit.season;
    row["number"] = number_or_null(hit.number);
    return row;
}
json::object to_json(const SongHit& hit) {
    auto row = hit_json(hit, "title");
    row["artist"] = to_valid_utf8(hit.artist);
    row["cover"] = cover_json(hit.cover);
    row["series"] = series_json(hit.series, hit.series_title);
    return row;
}

json::object to_json(const LineHit& hit) {
    const auto& line = hit.line;
    return {{"episode", json::object{{"id", line.episode.value}, {"title", to_valid_utf8(line.episode_title)}, {"season", line.season}, {"number", number_or_null(line.number)}}},
            {"series", series_json(line.series, line.series_title)},
            {"time", static_cast<double>(line.time.count()) / 1'000},
            {"text", to_valid_utf8(line.text)},
            {"matched", to_valid_utf8(hit.matched)},
            {"match", names::to_string(hit.match)},
            {"language", to_valid_utf8(line.language)}};
}

template <class Hits>
json::array rows(const Hits& hits) {
    json::array out;
    for (const auto& hit : hits) out.push_back(to_json(hit));
    return out;
}

}  // namespace

json::object search_json(const SearchResults& results) {
    return {{"titles", rows(results.titles)}, {"people", rows(results.people)}, {"episodes", rows(results.episodes)}, {"songs", rows(results.songs)}, {"lines", rows(results.lines)}};
}

}  // namespace bt::service
