#include "transcode/picture.h"

#include <algorithm>

#include "base/text.h"

namespace bt::transcode {

bool Picture::has_alpha() const {
    for (std::size_t i = 3; i < rgba.size(); i += 4) {
        if (rgba[i] != 255) return true;
    }
    return false;
}

Picture turned(Picture picture, int degrees) {
    if (degrees == 0) return picture;
    const bool lies = degrees == 90 || degrees == 270;
    const std::size_t width = picture.width, height = picture.height;
    Picture out{.width = lies ? picture.height : picture.width, .height = lies ? picture.width : picture.height, .rgba = {}};
    out.rgba.resize(picture.rgba.size());
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t to = degrees == 90 ? x * height + (height - 1 - y) : degrees == 180 ? (height - 1 - y) * width + (width - 1 - x) : (width - 1 - x) * height + y;
            std::copy_n(&picture.rgba[(y * width + x) * 4], 4, &out.rgba[to * 4]);
        }
    }
    return out;
}

ImageType image_type(ByteView bytes) {
    const auto head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 256)));
    if (head.starts_with("\xFF\xD8\xFF")) return ImageType::Jpeg;
    if (head.starts_with("\x89PNG\r\n\x1A\n")) return ImageType::Png;
    if (head.starts_with("GIF8")) return ImageType::Gif;
    if (head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WEBP") return ImageType::WebP;
    if (head.size() >= 12 && head.substr(4, 8) == "ftypavif") return ImageType::Avif;
    if (const auto text = trim(head); text.starts_with("<svg") || (text.starts_with("<?xml") && text.find("<svg") != std::string_view::npos)) return ImageType::Svg;
    return ImageType::Unknown;
}

std::string_view media_type(ImageType type) {
    switch (type) {
        case ImageType::Unknown: return {};
        case ImageType::Jpeg: return "image/jpeg";
        case ImageType::Png: return "image/png";
        case ImageType::Gif: return "image/gif";
        case ImageType::WebP: return "image/webp";
        case ImageType::Avif: return "image/avif";
        case ImageType::Svg: return "image/svg+xml";
    }
    return {};
}

}  // namespace bt::transcode
