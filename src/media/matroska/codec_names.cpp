// CodecID and what it means to us: the codec mappings of RFC 9559 §5.1.4.1.21 and draft-ietf-cellar-codec.
#include <array>
#include <cmath>

#include "base/text.h"
#include "media/matroska/tracks.h"

namespace bt::media::matroska {
namespace {

struct Row {
    std::string_view prefix;  // of CodecID; the first row that fits
    TrackKind kind;
    Codec codec;
};
constexpr auto V = TrackKind::Video;
constexpr auto A = TrackKind::Audio;
constexpr auto S = TrackKind::Subtitle;
constexpr std::array kRows = {
    Row{"V_MPEG4/ISO/AVC", V, Codec::H264},
    Row{"V_MPEGH/ISO/HEVC", V, Codec::Hevc},
    Row{"V_AV1", V, Codec::Av1},
    Row{"V_VP9", V, Codec::Vp9},
    Row{"V_VP8", V, Codec::Vp8},
    Row{"V_MPEG4/ISO/", V, Codec::Mpeg4Visual},
    Row{"V_MPEG2", V, Codec::Mpeg2Video},
    Row{"A_AAC", A, Codec::Aac},
    Row{"A_AC3", A, Codec::Ac3},
    Row{"A_EAC3", A, Codec::Eac3},
    Row{"A_OPUS", A, Codec::Opus},
    Row{"A_FLAC", A, Codec::Flac},
    Row{"A_MPEG/L3", A, Codec::Mp3},
    Row{"A_VORBIS", A, Codec::Vorbis},
    Row{"A_DTS", A, Codec::Dts},
    Row{"A_TRUEHD", A, Codec::TrueHd},
    Row{"A_ALAC", A, Codec::Alac},
    Row{"A_PCM/", A, Codec::Pcm},
    Row{"S_TEXT/UTF8", S, Codec::SubRip},
    Row{"S_TEXT/ASCII", S, Codec::SubRip},
    Row{"S_TEXT/WEBVTT", S, Codec::WebVtt},
    Row{"D_WEBVTT/", S, Codec::WebVtt},  // WebM's older name: subtitles, captions, descriptions, metadata
    Row{"S_TEXT/ASS", S, Codec::Ass},
    Row{"S_TEXT/SSA", S, Codec::Ass},
    Row{"S_ASS", S, Codec::Ass},
    Row{"S_SSA", S, Codec::Ass},
    Row{"S_TEXT/", S, Codec::OtherText},  // USF and others
    Row{"S_HDMV/PGS", S, Codec::Pgs},
    Row{"S_VOBSUB", S, Codec::VobSub},
    Row{"S_DVBSUB", S, Codec::DvbSubtitle},
    Row{"S_", S, Codec::OtherPicture},  // S_HDMV/TEXTST, S_IMAGE/BMP, S_KATE
};

/// The biCompression of a BITMAPINFOHEADER, which is CodecPrivate of V_MS/VFW/FOURCC.
Codec vfw_codec(ByteView header) {
    constexpr std::size_t kCompression = 16;
    if (header.size() < kCompression + 4) return Codec::OtherVideo;
    const std::string name = ascii_lower(as_text(header.subspan(kCompression, 4)));
    const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
        for (const auto n : names)
            if (n == name) return true;
        return false;
    };
    if (is_one_of({"h264", "avc1", "x264", "davc"})) return Codec::H264;
    if (is_one_of({"hevc", "hev1", "hvc1", "h265"})) return Codec::Hevc;
    if (is_one_of({"xvid", "divx", "dx50", "fmp4", "mp4v", "3iv2", "xvix"})) return Codec::Mpeg4Visual;
    if (is_one_of({"mpg2", "mpeg"})) return Codec::Mpeg2Video;
    if (is_one_of({"vp80"})) return Codec::Vp8;
    if (is_one_of({"vp90"})) return Codec::Vp9;
    if (is_one_of({"av01"})) return Codec::Av1;
    return Codec::OtherVideo;
}

/// The wFormatTag of a WAVEFORMATEX, which is CodecPrivate of A_MS/ACM.
Codec acm_codec(ByteView header) {
    if (header.size() < 2) return Codec::OtherAudio;
    const auto tag = std::to_integer<unsigned>(header[0]) | std::to_integer<unsigned>(header[1]) << 8;
    switch (tag) {
        case 0x0001: case 0x0003: return Codec::Pcm;
        case 0x0055: return Codec::Mp3;
        case 0x00FF: case 0x1610: return Codec::Aac;
        case 0x2000: return Codec::Ac3;
        case 0x2001: return Codec::Dts;
        case 0xF1AC: return Codec::Flac;
        default: return Codec::OtherAudio;
    }
}

Codec other_codec(TrackKind kind) {
    switch (kind) {
        case TrackKind::Video: return Codec::OtherVideo;
        case TrackKind::Audio: return Codec::OtherAudio;
        case TrackKind::Subtitle: return Codec::OtherText;
        case TrackKind::Other: return Codec::Unknown;
    }
    return Codec::Unknown;
}

constexpr std::array kRates = {96'000, 88'200, 64'000, 48'000, 44'100, 32'000, 24'000, 22'050, 16'000, 12'000, 11'025, 8'000, 7'350};

std::optional<unsigned> frequency_index(double frequency) {
    for (std::size_t i = 0; i < kRates.size(); ++i)
        if (std::abs(frequency - kRates[i]) < 1) return static_cast<unsigned>(i);
    return std::nullopt;
}

}  // namespace

CodecName recognise_codec(std::string_view codec_id, ByteView codec_private, TrackKind by_track_type) {
    if (codec_id == "V_MS/VFW/FOURCC") return {TrackKind::Video, vfw_codec(codec_private)};
    if (codec_id == "A_MS/ACM") return {TrackKind::Audio, acm_codec(codec_private)};
    for (const Row& row : kRows)
        if (codec_id.starts_with(row.prefix)) return {row.kind, row.codec};
    return {by_track_type, other_codec(by_track_type)};
}

Bytes audio_specific_config(std::string_view codec_id, double sampling_frequency, double output_frequency, std::uint64_t channels) {
    constexpr unsigned kSbr = 5;
    struct Profile {
        std::string_view name;
        unsigned object_type;
    };
    constexpr std::array kProfiles = {Profile{"/MAIN", 1}, Profile{"/LC", 2}, Profile{"/SSR", 3}, Profile{"/LTP", 4}};
    unsigned object_type = 2;  // plain "A_AAC" without a configuration: LC is what everything is
    for (const Profile& profile : kProfiles)
        if (codec_id.find(profile.name) != std::string_view::npos) object_type = profile.object_type;
    const auto rate = frequency_index(sampling_frequency);
    const unsigned configuration = channels == 8 ? 7 : static_cast<unsigned>(channels);
    if (!rate || channels == 0 || channels == 7 || channels > 8) return {};
    // audioObjectType 5 bits, samplingFrequencyIndex 4, channelConfiguration 4, GASpecificConfig 3
    ByteWriter out;
    out.u16(static_cast<std::uint16_t>(object_type << 11 | *rate << 7 | configuration << 3));
    const bool has_sbr = codec_id.ends_with("/SBR");
    const auto output_rate = frequency_index(output_frequency > sampling_frequency ? output_frequency : sampling_frequency * 2);
    if (has_sbr && output_rate) {
        // syncExtensionType 0x2b7 11 bits, extensionAudioObjectType 5, sbrPresentFlag 1, extensionSamplingFrequencyIndex 4, 3 of padding
        out.u24(static_cast<std::uint32_t>(0x2b7 << 13 | kSbr << 8 | 1 << 7 | *output_rate << 3));
    }
    return std::move(out).take();
}

}  // namespace bt::media::matroska
