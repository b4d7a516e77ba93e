#include "service/api/correction_routes.h"

#include <boost/json.hpp>

#include "service/api/read_correction.h"
#include "service/api/requests.h"
#include "service/api/sound_json.h"
#include "service/api/writers.h"
#include "service/sound/episode_content.h"
#include "store/correction_store.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"

namespace bt::service {
namespace {

namespace json = boost::json;

Result<EpisodeContent> episode_of(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::EpisodeId>(request, "episode"));
    return content_of_episode(database, id);
}

/// The episode as it is heard now, with its corrections.
Result<json::object> corrected(store::Database& database, const EpisodeContent& episode) {
    BT_TRY(const auto view, store::SoundReader(database).by_content(episode.content, episode.view.series));
    BT_TRY(const auto corrections, store::CorrectionStore(database).of(episode.content));
    json::array list;
    for (const auto& correction : corrections) list.push_back(correction_json(correction, view));
    return json::object{{"corrections", std::move(list)}, {"cues", cues_json(view)}, {"parts", parts_json(view)}};
}

Result<json::object> list_corrections(store::Database& database, const http::Request& request) {
    BT_TRY(const auto episode, episode_of(database, request));
    return corrected(database, episode);
}

Result<json::object> add_correction(store::Database& database, const http::Request& request) {
    BT_TRY(const auto episode, episode_of(database, request));
    BT_TRY(const auto body, read_body(request));
    BT_TRY(const auto correction, read_correction(database, body));
    BT_TRY(const auto id, store::CorrectionStore(database).add(episode.content, correction));
    BT_TRY(auto out, corrected(database, episode));
    out["id"] = id.value;
    return out;
}

Result<json::object> remove_correction(store::Database& database, const http::Request& request) {
    BT_TRY(const auto episode, episode_of(database, request));
    const auto id = read_id<domain::CorrectionId>(request.parameter("correction"));
    if (!id) return Error{.fault = Fault::NotFound, .message = "no correction has this id"};
    BT_CHECK(store::CorrectionStore(database).remove(episode.content, *id));
    return corrected(database, episode);
}

Result<json::object> name_theme(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::ThemeId>(request, "theme"));
    const store::SoundReader reader(database);
    BT_TRY([[maybe_unused]] const auto before, reader.theme(id));
    BT_TRY(const auto body, read_body(request));
    const auto* name = body.if_contains("name");
    if (name == nullptr || !name->is_string()) return Error{.fault = Fault::Invalid, .message = "name is a text; an empty one gives the theme its letter back"};
    BT_CHECK(store::SoundStore(database).name_theme(id, std::string(name->get_string())));
    BT_TRY(const auto theme, reader.theme(id));
    return theme_json(theme);
}

}  // namespace

void add_correction_routes(http::Router& router, store::Database& database, Changes taken) {
    router.get("/api/v1/episodes/{id}/corrections", handler([&](const auto& request) { return list_corrections(database, request); }));
    router.post("/api/v1/episodes/{id}/corrections", writing(taken, 201, [&](const auto& request) { return add_correction(database, request); }));
    router.add(http::Method::Delete, "/api/v1/episodes/{id}/corrections/{correction}", writing(taken, 200, [&](const auto& request) { return remove_correction(database, request); }));
    router.post("/api/v1/themes/{id}", writing(taken, 200, [&](const auto& request) { return name_theme(database, request); }));
}

}  // namespace bt::service
