#include "service/api/artwork_routes.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "library/fingerprint.h"
#include "service/api/problems.h"
#include "service/api/requests.h"
#include "service/artwork_describer.h"
#include "store/artwork_reader.h"
#include "transcode/picture.h"

namespace bt::service {
namespace {

/// The widths a picture can be asked for in: few, so that caches hold few forms of it. For a list's row, a card of one and two pixels a
/// point, a backdrop on a phone, a laptop and a television.
constexpr std::array<std::uint32_t, 7> kWidths{160, 320, 480, 640, 960, 1'280, 1'920};

/// A name that is not the picture's: a link called poster.jpg gives nothing else away.
transcode::ImageType type_of(const io::ByteSource& file) {
    const auto head = file.read({0, std::min<std::uint64_t>(file.size(), 256)});
    return head ? transcode::image_type(*head) : transcode::ImageType::Unknown;
}

/// WebP only for who names it: "*/*" is also said by those who cannot show it.
PictureForm form_for(const http::Request& request) {
    const auto accept = request.headers.joined("Accept").value_or("");
    return accept.find("image/webp") != std::string::npos ? PictureForm::WebP : PictureForm::Plain;
}

Result<Bytes> make_smaller(const io::ByteSource& file, const PictureCache::Key& key) {
    if (file.size() > kMostPictureBytes) return Error{.fault = Fault::TooLarge, .message = "the file is too large for a picture"};
    BT_TRY(const auto bytes, file.read({0, file.size()}));
    BT_TRY(const auto decoded, transcode::decode_picture(bytes, key.width));
    const auto plain = decoded.picture.has_alpha() ? transcode::ImageType::Png : transcode::ImageType::Jpeg;
    return transcode::encode_picture(decoded.picture, key.form == PictureForm::WebP ? transcode::ImageType::WebP : plain);
}

/// The picture at most `key.width` wide, from the cache or made now. Null when it cannot be made: it is then sent as it is.
std::shared_ptr<const io::File> smaller(PictureCache& cache, const io::ByteSource& file, const PictureCache::Key& key) {
    if (auto kept = cache.find(key)) return kept;
    const auto made = make_smaller(file, key);
    if (!made) return nullptr;
    if (const auto kept = cache.keep(key, *made); !kept) {
        spdlog::warn("picture_not_kept reason=\"{}\"", kept.error().describe());
        return nullptr;
    }
    return cache.find(key);
}

http::Response picture_response(const http::Request& request, std::shared_ptr<const io::File> file) {
    auto response = http::file_response(file, transcode::media_type(type_of(*file)));
    // The version in the URL changes with the file: it may be kept.
    response.headers.set("Cache-Control", request.query_value("v") ? "public, max-age=31536000, immutable" : "no-cache");
    // A picture is never a document of ours: an SVG opened on its own runs nothing.
    response.headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

http::Response serve_artwork(store::Database& database, PictureCache& cache, const http::Request& request) {
    const auto id = read_id<domain::ArtworkId>(request.parameter("id"));
    if (!id) return http::problem(404, "No picture has this id.");
    const auto asked = request.query_value("w");
    const auto width = asked ? read_number<std::uint32_t>(*asked) : std::nullopt;
    if (asked && (!width || std::ranges::find(kWidths, *width) == kWidths.end())) return http::problem(400, "w is 160, 320, 480, 640, 960, 1280 or 1920.");
    const auto stored = store::ArtworkReader(database).by_id(*id);
    if (!stored) return problem_for(stored.error());
    const auto file = io::File::open((std::filesystem::path(stored->library_path) / stored->artwork.path).string());
    if (!file) return file.error().fault == Fault::NotFound ? http::problem(404, "The picture is no longer there.") : problem_for(file.error());
    if (type_of(**file) == transcode::ImageType::Unknown) return http::problem(404, "What lies there is no picture.");
    if (!width) return picture_response(request, *file);

    const auto content = library::read_content_key(**file);
    if (!content) return problem_for(content.error());
    auto made = smaller(cache, **file, {.content = *content, .width = *width, .form = form_for(request)});
    auto response = picture_response(request, made ? std::move(made) : *file);
    response.headers.set("Vary", "Accept");
    return response;
}

}  // namespace

void add_artwork_routes(http::Router& router, store::Database& database, PictureCache& cache) {
    router.get("/api/v1/artwork/{id}", [&](const http::Request& request) { return serve_artwork(database, cache, request); },
               {.runs = http::Runs::Background});
}

}  // namespace bt::service
