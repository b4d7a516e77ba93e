// Any configuration and any first sample: configure() ends, and what it accepts can be written as a header whose boxes add up.
#include <algorithm>

#include "media/cmaf/init.h"
#include "media/codec/configuration.h"
#include "media/codec/opus.h"

namespace {

using namespace bt;
using namespace bt::media;

struct Way {
    Codec codec;
    const char* codec_id;
};
constexpr Way kWays[] = {
    {Codec::H264, "avc1"}, {Codec::H264, "V_MS/VFW/FOURCC"}, {Codec::Hevc, "hev1"}, {Codec::Hevc, "V_MS/VFW/FOURCC"},
    {Codec::Av1, "av01"},  {Codec::Vp9, "vp09"},             {Codec::Vp9, "V_VP9"}, {Codec::Aac, "mp4a"},
    {Codec::Aac, "A_AAC"}, {Codec::Ac3, "ac-3"},             {Codec::Eac3, "ec-3"}, {Codec::Eac3, "A_EAC3"},
    {Codec::Opus, "Opus"}, {Codec::Opus, "A_OPUS"},          {Codec::Flac, "fLaC"}, {Codec::Mp3, "A_MPEG/L3"},
};

/// The top-level boxes cover the bytes exactly.
bool adds_up(ByteView bytes) {
    ByteReader in(bytes);
    while (!in.empty()) {
        const auto size = in.u32();
        if (!size || size.value() < 8 || !in.skip(size.value() - 4)) return false;
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const ByteView bytes = std::as_bytes(std::span{data, size});
    const Way& way = kWays[data[0] % std::size(kWays)];
    const std::size_t stored = std::min<std::size_t>(data[1], size - 3);
    const bool is_video = way.codec == Codec::H264 || way.codec == Codec::Hevc || way.codec == Codec::Av1 || way.codec == Codec::Vp9;
    Track track{.kind = is_video ? TrackKind::Video : TrackKind::Audio, .codec = way.codec, .codec_id = way.codec_id};
    track.codec_private = to_bytes(bytes.subspan(3, stored));
    track.timescale = {48'000};
    if (is_video) {
        track.video = VideoFormat{};
        track.video->dolby_vision = to_bytes(bytes.subspan(2, 1 + std::min<std::size_t>(stored, 8)));
    }
    const ByteView sample = bytes.subspan(3 + stored);
    if (codec::opus_packet_duration(sample) > 5'760) __builtin_trap();

    const auto configuration = codec::configure(track, sample);
    for (const auto form : {codec::PayloadForm::AnnexBToLengthPrefixed, codec::PayloadForm::AdtsToRaw}) {
        const auto converted = codec::convert(form, sample);
        if (converted && converted->size() > sample.size() + sample.size() / 3 + 1) __builtin_trap();
    }
    if (!configuration) return 0;
    if (configuration->rfc6381.empty() || configuration->box.body.empty()) __builtin_trap();
    if (is_video && (!configuration->video || configuration->video->sample_aspect_ratio.denominator <= 0)) __builtin_trap();
    if (!is_video && (!configuration->audio || configuration->audio->sample_rate == 0)) __builtin_trap();
    if (!adds_up(cmaf::write_init(cmaf::describe_track(track, configuration.value())))) __builtin_trap();
    return 0;
}
