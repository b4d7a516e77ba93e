#include "service/api/artwork_routes.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "delivery/joined.h"
#include "library/fingerprint.h"
#include "service/api/picture_answer.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "service/decoding/ask.h"
#include "service/playing.h"
#include "service/storyboard/key_frames.h"
#include "store/album_covers.h"
#include "store/artwork_reader.h"
#include "store/episode_reader.h"
#include "store/extra_reader.h"
#include "store/people_reader.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

constexpr std::optional<std::uint32_t> kShrunkWidth = 480;

http::Response serve_artwork(store::Database& database, studio::Studio& studio, PictureCache& cache, const http::Request& request) {
    const auto id = read_id<domain::ArtworkId>(request.parameter("id"));
    if (!id) return http::problem(404, "No picture has this id.");
    const auto width = read_width(request);
    if (request.query_value("w") && !width) return http::problem(400, std::string(kWidthIsOneOf));
    const auto stored = store::ArtworkReader(database).by_id(*id);
    if (!stored) return problem_for(stored.error());
    const auto path = (std::filesystem::path(stored->library_path) / stored->artwork.path).string();
    const auto file = io::File::open(path);
    if (!file) return file.error().fault == Fault::NotFound ? http::problem(404, "The picture is no longer there.") : problem_for(file.error());
    if (picture_type(**file) == transcode::ImageType::Unknown) return http::problem(404, "What lies there is no picture.");
    if (!width) return picture_response(request, *file, false);

    const auto content = library::read_content_key(**file);
    if (!content) return problem_for(content.error());
    // What cannot be made smaller is sent as it is.
    auto made = picture_for(request, cache, {.content = *content, .width = *width}, [&](PictureForm form) {
        return ask(studio, ShrinkPicture{.file = {path, *content}, .width = *width, .form = form});
    });
    if (!made && made.error().fault == Fault::Busy) return problem_for(made.error());
    auto response = picture_response(request, made ? *made : *file, true);
    // Trouble passes, a full disk for one, and browsers would keep for a year what they get here.
    if (!made && !is_lasting(made.error().fault)) response.headers.set("Cache-Control", "no-store");
    return response;
}

/// A picture of which pages show a small form only.
struct Shrunk {
    std::string path;
    PictureFrom from = PictureFrom::ImageFile;
};

http::Response serve_shrunk(const Result<Shrunk>& picture, studio::Studio& studio, PictureCache& cache, const http::Request& request) {
    const auto width = request.query_value("w") ? read_width(request) : kShrunkWidth;
    if (!width) return http::problem(400, std::string(kWidthIsOneOf));
    if (!picture) return problem_for(picture.error());
    const auto file = io::File::open(picture->path);
    if (!file) return file.error().fault == Fault::NotFound ? http::problem(404, "The picture is no longer there.") : problem_for(file.error());
    const auto content = library::read_content_key(**file);
    if (!content) return problem_for(content.error());
    const auto made = picture_for(request, cache, {.content = *content, .width = *width}, [&](PictureForm form) {
        return ask(studio, ShrinkPicture{.file = {picture->path, *content}, .from = picture->from, .width = *width, .form = form});
    });
    if (!made && is_lasting(made.error().fault)) return http::problem(404, "The picture cannot be decoded.");
    return made ? picture_response(request, *made, true) : problem_for(made.error());
}

Result<Shrunk> cover_of(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::AlbumId>(request, "album"));
    BT_TRY(auto place, store::read_album_cover(database, id));
    return place.picture.empty() ? Shrunk{std::move(place.song), PictureFrom::SongFile} : Shrunk{std::move(place.picture)};
}

Result<Shrunk> portrait_of(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::PersonId>(request, "person"));
    BT_TRY(auto path, store::PeopleReader(database).picture(id));
    return Shrunk{std::move(path)};
}

/// Of a card on a screen with two pixels a point.
constexpr std::optional<std::uint32_t> kStillWidth = 640;

/// Seconds into a film, up to a day; nothing for anything else.
std::optional<std::chrono::milliseconds> read_place(std::string_view text) {
    constexpr std::uint32_t kMostSeconds = 86'400;
    const auto seconds = read_number<std::uint32_t>(text);
    return seconds && *seconds <= kMostSeconds ? std::optional(std::chrono::milliseconds(std::int64_t{*seconds} * 1'000)) : std::nullopt;
}

/// What pictures are taken of, and up to where.
struct Pictured {
    std::vector<ContentKey> contents;  ///< of a split episode those that follow each other; one at least
    double seconds = 0;  ///< 0 when nobody knows
};

double length_of(const domain::MediaFile& file) { return file.summary ? approximate_seconds(file.summary->duration) : 0; }

/// Of the longest version, all its files: a viewer may have come that far, whichever file the picture is of.
double length_of(const domain::Episode& episode) {
    double longest = 0;
    for (const auto& version : episode.versions) {
        double seconds = 0;
        for (const auto& part : version.parts) seconds += length_of(part);
        longest = std::max(longest, seconds);
    }
    return longest;
}

/// Players end a little later than containers say.
bool is_behind(std::chrono::milliseconds at, const Pictured& film) {
    constexpr double kPatience = 1;
    return film.seconds > 0 && std::chrono::duration<double>(at).count() >= film.seconds + kPatience;
}

Result<Pictured> film_of_episode(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::EpisodeId>(request, "episode"));
    BT_TRY(const auto view, store::EpisodeReader(database).by_id(id));
    const auto* version = main_version(view.episode);
    if (version == nullptr || !version->parts.front().content) return Error{.fault = Fault::NotFound, .message = "the episode has no file that can be read"};
    auto contents = played_contents(*version);
    if (contents.empty()) contents.push_back(*version->parts.front().content);
    return Pictured{.contents = std::move(contents), .seconds = length_of(view.episode)};
}

Result<Pictured> film_of_extra(store::Database& database, const http::Request& request) {
    BT_TRY(const auto id, id_asked<domain::ExtraId>(request, "extra"));
    BT_TRY(const auto view, store::read_extra(database, id));
    const auto& file = view.extra.file;
    if (!file.content) return Error{.fault = Fault::NotFound, .message = "the extra has no file that can be read"};
    return Pictured{.contents = {*file.content}, .seconds = length_of(file)};
}

struct PlacedPicture {
    ContentKey content;
    std::shared_ptr<const OpenMedia> film;
    std::chrono::milliseconds at{0};  ///< of its own time
};

/// Which of the files that follow each other has this place, as delivery/joined.h has them: those behind it are not opened.
Result<PlacedPicture> placed(PresentationCache& films, const std::vector<ContentKey>& contents, std::chrono::milliseconds at) {
    for (std::size_t i = 0;; ++i) {
        BT_TRY(auto film, films.open(contents[i]));
        if (contents.size() == 1) return PlacedPicture{contents[i], std::move(film), at};
        const auto length = round_to_milliseconds(delivery::Joined(*film->presentation).length(0));
        if (at < length || i + 1 == contents.size()) return PlacedPicture{contents[i], film, at + round_to_milliseconds(film->presentation->plan().start(0))};
        at -= length;
    }
}

http::Response serve_still(const Result<Pictured>& pictured, studio::Studio& studio, PresentationCache& films, PictureCache& cache, const http::Request& request) {
    if (!pictured) return problem_for(pictured.error());
    const auto width = request.query_value("w") ? read_width(request) : kStillWidth;
    if (!width) return http::problem(400, std::string(kWidthIsOneOf));
    const auto at = read_place(request.query_value("at").value_or("0"));
    if (!at || is_behind(*at, *pictured)) return http::problem(400, "at is a place in the film, in whole seconds.");
    const auto shape = request.query_value("shape");
    if (shape && *shape != "poster") return http::problem(400, "shape is poster, or is left out.");
    const bool is_upright = shape.has_value();
    const auto film = placed(films, pictured->contents, *at);
    const auto none = [] { return http::problem(404, "No picture of this film can be decoded."); };
    if (!film) return film.error().fault == Fault::Unsupported ? none() : problem_for(film.error());
    const auto frames = KeyFrames::open(film->film->presentation->file());
    if (!frames) return none();
    const auto point = frames->at_or_before(film->at);
    const auto made = picture_for(request, cache, {.content = film->content, .width = *width, .key_frame = point, .is_upright = is_upright}, [&](PictureForm form) {
        return ask(studio, TakeStill{.film = {film->film->path, film->content}, .index_folder = films.index_folder(), .point = point, .width = *width,
                                     .is_upright = is_upright, .form = form});
    });
    if (!made && made.error().fault == Fault::Unsupported) return none();
    // A key frame that is damaged is no fault of the server's.
    if (!made && made.error().fault == Fault::Malformed) return http::problem(404, "The picture of this place cannot be decoded.");
    return made ? picture_response(request, *made, true) : problem_for(made.error());
}

}  // namespace

void add_artwork_routes(http::Router& router, store::Database& database, studio::Studio& studio, PresentationCache& films, PictureCache& cache) {
    router.get("/api/v1/artwork/{id}", [&](const http::Request& request) { return serve_artwork(database, studio, cache, request); },
               {.runs = http::Runs::Background});
    router.get("/api/v1/albums/{id}/cover", [&](const http::Request& request) { return serve_shrunk(cover_of(database, request), studio, cache, request); },
               {.runs = http::Runs::Background});
    router.get("/api/v1/people/{id}/picture", [&](const http::Request& request) { return serve_shrunk(portrait_of(database, request), studio, cache, request); },
               {.runs = http::Runs::Background});
    router.get("/api/v1/episodes/{id}/still", [&](const http::Request& request) {
        return serve_still(film_of_episode(database, request), studio, films, cache, request);
    }, {.runs = http::Runs::Background});
    router.get("/api/v1/extras/{id}/still", [&](const http::Request& request) {
        return serve_still(film_of_extra(database, request), studio, films, cache, request);
    }, {.runs = http::Runs::Background});
}

}  // namespace bt::service
