#include "service/api/picture_answer.h"

#include <algorithm>
#include <array>

#include "service/api/requests.h"
#include "service/made_pictures.h"

namespace bt::service {
namespace {

/// Few, so that caches hold few forms of a picture. For a list's row, a card of one and two pixels a point, a backdrop on a phone, a laptop
/// and a television.
constexpr std::array<std::uint32_t, 7> kWidths{160, 320, 480, 640, 960, 1'280, 1'920};

/// A form only for who names it: "*/*" is also said by those who cannot show it.
bool takes(const http::Request& request, std::string_view type) {
    const auto accept = request.headers.joined("Accept").value_or("");
    return accept.find(type) != std::string::npos;
}

}  // namespace

std::optional<std::uint32_t> read_width(const http::Request& request) {
    const auto width = read_number<std::uint32_t>(request.query_value("w").value_or(""));
    return width && std::ranges::find(kWidths, *width) != kWidths.end() ? width : std::nullopt;
}

transcode::ImageType picture_type(const io::ByteSource& file) {
    const auto head = file.read({0, std::min<std::uint64_t>(file.size(), 256)});
    return head ? transcode::image_type(*head) : transcode::ImageType::Unknown;
}

Result<std::shared_ptr<const io::File>> picture_for(const http::Request& request, PictureCache& cache, PictureCache::Key key,
                                                    const std::function<Result<Bytes>(PictureForm form)>& make) {
    key.form = takes(request, "image/webp") ? PictureForm::WebP : PictureForm::Plain;
    return kept_or_made(cache, key, [&] { return make(key.form); });
}

http::Response picture_response(const http::Request& request, std::shared_ptr<const io::File> file, bool may_vary) {
    auto response = http::file_response(file, transcode::media_type(picture_type(*file)));
    // The version in the URL changes with the file: it may be kept.
    response.headers.set("Cache-Control", request.query_value("v") ? "public, max-age=31536000, immutable" : "no-cache");
    // A picture is never a document of ours: an SVG opened on its own runs nothing.
    response.headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.headers.set("X-Content-Type-Options", "nosniff");
    if (may_vary) response.headers.set("Vary", "Accept");
    return response;
}

}  // namespace bt::service
