#include "service/api/sound_routes.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "service/api/sound_json.h"
#include "service/cue_sheet/from_store.h"
#include "service/sound/episode_content.h"
#include "store/series_reader.h"
#include "store/song_reader.h"
#include "store/sound_reader.h"
#include "store/sound_store.h"

namespace bt::service {
namespace {

namespace json = boost::json;

json::object page_json(const store::Page<store::SongRow>& page) {
    json::array rows;
    for (const auto& row : page.rows) rows.push_back(song_json(row));
    return {{"songs", std::move(rows)}, {"next_cursor", next_of(page)}, {"total", page.total}};
}

Result<json::object> list_songs(store::Database& database, const http::Request& request) {
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::SongReader(database).page(page_request));
    return page_json(page);
}

Result<json::object> series_songs(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::SeriesId>(request, "series"));
    BT_TRY(const auto page_request, read_page(request));
    BT_TRY(const auto page, store::SongReader(database).of_series(id, page_request));
    return page_json(page);
}

/// The song and a page of its uses.
Result<json::object> one_song(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::SongId>(request, "song"));
    BT_TRY(const auto page_request, read_page(request));
    const store::SongReader reader(database);
    BT_TRY(const auto song, reader.by_id(id));
    BT_TRY(const auto page, reader.uses(id, page_request));
    auto out = song_json(song);
    json::array cues;
    for (const auto& use : page.rows) cues.push_back(use_json(use));
    out["tags"] = tags_json(song.song.tags);
    out["cues"] = std::move(cues);
    out["next_cursor"] = next_of(page);
    return out;
}

Result<json::object> series_themes(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::SeriesId>(request, "series"));
    BT_TRY([[maybe_unused]] const auto series, store::SeriesReader(database).by_id(id));
    BT_TRY(const auto themes, store::SoundReader(database).themes(id));
    json::array rows;
    for (const auto& theme : themes) rows.push_back(theme_json(theme));
    return json::object{{"themes", std::move(rows)}};
}

Result<json::object> episode_sound(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::EpisodeId>(request, "episode"));
    BT_TRY(const auto episode, content_of_episode(database, id));
    BT_TRY(const auto view, store::SoundReader(database).by_content(episode.content, episode.view.series));
    json::object out{{"stage", store::to_string(view.stage)}, {"reason", to_valid_utf8(view.failure)}, {"loudness", nullptr}};
    if (view.stage == store::SoundStage::Listened || view.stage == store::SoundStage::Heard) {
        BT_TRY(const auto measures, store::SoundStore(database).measures(episode.content));
        out["loudness"] = measures_json(measures);
    }
    return out;
}

/// What a cue sheet's request asks beside the episodes.
struct SheetRequest {
    CueSheetFormat format = CueSheetFormat::Csv;
    FrameRate rate;
};

Result<SheetRequest> read_sheet_request(const http::Request& request) {
    SheetRequest out;
    const auto format = read_cue_sheet_format(request.query_value("format").value_or("csv"));
    if (!format) return Error{.fault = Fault::Invalid, .message = fmt::format("format is {}", kCueSheetFormats)};
    out.format = *format;
    if (const auto rate = request.query_value("fps")) {
        BT_TRY(out.rate, read_frame_rate(*rate));
    }
    return out;
}

/// A download, named by plain characters whatever the series is called.
Result<http::Response> sheet_response(std::span<const CueSheetEpisode> episodes, const SheetRequest& request, std::string_view name) {
    BT_TRY(auto text, write_cue_sheet(episodes, request.format, request.rate));
    auto response = http::make_response(200, content_type(request.format), std::move(text));
    response.headers.set("Cache-Control", "no-cache");
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"{}{}\"", name, file_extension(request.format)));
    return response;
}

Result<http::Response> episode_sheet(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::EpisodeId>(request, "episode"));
    BT_TRY(const auto wanted, read_sheet_request(request));
    BT_TRY(const auto sheet, cue_sheet_of_episode(database, id));
    return sheet_response(std::span(&sheet, 1), wanted, "cue-sheet-" + code_of(sheet));
}

Result<http::Response> season_sheet(store::Database& database, const http::Request& request) {
    const auto id = read_id<domain::SeriesId>(request.parameter("id"));
    const auto season = read_number<int>(request.parameter("number"));
    if (!id || !season) return Error{.fault = Fault::NotFound, .message = "there is no such season"};
    BT_TRY(const auto wanted, read_sheet_request(request));
    BT_TRY(const auto sheets, cue_sheet_of_season(database, *id, *season));
    return sheet_response(sheets, wanted, fmt::format("cue-sheet-S{:02}", *season));
}

template <class Work>
http::Handler sheet_handler(Work work) {
    return [work](const http::Request& request) {
        auto result = work(request);
        return result ? std::move(*result) : problem_for(result.error());
    };
}

}  // namespace

void add_sound_routes(http::Router& router, store::Database& database, std::function<AnalysisStatus()> analysis) {
    router.get("/api/v1/songs", handler([&](const auto& request) { return list_songs(database, request); }));
    router.get("/api/v1/songs/{id}", handler([&](const auto& request) { return one_song(database, request); }));
    router.get("/api/v1/series/{id}/songs", handler([&](const auto& request) { return series_songs(database, request); }));
    router.get("/api/v1/series/{id}/themes", handler([&](const auto& request) { return series_themes(database, request); }));
    router.get("/api/v1/episodes/{id}/sound", handler([&](const auto& request) { return episode_sound(database, request); }));
    router.get("/api/v1/episodes/{id}/cue-sheet", sheet_handler([&](const auto& request) { return episode_sheet(database, request); }));
    router.get("/api/v1/series/{id}/seasons/{number}/cue-sheet", sheet_handler([&](const auto& request) { return season_sheet(database, request); }));
    router.get("/api/v1/analysis", handler([analysis = std::move(analysis)](const auto&) -> Result<json::object> { return analysis_json(analysis()); }));
}

}  // namespace bt::service
