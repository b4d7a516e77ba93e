#include "transcode/to_rgba.h"

#include <algorithm>
#include <bit>

#include "transcode/high_dynamic_range.h"

namespace bt::transcode {
namespace {

Error cannot_decode() { return Error{.fault = Fault::Malformed, .message = "the picture cannot be decoded"}; }

/// swscale reads YUV by the matrix of standard definition unless it is told another one.
void tell_matrix(SwsContext& scaler, const AVFrame& frame) {
    if (frame.colorspace == AVCOL_SPC_UNSPECIFIED || frame.colorspace == AVCOL_SPC_RGB) return;
    int *source = nullptr, *target = nullptr;
    int source_range = 0, target_range = 0, brightness = 0, contrast = 0, saturation = 0;
    if (libav().sws_getColorspaceDetails(&scaler, &source, &source_range, &target, &target_range, &brightness, &contrast, &saturation) < 0) return;
    if (frame.color_range == AVCOL_RANGE_JPEG) source_range = 1;
    libav().sws_setColorspaceDetails(&scaler, libav().sws_getCoefficients(frame.colorspace), source_range, target, target_range, brightness, contrast, saturation);
}

}  // namespace

Result<Picture> to_rgba(const AVFrame& frame, Size size) {
    const bool is_high = is_high_dynamic_range(frame);
    static_assert(std::endian::native == std::endian::little, "AV_PIX_FMT_RGBA64 has two orders of bytes");
    const auto format = is_high ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGBA;
    const Scaler scaler(libav().sws_getContext(frame.width, frame.height, static_cast<AVPixelFormat>(frame.format), size.width, size.height, format,
                                       SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
    if (!scaler) return Error{.fault = Fault::Unsupported, .message = "pictures of this pixel format are not decoded"};
    tell_matrix(*scaler, frame);
    // swscale writes in steps of its vectors: into rows of its own measure, then into ours.
    Frame target(av_frame_alloc());
    if (!target) return cannot_decode();
    target->format = format;
    target->width = size.width;
    target->height = size.height;
    if (av_frame_get_buffer(target.get(), 0) < 0) return cannot_decode();
    if (libav().sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, target->data, target->linesize) != size.height) return cannot_decode();
    Picture out{.width = static_cast<std::uint32_t>(size.width), .height = static_cast<std::uint32_t>(size.height), .rgba = {}};
    if (is_high) return to_standard_range(frame, target->data[0], target->linesize[0], out.width, out.height);
    const std::size_t row = std::size_t{out.width} * 4;
    out.rgba.resize(row * out.height);
    for (std::size_t y = 0; y < out.height; ++y) {
        std::copy_n(target->data[0] + static_cast<std::ptrdiff_t>(y) * target->linesize[0], row, out.rgba.begin() + static_cast<std::ptrdiff_t>(y * row));
    }
    return out;
}

}  // namespace bt::transcode
