// Any bytes: what is decoded has the size it says, and can be described and encoded.
#include "transcode/picture.h"
#include "transcode/picture_facts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::transcode;
    const auto decoded = decode_picture(std::as_bytes(std::span{data, size}), 64);
    if (!decoded) return 0;
    const auto& picture = decoded->picture;
    if (picture.width == 0 || picture.width > 64 || picture.rgba.size() != std::size_t{picture.width} * picture.height * 4) __builtin_trap();
    if (const auto hue = accent_hue(picture); hue && (*hue < 0 || *hue > 359)) __builtin_trap();
    (void)thumbhash(picture);
    if (!encode_picture(picture, ImageType::WebP)) __builtin_trap();
    return 0;
}
