#include "service/api/media_routes.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "base/text.h"
#include "delivery/resources.h"
#include "service/api/problems.h"
#include "service/open_joined.h"
#include "service/playing.h"
#include "service/storyboard/joined_storyboard.h"

namespace bt::service {
namespace {

/// Segments never change under their URL.
constexpr const char* kForever = "public, max-age=31536000, immutable";
/// Playlists and manifests may gain subtitles, the storyboard of several files another's: they are asked for again, and mostly answered with 304.
constexpr const char* kAskAgain = "no-cache";
/// The index of a storyboard.
constexpr const char* kIndexType = "text/vtt; charset=utf-8";

http::Body body_of(const delivery::Resource& resource, const std::shared_ptr<const io::File>& file) {
    http::Body body;
    for (const auto& piece : resource.pieces) {
        if (piece.memory) body.add(piece.memory);
        else body.add(file, piece.range);
    }
    return body;
}

/// A tag for what is made anew each time: of its text, or of its place where the content is fixed.
http::EntityTag tag_of(const delivery::Resource& resource, ContentKey key, std::string_view path) {
    auto hash = XXH3_64bits_withSeed(path.data(), path.size(), key.low);
    if (resource.is_text) {
        for (const auto& piece : resource.pieces) hash = XXH3_64bits_withSeed(piece.memory->data(), piece.memory->size(), hash);
    }
    return {.value = fmt::format("{:016x}", hash)};
}

/// A player that knows an older URL, or a person who knows the key, begins anew at today's; pieces of another layout are not here.
http::Response serve_other_layout(std::span<const ContentKey> keys, std::string_view path, bool names_layout) {
    if (names_layout && path.find('/') != std::string_view::npos) return http::problem(404, "Another version of the program made this URL. Load the manifest again.");
    auto response = http::redirect(307, media_path(keys, path));
    response.headers.set("Cache-Control", kAskAgain);
    return response;
}

http::Response serve_storyboard(const StoryboardShelf& storyboards, ContentKey key, std::string_view name) {
    auto file = storyboards.open(key, name);
    if (!file) return problem_for(file.error());
    const bool is_index = name == kStoryboardIndex;
    auto response = http::file_response(*file, is_index ? kIndexType : "image/webp");
    response.headers.set("Cache-Control", kForever);
    response.ranges = false;  // both are taken whole
    if (!is_index) return response;
    auto text = response.body.read();  // in memory it is compressed on the way
    if (!text) return problem_for(text.error());
    response.body = std::move(*text);
    return response;
}

/// A .sup file beside the film, as it lies there; nothing when `path` is something else.
std::optional<http::Response> serve_pictures_beside(const delivery::Presentation& presentation, std::string_view path) {
    const auto slash = path.find('/');
    const auto* pictures = slash == std::string_view::npos || path.substr(slash + 1) != "all.sup" ? nullptr : presentation.find_pictures(path.substr(0, slash));
    if (pictures == nullptr || !pictures->open) return std::nullopt;
    auto file = pictures->open();
    if (!file) return problem_for(file.error());
    auto response = http::file_response(*file, "application/octet-stream");
    response.headers.set("Cache-Control", kForever);
    return response;
}

/// The film that a request names: "6f3a...-1"; films that follow each other: "6f3a....90cc...-1".
struct Named {
    std::vector<ContentKey> keys;  ///< empty when they are none
    bool has_layout = false, is_our_layout = false;
    bool is_joined() const { return keys.size() > 1; }
};

/// As many as there are, or none.
std::vector<ContentKey> read_keys(std::string_view text) {
    std::vector<ContentKey> keys;
    for (const auto each : split(text, '.')) {
        const auto key = ContentKey::parse(each);
        if (!key) return {};
        keys.push_back(*key);
    }
    return keys;
}

Named name_in(const http::Request& request) {
    const auto folder = request.parameter("key");
    const auto dash = folder.find('-');
    const bool has_layout = dash != std::string_view::npos;
    return {read_keys(folder.substr(0, dash)), has_layout, has_layout && folder.substr(dash + 1) == std::to_string(delivery::kLayout)};
}

http::Response response_for(const delivery::Resource& resource, const std::shared_ptr<const io::File>& file, ContentKey key, std::string_view path) {
    auto response = http::make_response(200, resource.content_type, body_of(resource, file));
    response.headers.set("Cache-Control", resource.is_immutable ? kForever : kAskAgain);
    response.etag = tag_of(resource, key, path);
    response.ranges = !resource.is_text;
    return response;
}

http::Response serve_joined(PresentationCache& cache, const StoryboardShelf& storyboards, std::span<const ContentKey> keys, std::string_view path) {
    const auto media = open_joined(cache, keys);
    if (!media) return problem_for(media.error());
    if (storyboard_file(path) == kStoryboardIndex) {
        auto index = joined_thumbnails(storyboards, keys, media->joined);
        return index ? response_for(delivery::text_resource(kIndexType, std::move(*index)), nullptr, keys.front(), path) : problem_for(index.error());
    }
    const auto whole_text = [&](std::size_t file, const std::string& text) {
        const auto& own = *media->files[file];
        return own.texts->at(*own.presentation, text);
    };
    const auto resource = delivery::joined_resource_at(media->joined, path, whole_text);
    return resource ? response_for(*resource, nullptr, keys.front(), path) : problem_for(resource.error());
}

http::Response serve_resource(PresentationCache& cache, const StoryboardShelf& storyboards, const http::Request& request) {
    const auto named = name_in(request);
    if (named.keys.empty()) return http::problem(404, "No media has this key.");
    const auto path = request.parameter("path");
    if (!named.is_our_layout) return serve_other_layout(named.keys, path, named.has_layout);
    if (named.is_joined()) return serve_joined(cache, storyboards, named.keys, path);
    const auto key = named.keys.front();
    if (const auto name = storyboard_file(path); !name.empty()) return serve_storyboard(storyboards, key, name);
    const auto media = cache.open(key);
    if (!media) return problem_for(media.error());
    const auto& presentation = *(*media)->presentation;
    if (auto pictures = serve_pictures_beside(presentation, path)) return std::move(*pictures);
    auto resource = WholeTexts::has(path) ? (*media)->texts->at(presentation, path) : delivery::resource_at(presentation, path);
    if (!resource) return problem_for(resource.error());
    auto response = response_for(*resource, (*media)->file, key, path);
    return resource->is_immutable ? cache.keep(key, *media, path, std::move(response)) : response;
}

/// What somebody has asked for before, of a film that is open and as it was: given on the thread that serves sockets.
std::optional<http::Response> ready_resource(PresentationCache& cache, const http::Request& request) {
    const auto named = name_in(request);
    if (named.keys.empty() || named.is_joined() || !named.is_our_layout) return std::nullopt;
    return cache.ready(named.keys.front(), request.parameter("path"));
}

}  // namespace

void add_media_routes(http::Router& router, PresentationCache& cache, const StoryboardShelf& storyboards) {
    router.get("/media/{key}/{path...}", [&](const http::Request& request) { return serve_resource(cache, storyboards, request); },
               {.runs = http::Runs::Blocking, .cors = true, .ready = [&cache](const http::Request& request) { return ready_resource(cache, request); }});
}

}  // namespace bt::service
