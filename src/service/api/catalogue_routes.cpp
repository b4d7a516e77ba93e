#include "service/api/catalogue_routes.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/text.h"
#include "service/api/catalogue_json.h"
#include "service/api/media_routes.h"
#include "service/api/problems.h"
#include "service/api/tracks_json.h"
#include "store/artwork_reader.h"
#include "store/episode_reader.h"
#include "store/people_reader.h"
#include "store/problem_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

namespace json = boost::json;

/// An id from the path; nothing for anything but a positive number in its one spelling.
template <class Id>
std::optional<Id> read_id(std::string_view text) {
    Id id;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (fault != std::errc{} || end != text.data() + text.size() || id.value <= 0 || text.front() == '0') return std::nullopt;
    return id;
}

Result<store::PageRequest> read_page(const http::Request& request) {
    store::PageRequest page;
    if (const auto cursor = request.query_value("cursor")) page.after = std::string(*cursor);
    if (const auto limit = request.query_value("limit")) {
        const auto [end, fault] = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
        if (fault != std::errc{} || end != limit->data() + limit->size() || page.limit < 1) {
            return Error{.fault = Fault::Invalid, .message = fmt::format("limit is a number from 1 to {}", store::kPageLimit)};
        }
    }
    return page;
}

template <class Row>
json::value next_of(const store::Page<Row>& page) { return page.next.empty() ? json::value(nullptr) : json::value(page.next); }

http::Response answer(const json::object& body) {
    auto response = http::json_response(json::serialize(body));
    response.headers.set("Cache-Control", "no-cache");
    return response;
}

json::object summary_json(const store::SeriesSummary& series) {
    std::vector<domain::Artwork> artwork;
    if (series.poster) artwork.push_back(*series.poster);
    return {{"id", series.id.value},
            {"title", to_valid_utf8(series.title)},
            {"year", series.year ? json::value(*series.year) : json::value(nullptr)},
            {"artwork", artwork_json(artwork)},
            {"episode_count", series.episode_count},
            {"added", series.added_at_ms / 1'000}};
}

Result<store::SeriesOrder> read_order(const http::Request& request) {
    const auto sort = request.query_value("sort").value_or("title");
    if (sort == "title") return store::SeriesOrder::Title;
    if (sort == "added") return store::SeriesOrder::Added;
    if (sort == "year") return store::SeriesOrder::Year;
    return Error{.fault = Fault::Invalid, .message = "sort is title, added or year"};
}

Result<store::SeriesFilter> read_filter(const http::Request& request) {
    store::SeriesFilter filter;
    const auto text = [&](const char* name) {
        const auto value = request.query_value(name);
        return value ? std::optional<std::string>(*value) : std::nullopt;
    };
    filter.genre = text("genre");
    filter.studio = text("studio");
    filter.tag = text("tag");
    filter.anthology = text("anthology");
    if (const auto year = request.query_value("year")) {
        int value = 0;
        if (std::from_chars(year->data(), year->data() + year->size(), value).ec != std::errc{}) return Error{.fault = Fault::Invalid, .message = "year is a number"};
        filter.year = value;
    }
    return filter;
}

Result<json::object> list_series(store::Database& database, const http::Request& request) {
    const store::SeriesReader reader(database);
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto order, read_order(request));
    BT_TRY(const auto filter, read_filter(request));
    BT_TRY(const auto page, reader.page(order, page_request, filter));
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(summary_json(row));
    return json::object{{"series", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

/// The other instalments of an anthology, in order.
Result<json::array> instalments(const store::SeriesReader& reader, const domain::Series& series) {
    json::array out;
    if (!series.instalment) return out;
    BT_TRY(const auto page, reader.page(store::SeriesOrder::Title, {.limit = 100}, {.anthology = series.instalment->anthology}));
    for (const auto& each : page.rows) {
        auto row = summary_json(each);
        row["series_id"] = each.id.value;
        out.push_back(std::move(row));
    }
    return out;
}

Result<json::object> one_series(store::Database& database, const http::Request& request) {
    const auto id = read_id<domain::SeriesId>(request.parameter("id"));
    if (!id) return Error{.fault = Fault::NotFound, .message = "no series has this id"};
    const store::SeriesReader reader(database);
    BT_TRY(const auto view, reader.by_id(*id));
    auto out = series_json(view.series);
    out["added"] = view.added_at_ms / 1'000;
    BT_TRY(auto others, instalments(reader, view.series));
    out["instalments"] = std::move(others);
    return out;
}

/// The episode before or after, as far as a card needs it.
json::value neighbour(const store::EpisodeReader& reader, const std::optional<domain::EpisodeId>& id) {
    if (!id) return nullptr;
    const auto view = reader.by_id(*id);
    if (!view) return nullptr;
    auto whole = episode_json(view->episode);
    json::object out;
    for (const char* name : {"id", "season", "number", "title", "duration", "artwork", "playable"}) out[name] = std::move(whole[name]);
    return out;
}

Result<json::object> one_episode(store::Database& database, PresentationCache& cache, const http::Request& request) {
    const auto id = read_id<domain::EpisodeId>(request.parameter("id"));
    if (!id) return Error{.fault = Fault::NotFound, .message = "no episode has this id"};
    const store::EpisodeReader reader(database);
    BT_TRY(const auto view, reader.by_id(*id));
    auto out = episode_json(view.episode);
    out["series"] = json::object{{"id", view.series.value}, {"title", to_valid_utf8(view.series_title)}};
    out["next"] = neighbour(reader, view.next);
    out["previous"] = neighbour(reader, view.previous);
    out["tracks"] = json::array();
    out["subtitles"] = json::array();
    out["chapters"] = json::array();
    out["cues"] = json::array();
    out["parts"] = json::array();
    const auto* file = main_file(view.episode);
    if (file == nullptr || !media_url(*file, "")) return out;
    const auto media = cache.open(*file->content);
    if (!media) {
        // The page still tells what it knows; only playing is off.
        out["playable"] = false;
        out["reason"] = words_for_viewers(media.error());
        return out;
    }
    add_tracks(out, *(*media)->presentation, media_path(*file->content, ""));
    return out;
}

Result<json::object> list_problems(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::ProblemReader(database).page(page_request));
    json::array rows;
    for (const auto& row : page.rows) {
        rows.push_back(json::object{{"path", to_valid_utf8(row.problem.path)}, {"reason", to_valid_utf8(row.problem.message)},
                                    {"series_id", row.series ? json::value(row.series->value) : json::value(nullptr)}});
    }
    return json::object{{"problems", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> list_people(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::PeopleReader(database).page(page_request));
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(json::object{{"id", row.id.value}, {"name", to_valid_utf8(row.name)}, {"series", row.series}});
    return json::object{{"people", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> one_person(store::Database& database, const http::Request& request) {
    const auto id = read_id<domain::PersonId>(request.parameter("id"));
    if (!id) return Error{.fault = Fault::NotFound, .message = "no person has this id"};
    BT_TRY(const auto person, store::PeopleReader(database).by_id(*id));
    json::array credits;
    for (const auto& credit : person.credits) {
        credits.push_back(json::object{{"series", json::object{{"id", credit.series.value}, {"title", to_valid_utf8(credit.title)}}},
                                       {"role", to_valid_utf8(credit.role)}, {"type", to_valid_utf8(credit.type)}, {"episodes", credit.episodes}});
    }
    return json::object{{"id", person.id.value}, {"name", to_valid_utf8(person.name)}, {"credits", std::move(credits)}};
}

json::object scan_json(store::Database& database, const ScanStatus& status) {
    json::array watching;
    for (const auto& each : status.watching) watching.emplace_back(to_valid_utf8(each));
    const auto problems = store::ProblemReader(database).page({.limit = 1});
    return {{"state", status.is_scanning ? "scanning" : "idle"},
            {"folders", status.progress.folders_seen},
            {"series_done", status.progress.series_done},
            {"series_total", status.progress.series_changed},
            {"files_done", status.progress.files_probed},
            {"files_total", status.progress.files_to_probe},
            {"current", to_valid_utf8(status.progress.current)},
            {"started", status.started_ms == 0 ? json::value(nullptr) : json::value(status.started_ms / 1'000)},
            {"finished", status.finished_ms == 0 ? json::value(nullptr) : json::value(status.finished_ms / 1'000)},
            {"problems", problems ? problems->total : 0},
            {"message", to_valid_utf8(status.message)},
            {"watching", std::move(watching)}};
}

/// The type of a picture by its first bytes; empty for anything else, so that a link named poster.jpg gives nothing away.
std::string_view picture_type(const io::ByteSource& file) {
    const auto bytes = file.read({0, std::min<std::uint64_t>(file.size(), 256)});
    if (!bytes) return {};
    const auto head = as_text(*bytes);
    if (head.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (head.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
    if (head.starts_with("GIF8")) return "image/gif";
    if (head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WEBP") return "image/webp";
    if (head.size() >= 12 && head.substr(4, 8) == "ftypavif") return "image/avif";
    if (const auto text = trim(head); text.starts_with("<svg") || (text.starts_with("<?xml") && text.find("<svg") != std::string_view::npos)) return "image/svg+xml";
    return {};
}

http::Response serve_artwork(store::Database& database, const http::Request& request) {
    const auto id = read_id<domain::ArtworkId>(request.parameter("id"));
    if (!id) return http::problem(404, "No picture has this id.");
    const auto stored = store::ArtworkReader(database).by_id(*id);
    if (!stored) return problem_for(stored.error());
    const auto file = io::File::open((std::filesystem::path(stored->library_path) / stored->artwork.path).string());
    if (!file) return file.error().fault == Fault::NotFound ? http::problem(404, "The picture is no longer there.") : problem_for(file.error());
    const auto type = picture_type(**file);
    if (type.empty()) return http::problem(404, "What lies there is no picture.");
    auto response = http::file_response(*file, type);
    // The version in the URL changes with the file: it may be kept.
    response.headers.set("Cache-Control", request.query_value("v") ? "public, max-age=31536000, immutable" : "no-cache");
    // A picture is never a document of ours: an SVG opened on its own runs nothing.
    response.headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

/// A handler from a use case: its value as JSON, its fault as a problem document.
template <class Work>
http::Handler handler(Work work) {
    return [work](const http::Request& request) {
        const Result<json::object> result = work(request);
        return result ? answer(*result) : problem_for(result.error());
    };
}

}  // namespace

void add_catalogue_routes(http::Router& router, store::Database& database, PresentationCache& cache, LibraryService& library) {
    router.get("/api/v1/series", handler([&](const auto& request) { return list_series(database, request); }));
    router.get("/api/v1/series/{id}", handler([&](const auto& request) { return one_series(database, request); }));
    router.get("/api/v1/episodes/{id}", handler([&](const auto& request) { return one_episode(database, cache, request); }));
    router.get("/api/v1/people", handler([&](const auto& request) { return list_people(database, request); }));
    router.get("/api/v1/people/{id}", handler([&](const auto& request) { return one_person(database, request); }));
    router.get("/api/v1/problems", handler([&](const auto& request) { return list_problems(database, request); }));
    router.get("/api/v1/scan", handler([&](const auto&) -> Result<json::object> { return scan_json(database, library.status()); }));
    router.get("/api/v1/artwork/{id}", [&](const http::Request& request) { return serve_artwork(database, request); });
}

}  // namespace bt::service
