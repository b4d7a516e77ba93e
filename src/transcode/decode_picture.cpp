// The whole file goes to the decoder as one packet, so no demuxer has to guess what it is. A JPEG is decoded at half, a quarter or an
// eighth of its size when no more is wanted (`lowres`): the eighth needs a tenth of the time. Then one step of swscale makes it
// RGBA and smaller; its bicubic filter widens with the reduction, so that fine patterns do not shimmer.
#include <fmt/format.h>

#include <algorithm>

#include "transcode/libav.h"
#include "transcode/picture.h"
#include "transcode/to_rgba.h"

namespace bt::transcode {
namespace {

Error malformed() { return Error{.fault = Fault::Malformed, .message = "the picture cannot be decoded"}; }

Result<const AVCodec*> decoder_for(ImageType type) {
    AVCodecID id = AV_CODEC_ID_NONE;
    switch (type) {
        case ImageType::Jpeg: id = AV_CODEC_ID_MJPEG; break;
        case ImageType::Png: id = AV_CODEC_ID_PNG; break;
        case ImageType::Gif: id = AV_CODEC_ID_GIF; break;
        case ImageType::WebP: id = AV_CODEC_ID_WEBP; break;
        case ImageType::Unknown:
        case ImageType::Avif:
        case ImageType::Svg: break;
    }
    const AVCodec* codec = id == AV_CODEC_ID_NONE ? nullptr : libav().avcodec_find_decoder(id);
    if (codec == nullptr) return Error{.fault = Fault::Unsupported, .message = "pictures of this format are not decoded"};
    return codec;
}

Result<CodecContext> open_decoder(const AVCodec* codec, int lowres) {
    CodecContext context(libav().avcodec_alloc_context3(codec));
    if (!context) return malformed();
    context->thread_count = 1;
    context->max_pixels = static_cast<std::int64_t>(kMostPixels);
    context->lowres = std::min<int>(lowres, codec->max_lowres);
    if (libav().avcodec_open2(context.get(), codec, nullptr) < 0) return malformed();
    return context;
}

/// Size of a JPEG before it is decoded: nothing else can be decoded smaller. ISO/IEC 10918-1 B.2.2; 0 when it is not found.
std::uint32_t jpeg_width(ByteView bytes) {
    ByteReader in(bytes.subspan(2));
    for (;;) {
        const auto marker = in.u16();
        if (!marker || (*marker & 0xFF00U) != 0xFF00U) return 0;
        const auto length = in.u16();
        if (!length || *length < 2) return 0;
        const auto code = *marker & 0xFFU;
        const bool is_frame = code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
        if (is_frame) {
            if (!in.skip(3)) return 0;  // precision, lines
            const auto width = in.u16();
            return width ? *width : 0;
        }
        if (!in.skip(*length - 2U)) return 0;
    }
}

int lowres_for(ImageType type, ByteView bytes, std::uint32_t width) {
    if (type != ImageType::Jpeg) return 0;
    const auto source = jpeg_width(bytes);
    int lowres = 0;
    while (lowres < 3 && (source >> (lowres + 1)) >= width) ++lowres;
    return lowres;
}

Result<Frame> decode(AVCodecContext& context, ByteView bytes) {
    Packet packet(libav().av_packet_alloc());
    Frame frame(av_frame_alloc());
    // A packet of libav's own has the padding behind its bytes that decoders read into.
    if (!packet || !frame || libav().av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) return malformed();
    std::ranges::copy(bytes, reinterpret_cast<std::byte*>(packet->data));
    packet->flags |= AV_PKT_FLAG_KEY;
    if (libav().avcodec_send_packet(&context, packet.get()) < 0) return malformed();
    libav().avcodec_send_packet(&context, nullptr);  // the end: a decoder that waits for more gives what it has
    if (libav().avcodec_receive_frame(&context, frame.get()) < 0 || frame->width <= 0 || frame->height <= 0) return malformed();
    return frame;
}

/// As wide as wanted, no larger than the source, and not so high that a strip becomes a tower.
Size fitted(const AVFrame& frame, std::uint32_t width) {
    const auto w = static_cast<std::uint64_t>(frame.width), h = static_cast<std::uint64_t>(frame.height);
    std::uint64_t wide = std::min<std::uint64_t>(w, width);
    std::uint64_t high = std::max<std::uint64_t>(1, (h * wide + w / 2) / w);
    if (const std::uint64_t most = std::uint64_t{width} * 4; high > most) {
        wide = std::max<std::uint64_t>(1, w * most / h);
        high = most;
    }
    return {static_cast<int>(wide), static_cast<int>(high)};
}

}  // namespace

Result<DecodedPicture> decode_picture(ByteView bytes, std::uint32_t width) {
    const auto type = image_type(bytes);
    BT_TRY(const AVCodec* codec, decoder_for(type));
    const int lowres = lowres_for(type, bytes, width);
    BT_TRY(const CodecContext context, open_decoder(codec, lowres));
    BT_TRY(const Frame decoded, decode(*context, bytes));
    const AVFrame& frame = *decoded;
    BT_TRY(auto picture, to_rgba(frame, fitted(frame, width)));
    DecodedPicture out{.picture = std::move(picture), .source_width = static_cast<std::uint32_t>(frame.width),
                       .source_height = static_cast<std::uint32_t>(frame.height)};
    if (context->lowres > 0) {
        out.source_width = static_cast<std::uint32_t>(context->coded_width);
        out.source_height = static_cast<std::uint32_t>(context->coded_height);
    }
    return out;
}

}  // namespace bt::transcode
