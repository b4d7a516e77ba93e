// A still picture in memory, and from and to the bytes of image files.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::transcode {

/// Pixels of sRGB, eight bits a component, alpha not multiplied in: R G B A, row after row without gaps.
struct Picture {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;

    /// Some pixel lets through what lies behind it.
    bool has_alpha() const;
};

/// Turned clockwise by 0, 90, 180 or 270 degrees.
Picture turned(Picture picture, int degrees);

struct DecodedPicture {
    Picture picture;
    std::uint32_t source_width = 0, source_height = 0;  ///< of the file, in pixels
};

/// What an image file is, by its first bytes.
enum class ImageType { Unknown, Jpeg, Png, Gif, WebP, Avif, Svg };
ImageType image_type(ByteView head);
/// "image/jpeg" and so on; empty for Unknown.
std::string_view media_type(ImageType type);

/// A file of more pixels is not decoded: 24 million are 96 MB, and more than a wall-sized screen has.
inline constexpr std::uint64_t kMostPixels = 24'000'000;

/// Decodes a JPEG, PNG, GIF (its first picture) or WebP and makes it at most `width` wide and four times that high; never larger than
/// it is. The bytes may be anything. Faults: Unsupported for other formats, animated WebP among them; Malformed for what
/// cannot be decoded or has more than kMostPixels.
Result<DecodedPicture> decode_picture(ByteView bytes, std::uint32_t width);

/// Of WebP, for a page: what lies below shows on a large screen, what lies above only costs bytes.
inline constexpr int kPageQuality = 80;

/// Encodes it as Jpeg (without alpha: over black), Png or WebP. Faults: Unsupported for other types; Io when the encoder fails.
Result<Bytes> encode_picture(const Picture& picture, ImageType type, int webp_quality = kPageQuality);

}  // namespace bt::transcode
