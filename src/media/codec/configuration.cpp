#include "media/codec/configuration.h"

#include <fmt/format.h>

#include "media/codec/dolby_vision.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

Error cannot_be_carried(const Track& track, std::string_view what) {
    return {Fault::Unsupported, fmt::format("{} {} cannot be carried in HLS or DASH without conversion", codec_name(track), what)};
}

Result<CodecConfiguration> configure_carried(const Track& track, ByteView first_sample) {
    switch (track.codec) {
        case Codec::H264: return configure_h264(track, first_sample);
        case Codec::Hevc: return configure_hevc(track, first_sample);
        case Codec::Av1: return configure_av1(track, first_sample);
        case Codec::Vp9: return configure_vp9(track, first_sample);
        case Codec::Aac: return configure_aac(track, first_sample);
        case Codec::Ac3: return configure_ac3(track, first_sample);
        case Codec::Eac3: return configure_eac3(track, first_sample);
        case Codec::Opus: return configure_opus(track, first_sample);
        case Codec::Flac: return configure_flac(track, first_sample);
        case Codec::Mp3: return configure_mp3(track, first_sample);
        case Codec::Vp8: case Codec::Mpeg4Visual: case Codec::Mpeg2Video: case Codec::OtherVideo:
            return cannot_be_carried(track, "video");
        case Codec::Vorbis: case Codec::Dts: case Codec::TrueHd: case Codec::Alac: case Codec::Pcm: case Codec::OtherAudio:
            return cannot_be_carried(track, "audio");
        case Codec::SubRip: case Codec::WebVtt: case Codec::Ass: case Codec::Tx3g: case Codec::Ttml: case Codec::OtherText:
        case Codec::Pgs: case Codec::VobSub: case Codec::DvbSubtitle: case Codec::OtherPicture:
            return cannot_be_carried(track, "subtitles");
        case Codec::Unknown: return cannot_be_carried(track, "media");
    }
    return cannot_be_carried(track, "media");
}

}  // namespace

std::string_view to_string(Chroma chroma) {
    switch (chroma) {
        case Chroma::Monochrome: return "4:0:0";
        case Chroma::Yuv420: return "4:2:0";
        case Chroma::Yuv422: return "4:2:2";
        case Chroma::Yuv444: return "4:4:4";
    }
    return "";
}

std::string_view to_string(VideoRange range) {
    switch (range) {
        case VideoRange::Sdr: return "SDR";
        case VideoRange::Pq: return "PQ";
        case VideoRange::Hlg: return "HLG";
    }
    return "";
}

VideoRange video_range(std::uint8_t transfer_characteristics) {
    constexpr std::uint8_t kPq = 16;   // SMPTE ST 2084
    constexpr std::uint8_t kHlg = 18;  // ARIB STD-B67
    if (transfer_characteristics == kPq) return VideoRange::Pq;
    return transfer_characteristics == kHlg ? VideoRange::Hlg : VideoRange::Sdr;
}

std::string AudioFacts::channels_attribute() const {
    if (is_joc) return fmt::format("{}/JOC", joc_complexity);
    return std::to_string(channels);
}

bool can_carry(Codec codec) {
    switch (codec) {
        case Codec::H264: case Codec::Hevc: case Codec::Av1: case Codec::Vp9:
        case Codec::Aac: case Codec::Ac3: case Codec::Eac3: case Codec::Opus: case Codec::Flac: case Codec::Mp3: return true;
        case Codec::Unknown: case Codec::Vp8: case Codec::Mpeg4Visual: case Codec::Mpeg2Video: case Codec::OtherVideo:
        case Codec::Vorbis: case Codec::Dts: case Codec::TrueHd: case Codec::Alac: case Codec::Pcm: case Codec::OtherAudio:
        case Codec::SubRip: case Codec::WebVtt: case Codec::Ass: case Codec::Tx3g: case Codec::Ttml: case Codec::OtherText:
        case Codec::Pgs: case Codec::VobSub: case Codec::DvbSubtitle: case Codec::OtherPicture: return false;
    }
    return false;
}

Result<CodecConfiguration> configure(const Track& track, ByteView first_sample) {
    if (track.packing == Packing::Encrypted) {
        return Error{Fault::Unsupported, "the track is encrypted and cannot be read"};
    }
    if (track.packing == Packing::Other) {
        return Error{Fault::Unsupported, "the track is compressed in a way that is not undone here"};
    }
    BT_TRY(CodecConfiguration configuration, configure_carried(track, first_sample));
    if (configuration.codec == Codec::Unknown) configuration.codec = track.codec;
    if (track.video) announce_dolby_vision(track.video->dolby_vision, configuration);
    return configuration;
}

}  // namespace bt::media::codec
