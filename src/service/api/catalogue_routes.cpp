#include "service/api/catalogue_routes.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <span>
#include <vector>

#include "base/text.h"
#include "domain/whole.h"
#include "service/api/catalogue_json.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "service/api/sound_json.h"
#include "service/api/tracks_json.h"
#include "service/api/writers.h"
#include "service/open_joined.h"
#include "service/playing.h"
#include "service/storyboard/storyboard_shelf.h"
#include "store/episode_reader.h"
#include "store/extra_reader.h"
#include "store/problem_reader.h"
#include "store/series_reader.h"
#include "store/sound_reader.h"

namespace bt::service {
namespace {

namespace json = boost::json;

/// Two rows of cards on a wide screen.
constexpr int kSimilarSeries = 12;

/// The instalments of the series' anthology, this one among them.
Result<json::array> instalments(const store::SeriesReader& reader, const domain::Series& series) {
    json::array out;
    if (!series.instalment) return out;
    BT_TRY(const auto page, reader.page(store::SeriesOrder::Title, {.limit = 100}, {.anthology = series.instalment->anthology}));
    for (const auto& each : page.rows) {
        auto row = summary_json(each);
        row["series_id"] = each.id.value;
        row["number"] = each.instalment && each.instalment->number ? json::value(*each.instalment->number) : json::value(nullptr);
        out.push_back(std::move(row));
    }
    return out;
}

Result<json::object> one_series(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::SeriesId>(request, "series"));
    const store::SeriesReader reader(database);
    BT_TRY(const auto view, reader.by_id(id));
    auto out = series_json(view.series);
    out["added"] = view.added_at_ms / 1'000;
    BT_TRY(const auto heard, store::SoundReader(database).summaries(id));
    add_sound_summaries(out, view.series, heard);
    BT_TRY(auto others, instalments(reader, view.series));
    out["instalments"] = std::move(others);
    return out;
}

Result<json::object> similar_series(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::SeriesId>(request, "series"));
    BT_TRY(const auto similar, store::SeriesReader(database).similar(id, kSimilarSeries));
    json::array rows;
    for (const auto& each : similar) {
        auto row = summary_json(each.series);
        json::array shared;
        for (const auto& name : each.shared) shared.emplace_back(to_valid_utf8(name));
        row["shared"] = std::move(shared);
        rows.push_back(std::move(row));
    }
    return json::object{{"series", std::move(rows)}};
}

using Direction = std::optional<domain::EpisodeId> store::EpisodeView::*;

/// The nearest episode before or after that another file plays, as far as a card needs it: whoever has seen a double episode has seen both.
json::value neighbour(const store::EpisodeReader& reader, const store::EpisodeView& from, Direction direction) {
    const auto* played = main_file(from.episode);
    for (auto id = from.*direction; id;) {
        const auto view = reader.by_id(*id);
        if (!view) return nullptr;
        const auto* file = main_file(view->episode);
        if (played == nullptr || file == nullptr || file->path != played->path) {
            auto whole = episode_json(view->episode);
            json::object out;
            for (const char* name : {"id", "season", "number", "title", "duration", "artwork", "playable"}) out[name] = std::move(whole[name]);
            return out;
        }
        id = (*view).*direction;
    }
    return nullptr;
}

/// What is heard in the episode; nothing yet when it has no file that can be read.
Result<store::SoundView> add_sound(json::object& out, store::Database& database, const store::EpisodeView& view) {
    store::SoundView heard;
    if (const auto content = main_content(view.episode)) {
        BT_TRY(heard, store::SoundReader(database).by_content(*content, view.series));
    }
    out["cues"] = cues_json(heard);
    out["parts"] = parts_json(heard);
    const auto summary = summary_of(heard);
    add_sound_summary(out, &summary);
    return heard;
}

/// What a player needs of these files, as far as they can be opened; whether they can be. Without it the page still tells what it knows: only playing is off.
bool add_playing(json::object& out, std::span<const ContentKey> contents, PresentationCache& cache) {
    for (const char* list : {"tracks", "subtitles", "fonts", "chapters", "notes"}) out[list] = json::array();
    if (contents.empty()) return false;
    const auto media = open_joined(cache, contents);
    if (!media) set_playable(out, reason_against_opening(media.error()));
    else add_tracks(out, media->joined, {.whole = media_path(contents, ""), .first_file = media_path(contents.front(), "")});
    return static_cast<bool>(media);
}

/// Files of a split episode that do not play: what is left of it is played, but not without a word.
void note_missing_files(json::object& out, const domain::MediaVersion& version) {
    for (std::size_t i = 0; i < version.parts.size(); ++i) {
        const auto reason = reason_against_playing(&version.parts[i]);
        if (!reason.code.empty()) out["notes"].as_array().emplace_back(to_valid_utf8(fmt::format("file {} of {} is not played: {}", i + 1, version.parts.size(), reason.words)));
    }
}

/// Files of a split episode in which nothing is heard. They are counted as all its files are, played or not.
void note_unheard_files(json::object& out, const domain::MediaVersion& version, const std::vector<domain::UnheardFile>& unheard) {
    const auto played = domain::played_parts(version);
    for (const auto& each : unheard) {
        if (each.file >= played.size()) continue;
        out["notes"].as_array().emplace_back(to_valid_utf8(fmt::format("file {} of {} is not listened to: {}", played[each.file] + 1, version.parts.size(), each.reason)));
    }
}

/// Whether there are pictures of some of it. Each file is asked for, the first last: of those that have none yet it is made next.
bool is_any_drawn(std::span<const ContentKey> contents, const HasStoryboard& has_storyboard) {
    bool any = false;
    for (auto content = contents.rbegin(); content != contents.rend(); ++content) any = has_storyboard(*content) || any;
    return any;
}

Result<json::object> one_episode(store::Database& database, PresentationCache& cache, const HasStoryboard& has_storyboard, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::EpisodeId>(request, "episode"));
    const store::EpisodeReader reader(database);
    BT_TRY(const auto view, reader.by_id(id));
    auto out = episode_json(view.episode);
    out["series"] = series_reference_json(view.series, view.series_title, view.series_artwork);
    out["next"] = neighbour(reader, view, &store::EpisodeView::next);
    out["previous"] = neighbour(reader, view, &store::EpisodeView::previous);
    BT_TRY(const auto heard, add_sound(out, database, view));
    const auto* version = main_version(view.episode);
    const auto contents = version != nullptr ? played_contents(*version) : std::vector<ContentKey>{};
    const bool plays = add_playing(out, contents, cache);
    if (plays) {
        note_missing_files(out, *version);
        note_unheard_files(out, *version, heard.unheard_files);
    }
    const bool is_drawn = plays && is_any_drawn(contents, has_storyboard);
    out["storyboard"] = is_drawn ? json::value(media_path(contents, storyboard_path(kStoryboardIndex))) : json::value(nullptr);
    return out;
}

Result<json::object> one_extra(store::Database& database, PresentationCache& cache, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::ExtraId>(request, "extra"));
    BT_TRY(const auto view, store::read_extra(database, id));
    auto out = extra_json(view.extra);
    out["series"] = series_reference_json(view.series, view.series_title, view.series_artwork);
    const auto plays = media_url(view.extra.file, "").has_value();
    add_playing(out, plays ? std::span(&*view.extra.file.content, 1) : std::span<const ContentKey>(), cache);
    return out;
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
            {"message", status.failure ? words_for_viewers(*status.failure) : ""},
            {"watching", std::move(watching)}};
}

}  // namespace

void add_catalogue_routes(http::Router& router, store::Database& database, PresentationCache& cache, LibraryService& library, Changes taken, HasStoryboard has_storyboard) {
    router.get("/api/v1/series/{id}", handler([&](const auto& request) { return one_series(database, request); }));
    router.get("/api/v1/series/{id}/similar", handler([&](const auto& request) { return similar_series(database, request); }));
    router.get("/api/v1/episodes/{id}", handler([&, has_storyboard = std::move(has_storyboard)](const auto& request) { return one_episode(database, cache, has_storyboard, request); }));
    router.get("/api/v1/extras/{id}", handler([&](const auto& request) { return one_extra(database, cache, request); }));
    router.post("/api/v1/scan", writing(taken, 202, [&](const auto&) -> Result<json::object> {
        library.rescan();
        return scan_json(database, library.status());
    }));
    router.get("/api/v1/scan", handler([&](const auto&) -> Result<json::object> { return scan_json(database, library.status()); }));
}

}  // namespace bt::service
