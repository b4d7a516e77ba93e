// The decoder gets one packet and then the end of the stream, so that it gives the picture at once instead of waiting for those that
// would be shown before it; flushed, it is ready for the next. Without its loop filter, whose work does not show in a small picture,
// H.264 and HEVC take a third less time.
#include "transcode/key_frame_decoder.h"

#include <algorithm>
#include <optional>

#include "transcode/libav.h"
#include "transcode/to_rgba.h"

namespace bt::transcode {
namespace {

/// 8K in either direction.
constexpr std::int64_t kMostFramePixels = 8'192LL * 4'608;
/// A key frame of 8K at the highest quality; more is an attempt on our memory.
constexpr std::size_t kLargestSample = 32U << 20;
constexpr std::size_t kLargestPrivate = 1U << 20;

/// From this height on pictures are in the colours of high definition when they do not say otherwise.
constexpr int kHighDefinition = 720;

AVCodecID codec_of(media::Codec codec) {
    switch (codec) {
        case media::Codec::H264: return AV_CODEC_ID_H264;
        case media::Codec::Hevc: return AV_CODEC_ID_HEVC;
        case media::Codec::Av1: return AV_CODEC_ID_AV1;
        case media::Codec::Vp9: return AV_CODEC_ID_VP9;
        default: return AV_CODEC_ID_NONE;  // not among those that are played from the original
    }
}

Error no_decoder() { return {.fault = Fault::Unsupported, .message = "there is no decoder for its picture"}; }
Error no_picture() { return {.fault = Fault::Malformed, .message = "the key frame cannot be decoded"}; }

bool set_private(AVCodecContext& context, ByteView bytes) {
    if (bytes.empty() || bytes.size() > kLargestPrivate) return bytes.empty();
    context.extradata = static_cast<std::uint8_t*>(av_mallocz(bytes.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (context.extradata == nullptr) return false;
    std::ranges::copy(bytes, reinterpret_cast<std::byte*>(context.extradata));
    context.extradata_size = static_cast<int>(bytes.size());
    return true;
}

/// Dolby Vision profile 5 has colours of its own (IPT), which nobody reads without its metadata: green faces are worse than none.
/// The profile is the seven bits behind the two bytes of the version ("Dolby Vision Streams Within the ISO Base Media File Format" §3.2).
bool has_colours_of_its_own(const media::VideoFormat& video) {
    return video.dolby_vision.size() > 2 && (std::to_integer<unsigned>(video.dolby_vision[2]) >> 1U) == 5;
}

/// What the pictures themselves leave open, the container may say, and else their size.
void complete_colours(AVFrame& picture, const std::optional<media::Colour>& container) {
    if (container) {
        if (picture.colorspace == AVCOL_SPC_UNSPECIFIED) picture.colorspace = static_cast<AVColorSpace>(container->matrix);
        if (picture.color_trc == AVCOL_TRC_UNSPECIFIED) picture.color_trc = static_cast<AVColorTransferCharacteristic>(container->transfer);
        if (picture.color_primaries == AVCOL_PRI_UNSPECIFIED) picture.color_primaries = static_cast<AVColorPrimaries>(container->primaries);
    }
    if (picture.colorspace == AVCOL_SPC_UNSPECIFIED && picture.height >= kHighDefinition) picture.colorspace = AVCOL_SPC_BT709;
}

}  // namespace

struct KeyFrameDecoder::State {
    CodecContext codec;
    Packet packet{libav().av_packet_alloc()};
    Frame frame{av_frame_alloc()};
    std::optional<media::Colour> colour = {};
    int rotation_degrees = 0;
};

KeyFrameDecoder::KeyFrameDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyFrameDecoder::KeyFrameDecoder(KeyFrameDecoder&&) noexcept = default;
KeyFrameDecoder& KeyFrameDecoder::operator=(KeyFrameDecoder&&) noexcept = default;
KeyFrameDecoder::~KeyFrameDecoder() = default;

Result<KeyFrameDecoder> KeyFrameDecoder::open(const media::Track& track) {
    const AVCodec* decoder = libav().avcodec_find_decoder(codec_of(track.codec));
    if (decoder == nullptr || (track.video && has_colours_of_its_own(*track.video))) return no_decoder();
    auto state = std::make_unique<State>();
    state->codec.reset(libav().avcodec_alloc_context3(decoder));
    if (!state->codec || !state->packet || !state->frame) return no_decoder();
    auto& codec = *state->codec;
    codec.thread_count = 1;
    codec.max_pixels = kMostFramePixels;
    codec.skip_loop_filter = AVDISCARD_ALL;
    if (track.video) {
        state->colour = track.video->colour;
        state->rotation_degrees = track.video->rotation_degrees;
        codec.width = static_cast<int>(std::min<std::uint32_t>(track.video->width, 16'384));
        codec.height = static_cast<int>(std::min<std::uint32_t>(track.video->height, 16'384));
    }
    if (!set_private(codec, track.codec_private) || libav().avcodec_open2(&codec, decoder, nullptr) < 0) return no_decoder();
    return KeyFrameDecoder(std::move(state));
}

Result<Picture> KeyFrameDecoder::decode(ByteView sample, std::uint32_t width, std::uint32_t height) {
    auto& [codec, packet, frame, colour, rotation_degrees] = *state_;
    if (sample.empty() || sample.size() > kLargestSample || width == 0 || height == 0) return no_picture();
    // A packet of libav's own has the padding behind its bytes that decoders read into.
    if (libav().av_new_packet(packet.get(), static_cast<int>(sample.size())) < 0) return no_picture();
    std::ranges::copy(sample, reinterpret_cast<std::byte*>(packet->data));
    packet->flags |= AV_PKT_FLAG_KEY;
    const bool taken = libav().avcodec_send_packet(codec.get(), packet.get()) >= 0;
    libav().av_packet_unref(packet.get());
    libav().avcodec_send_packet(codec.get(), nullptr);
    const bool given = taken && libav().avcodec_receive_frame(codec.get(), frame.get()) >= 0;
    libav().avcodec_flush_buffers(codec.get());
    const Frame::pointer picture = frame.get();
    const bool is_whole = given && picture->width > 0 && picture->height > 0 && (picture->flags & AV_FRAME_FLAG_CORRUPT) == 0;
    if (is_whole) complete_colours(*picture, colour);
    const bool lies = rotation_degrees == 90 || rotation_degrees == 270;
    const Size size{static_cast<int>(lies ? height : width), static_cast<int>(lies ? width : height)};
    auto scaled = is_whole ? to_rgba(*picture, size) : Result<Picture>(no_picture());
    av_frame_unref(picture);
    if (!scaled) return scaled.error();
    return turned(std::move(*scaled), rotation_degrees);
}

}  // namespace bt::transcode
