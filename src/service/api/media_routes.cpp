#include "service/api/media_routes.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "delivery/resources.h"
#include "service/api/problems.h"

namespace bt::service {
namespace {

/// Segments never change under their URL: the key in it is that of the content.
constexpr const char* kForever = "public, max-age=31536000, immutable";
/// Playlists and manifests may gain subtitles: they are asked for again, and mostly answered with 304.
constexpr const char* kAskAgain = "no-cache";

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

http::Response serve_resource(PresentationCache& cache, const http::Request& request) {
    const auto key = ContentKey::parse(request.parameter("key"));
    if (!key) return http::problem(404, "No media has this key.");
    const auto media = cache.open(*key);
    if (!media) return problem_for(media.error());
    const auto path = request.parameter("path");
    const auto& presentation = *(*media)->presentation;
    auto resource = path.ends_with("/all.vtt") ? (*media)->texts->at(presentation, path) : delivery::resource_at(presentation, path);
    if (!resource) return problem_for(resource.error());
    auto response = http::make_response(200, resource->content_type, body_of(*resource, (*media)->file));
    response.headers.set("Cache-Control", resource->is_immutable ? kForever : kAskAgain);
    response.etag = tag_of(*resource, *key, path);
    response.ranges = !resource->is_text;
    return response;
}

}  // namespace

void add_media_routes(http::Router& router, PresentationCache& cache) {
    router.get("/media/{key}/{path...}", [&cache](const http::Request& request) { return serve_resource(cache, request); },
               {.runs = http::Runs::Blocking, .cors = true});
}

}  // namespace bt::service
