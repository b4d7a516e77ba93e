#include <algorithm>

#include "transcode/libav.h"
#include "transcode/picture.h"

extern "C" {
#include <libavutil/opt.h>
}

namespace bt::transcode {
namespace {

Error cannot_encode() { return Error{.fault = Fault::Io, .message = "the picture could not be encoded"}; }

struct Encoder {
    const char* name;
    AVPixelFormat format;
};

Result<Encoder> encoder_for(ImageType type) {
    switch (type) {
        case ImageType::Jpeg: return Encoder{"mjpeg", AV_PIX_FMT_YUVJ420P};
        case ImageType::Png: return Encoder{"png", AV_PIX_FMT_RGBA};
        case ImageType::WebP: return Encoder{"libwebp", AV_PIX_FMT_BGRA};
        case ImageType::Unknown:
        case ImageType::Gif:
        case ImageType::Avif:
        case ImageType::Svg: break;
    }
    return Error{.fault = Fault::Unsupported, .message = "pictures are not encoded in this format"};
}

void set_quality(AVCodecContext& context, ImageType type, int webp_quality) {
    if (type == ImageType::WebP) {
        av_opt_set_double(context.priv_data, "quality", webp_quality, 0);
        av_opt_set_int(context.priv_data, "compression_level", 4, 0);
    } else if (type == ImageType::Jpeg) {
        context.flags |= AV_CODEC_FLAG_QSCALE;
        context.global_quality = 3 * FF_QP2LAMBDA;
    }
}

Result<Frame> empty_frame(const Picture& picture, AVPixelFormat format) {
    Frame frame(av_frame_alloc());
    if (!frame) return cannot_encode();
    frame->format = format;
    frame->width = static_cast<int>(picture.width);
    frame->height = static_cast<int>(picture.height);
    if (av_frame_get_buffer(frame.get(), 0) < 0) return cannot_encode();
    return frame;
}

/// The picture in libav's rows. Where half as many samples of colour are made of an odd row, swscale reads one pixel more than
/// there are: each row goes on with its last one.
Result<Frame> rgba_frame(const Picture& picture, bool over_black) {
    BT_TRY(Frame frame, empty_frame(picture, AV_PIX_FMT_RGBA));
    const std::size_t row = std::size_t{picture.width} * 4, stride = static_cast<std::size_t>(frame->linesize[0]);
    for (std::size_t y = 0; y < picture.height; ++y) {
        const auto* from = &picture.rgba[y * row];
        auto* to = frame->data[0] + y * stride;
        std::copy_n(from, row, to);
        for (std::size_t i = 0; over_black && i < row; i += 4) {
            for (std::size_t c = 0; c < 3; ++c) to[i + c] = static_cast<std::uint8_t>(from[i + c] * from[i + 3] / 255);
        }
        for (std::size_t i = row; i < stride; ++i) to[i] = to[i - 4];
    }
    return frame;
}

Result<Frame> make_frame(const Picture& picture, AVPixelFormat format) {
    BT_TRY(Frame source, rgba_frame(picture, format == AV_PIX_FMT_YUVJ420P));
    if (format == AV_PIX_FMT_RGBA) return source;
    BT_TRY(Frame frame, empty_frame(picture, format));
    const Scaler scaler(libav().sws_getContext(source->width, source->height, AV_PIX_FMT_RGBA, source->width, source->height, format,
                                       SWS_BICUBIC | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
    if (!scaler) return cannot_encode();
    if (libav().sws_scale(scaler.get(), source->data, source->linesize, 0, source->height, frame->data, frame->linesize) != source->height) return cannot_encode();
    return frame;
}

}  // namespace

Result<Bytes> encode_picture(const Picture& picture, ImageType type, int webp_quality) {
    BT_TRY(const Encoder encoder, encoder_for(type));
    const AVCodec* codec = libav().avcodec_find_encoder_by_name(encoder.name);
    if (codec == nullptr || picture.width == 0) return cannot_encode();
    BT_TRY(const Frame frame, make_frame(picture, encoder.format));
    const CodecContext context(libav().avcodec_alloc_context3(codec));
    const Packet packet(libav().av_packet_alloc());
    if (!context || !packet) return cannot_encode();
    context->width = frame->width;
    context->height = frame->height;
    context->pix_fmt = encoder.format;
    context->time_base = {1, 1};
    context->thread_count = 1;
    set_quality(*context, type, webp_quality);
    frame->quality = context->global_quality;
    if (libav().avcodec_open2(context.get(), codec, nullptr) < 0) return cannot_encode();
    if (libav().avcodec_send_frame(context.get(), frame.get()) < 0) return cannot_encode();
    libav().avcodec_send_frame(context.get(), nullptr);
    if (libav().avcodec_receive_packet(context.get(), packet.get()) < 0) return cannot_encode();
    return to_bytes({reinterpret_cast<const std::byte*>(packet->data), static_cast<std::size_t>(packet->size)});
}

}  // namespace bt::transcode
