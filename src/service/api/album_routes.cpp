#include "service/api/album_routes.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "service/api/catalogue_json.h"
#include "service/api/requests.h"
#include "service/api/writers.h"
#include "store/album_ties.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::array owners_json(const std::vector<store::AlbumOwner>& owners) {
    json::array out;
    for (const auto& owner : owners) out.push_back(json::object{{"id", owner.id.value}, {"title", to_valid_utf8(owner.title)}});
    return out;
}

json::object album_json(const store::AlbumRow& album) {
    json::object out{{"id", album.id.value}, {"title", to_valid_utf8(album.title)}, {"artist", to_valid_utf8(album.artist)}, {"year", nullptr},
                     {"folder", to_valid_utf8(album.folder)}, {"cover", cover_json(album.cover)}, {"song_count", album.songs},
                     {"series", owners_json(album.series)}, {"tied", owners_json(album.tied)}};
    if (album.year) out["year"] = *album.year;
    return out;
}

Error no_such_album() { return Error{.fault = Fault::NotFound, .message = "no album has this id"}; }

Result<json::object> list_albums(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::AlbumTies(database).page(page_request));
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(album_json(row));
    return json::object{{"albums", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> one_album(store::Database& database, const http::Request& request) {
    const auto id = read_id<domain::AlbumId>(request.parameter("id"));
    if (!id) return no_such_album();
    BT_TRY(const auto album, store::AlbumTies(database).by_id(*id));
    return album_json(album);
}

Result<json::object> tie_album(store::Database& database, const http::Request& request) {
    BT_TRY([[maybe_unused]] const auto before, one_album(database, request));
    BT_TRY(const auto series, number_in_body(request, "series"));
    BT_CHECK(store::AlbumTies(database).tie(*read_id<domain::AlbumId>(request.parameter("id")), domain::SeriesId{series}));
    return one_album(database, request);
}

/// Says nothing of the album: it may have left the library since it was tied.
Result<void> untie_album(store::Database& database, const http::Request& request) {
    const auto album = read_id<domain::AlbumId>(request.parameter("id"));
    const auto series = read_id<domain::SeriesId>(request.parameter("series"));
    if (!album) return no_such_album();
    if (!series) return Error{.fault = Fault::NotFound, .message = "no series has this id"};
    return store::AlbumTies(database).untie(*album, *series);
}

}  // namespace

void add_album_routes(http::Router& router, store::Database& database, Changes taken, std::function<void()> on_change) {
    router.get("/api/v1/albums", handler([&](const auto& request) { return list_albums(database, request); }));
    router.get("/api/v1/albums/{id}", handler([&](const auto& request) { return one_album(database, request); }));
    const auto changing = [on_change](const auto& change) {
        return [change, on_change](const http::Request& request) {
            auto done = change(request);
            if (done) on_change();
            return done;
        };
    };
    router.post("/api/v1/albums/{id}/series", writing(taken, 201, changing([&](const http::Request& request) { return tie_album(database, request); })));
    router.add(http::Method::Delete, "/api/v1/albums/{id}/series/{series}", writing(taken, 204, changing([&](const http::Request& request) { return untie_album(database, request); })));
}

}  // namespace bt::service
