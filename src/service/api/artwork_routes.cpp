#include "service/api/artwork_routes.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "store/artwork_reader.h"

namespace bt::service {
namespace {

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

}  // namespace

void add_artwork_routes(http::Router& router, store::Database& database) {
    router.get("/api/v1/artwork/{id}", [&](const http::Request& request) { return serve_artwork(database, request); });
}

}  // namespace bt::service
