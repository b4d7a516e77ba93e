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
