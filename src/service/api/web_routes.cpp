#include "service/api/web_routes.h"

#include "service/web_assets.h"

namespace bt::service {
namespace {

http::Body body_of(ByteView bytes) { return std::move(http::Body().add(nullptr, bytes)); }

/// The one script that needs WebAssembly.
bool is_libass_worker(std::string_view path) { return path.starts_with("/assets/libass-") && path.ends_with("/subtitles-octopus-worker.js"); }

void add_safety(http::Response& response, std::string_view path) {
    response.headers.set("Content-Security-Policy", is_libass_worker(path) ? libass_content_security_policy() : web_content_security_policy());
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", "same-origin");
    response.headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
}

http::Response serve_asset(const http::Request& request) {
    if (request.path.starts_with("/api/") || request.path.starts_with("/media/")) return http::problem(404, "Nothing is here.");
    const auto* asset = find_web_asset(request.path);
    if (asset == nullptr) return http::problem(404, "Nothing is here.");
    auto response = http::make_response(200, asset->content_type, body_of(asset->identity));
    if (!asset->brotli.empty()) response.brotli = body_of(asset->brotli);
    if (!asset->gzip.empty()) response.gzip = body_of(asset->gzip);
    response.etag = http::EntityTag{.value = std::string(asset->etag)};
    response.headers.set("Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    add_safety(response, asset->path);
    return response;
}

}  // namespace

void add_web_routes(http::Router& router) {
    router.get("/{path...}", serve_asset, {.runs = http::Runs::Quick});
}

}  // namespace bt::service
