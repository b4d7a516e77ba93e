#include "media/index/description.h"

namespace bt::media {

std::string_view to_string(Codec codec) {
    switch (codec) {
        case Codec::Unknown: return "unknown";
        case Codec::H264: return "H.264";
        case Codec::Hevc: return "HEVC";
        case Codec::Av1: return "AV1";
        case Codec::Vp9: return "VP9";
        case Codec::Vp8: return "VP8";
        case Codec::Mpeg4Visual: return "MPEG-4 Visual";
        case Codec::Mpeg2Video: return "MPEG-2 Video";
        case Codec::OtherVideo: return "other video";
        case Codec::Aac: return "AAC";
        case Codec::Ac3: return "AC-3";
        case Codec::Eac3: return "E-AC-3";
        case Codec::Opus: return "Opus";
        case Codec::Flac: return "FLAC";
        case Codec::Mp3: return "MP3";
        case Codec::Vorbis: return "Vorbis";
        case Codec::Dts: return "DTS";
        case Codec::TrueHd: return "TrueHD";
        case Codec::Alac: return "ALAC";
        case Codec::Pcm: return "PCM";
        case Codec::OtherAudio: return "other audio";
        case Codec::SubRip: return "SubRip";
        case Codec::WebVtt: return "WebVTT";
        case Codec::Ass: return "ASS";
        case Codec::Tx3g: return "3GPP timed text";
        case Codec::Ttml: return "TTML";
        case Codec::OtherText: return "other text";
        case Codec::Pgs: return "PGS";
        case Codec::VobSub: return "VobSub";
        case Codec::DvbSubtitle: return "DVB subtitle";
        case Codec::OtherPicture: return "other picture subtitle";
    }
    return "unknown";
}

std::string codec_name(const Track& track) {
    switch (track.codec) {
        case Codec::Unknown: case Codec::OtherVideo: case Codec::OtherAudio: case Codec::OtherText: case Codec::OtherPicture:
            return track.codec_id.empty() ? "unknown" : "'" + track.codec_id + "'";
        default: return std::string(to_string(track.codec));
    }
}

std::string_view to_string(TrackKind kind) {
    switch (kind) {
        case TrackKind::Video: return "video";
        case TrackKind::Audio: return "audio";
        case TrackKind::Subtitle: return "subtitle";
        case TrackKind::Other: return "other";
    }
    return "other";
}

std::string_view to_string(Container container) {
    switch (container) {
        case Container::IsoBmff: return "ISO BMFF";
        case Container::Matroska: return "Matroska";
        case Container::Other: return "other";
    }
    return "other";
}

}  // namespace bt::media
