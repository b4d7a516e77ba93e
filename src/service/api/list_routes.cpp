#include "service/api/list_routes.h"

#include <boost/json.hpp>
#include <filesystem>

#include "base/text.h"
#include "service/api/catalogue_json.h"
#include "service/api/requests.h"
#include "store/people_reader.h"
#include "store/problem_reader.h"
#include "store/series_reader.h"

namespace bt::service {
namespace {

namespace json = boost::json;

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
    filter.country = text("country");
    filter.anthology = text("anthology");
    filter.letter = text("letter");
    if (const auto year = request.query_value("year")) {
        filter.year = read_number<int>(*year);
        if (!filter.year) return Error{.fault = Fault::Invalid, .message = "year is a number"};
    }
    if (const auto person = request.query_value("person")) {
        filter.person = read_id<domain::PersonId>(*person);
        if (!filter.person) return Error{.fault = Fault::Invalid, .message = "person is the id of one"};
    }
    return filter;
}

Result<json::object> list_series(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto order, read_order(request));
    BT_TRY(const auto filter, read_filter(request));
    BT_TRY(const auto page, store::SeriesReader(database).page(order, page_request, filter));
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(summary_json(row));
    return json::object{{"series", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> list_letters(store::Database& database, const http::Request& request) {
    BT_TRY(const auto filter, read_filter(request));
    BT_TRY(const auto letters, store::SeriesReader(database).letters(filter));
    json::array rows;
    for (const auto& each : letters) {
        rows.push_back(json::object{{"letter", each.letter}, {"series", each.series}, {"cursor", each.before.empty() ? json::value(nullptr) : json::value(each.before)}});
    }
    return json::object{{"letters", std::move(rows)}};
}

json::array counts_json(const std::vector<store::LabelCount>& counts) {
    json::array rows;
    for (const auto& each : counts) rows.push_back(json::object{{"name", to_valid_utf8(each.name)}, {"series", each.series}});
    return rows;
}

Result<json::object> list_filters(store::Database& database) {
    const store::SeriesReader reader(database);
    json::object out;
    const std::pair<const char*, store::LabelKind> kLists[] = {{"genres", store::LabelKind::Genre}, {"studios", store::LabelKind::Studio},
                                                               {"tags", store::LabelKind::Tag}, {"countries", store::LabelKind::Country}};
    for (const auto& [name, kind] : kLists) {
        BT_TRY(const auto counts, reader.labels(kind));
        out[name] = counts_json(counts);
    }
    BT_TRY(const auto anthologies, reader.anthologies());
    out["anthologies"] = counts_json(anthologies);
    BT_TRY(const auto years, reader.years());
    json::array rows;
    for (const auto& each : years) rows.push_back(json::object{{"year", each.year}, {"series", each.series}});
    out["years"] = std::move(rows);
    return out;
}

Result<json::object> list_people(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::PeopleReader(database).page(page_request));
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(json::object{{"id", row.id.value}, {"name", to_valid_utf8(row.name)}, {"series", row.series}});
    return json::object{{"people", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> list_problems(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::ProblemReader(database).page(page_request));
    json::array rows;
    for (const auto& row : page.rows) {
        // By its folder's own name: where it lies on the disk is nobody's business.
        const auto library = std::filesystem::path(row.library_path).filename().string();
        rows.push_back(json::object{{"library", to_valid_utf8(library)}, {"path", to_valid_utf8(row.problem.path)}, {"reason", to_valid_utf8(row.problem.message)},
                                    {"series_id", row.series ? json::value(row.series->value) : json::value(nullptr)}});
    }
    return json::object{{"problems", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

}  // namespace

void add_list_routes(http::Router& router, store::Database& database) {
    router.get("/api/v1/series", handler([&](const auto& request) { return list_series(database, request); }));
    router.get("/api/v1/series/letters", handler([&](const auto& request) { return list_letters(database, request); }));
    router.get("/api/v1/series/filters", handler([&](const auto&) { return list_filters(database); }));
    router.get("/api/v1/people", handler([&](const auto& request) { return list_people(database, request); }));
    router.get("/api/v1/problems", handler([&](const auto& request) { return list_problems(database, request); }));
}

}  // namespace bt::service
