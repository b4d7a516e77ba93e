#include "transcode/describe.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/pixdesc.h>
}

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "media/index/language.h"
#include "transcode/codec_libraries.h"
#include "transcode/input.h"

namespace bt::transcode {
namespace {

using media::Codec;
using media::Track;
using media::TrackKind;

constexpr unsigned kMostStreamsTold = 128;

Codec codec_of(const AVCodecParameters& parameters) {
    switch (parameters.codec_id) {
        case AV_CODEC_ID_H264: return Codec::H264;
        case AV_CODEC_ID_HEVC: return Codec::Hevc;
        case AV_CODEC_ID_AV1: return Codec::Av1;
        case AV_CODEC_ID_VP9: return Codec::Vp9;
        case AV_CODEC_ID_VP8: return Codec::Vp8;
        case AV_CODEC_ID_MPEG4: return Codec::Mpeg4Visual;
        case AV_CODEC_ID_MPEG2VIDEO: return Codec::Mpeg2Video;
        case AV_CODEC_ID_AAC: return Codec::Aac;
        case AV_CODEC_ID_AC3: return Codec::Ac3;
        case AV_CODEC_ID_EAC3: return Codec::Eac3;
        case AV_CODEC_ID_OPUS: return Codec::Opus;
        case AV_CODEC_ID_FLAC: return Codec::Flac;
        case AV_CODEC_ID_MP3: return Codec::Mp3;
        case AV_CODEC_ID_VORBIS: return Codec::Vorbis;
        case AV_CODEC_ID_DTS: return Codec::Dts;
        case AV_CODEC_ID_TRUEHD: return Codec::TrueHd;
        case AV_CODEC_ID_ALAC: return Codec::Alac;
        case AV_CODEC_ID_SUBRIP: return Codec::SubRip;
        case AV_CODEC_ID_WEBVTT: return Codec::WebVtt;
        case AV_CODEC_ID_ASS: return Codec::Ass;
        case AV_CODEC_ID_HDMV_PGS_SUBTITLE: return Codec::Pgs;
        case AV_CODEC_ID_DVD_SUBTITLE: return Codec::VobSub;
        case AV_CODEC_ID_DVB_SUBTITLE: return Codec::DvbSubtitle;
        default: break;
    }
    switch (parameters.codec_type) {
        case AVMEDIA_TYPE_VIDEO: return Codec::OtherVideo;
        case AVMEDIA_TYPE_AUDIO: return std::string_view(libav().avcodec_get_name(parameters.codec_id)).starts_with("pcm_") ? Codec::Pcm : Codec::OtherAudio;
        case AVMEDIA_TYPE_SUBTITLE: return Codec::OtherText;
        default: return Codec::Unknown;
    }
}

TrackKind kind_of(AVMediaType type) {
    switch (type) {
        case AVMEDIA_TYPE_VIDEO: return TrackKind::Video;
        case AVMEDIA_TYPE_AUDIO: return TrackKind::Audio;
        case AVMEDIA_TYPE_SUBTITLE: return TrackKind::Subtitle;
        default: return TrackKind::Other;
    }
}

std::string tag(const AVDictionary* tags, const char* name) {
    const auto* entry = av_dict_get(tags, name, nullptr, 0);
    return entry == nullptr ? std::string() : to_valid_utf8(entry->value);
}

/// libavformat hands on what the container holds: three letters as a rule, a whole tag now and then.
std::string language_of(const std::string& code) {
    return code.size() == 3 ? media::language_from_iso_639_2(code) : media::language_from_bcp_47(code);
}

media::VideoFormat video_format(const AVStream& stream) {
    const auto& parameters = *stream.codecpar;
    media::VideoFormat video;
    video.width = static_cast<std::uint32_t>(std::max(0, parameters.width));
    video.height = static_cast<std::uint32_t>(std::max(0, parameters.height));
    video.display_width = video.width;
    video.display_height = video.height;
    const auto aspect = parameters.sample_aspect_ratio;
    if (aspect.num > 0 && aspect.den > 0) {
        video.display_width = static_cast<std::uint32_t>(std::min<std::int64_t>(UINT32_MAX, std::int64_t{video.width} * aspect.num / aspect.den));
    }
    if (stream.avg_frame_rate.num > 0 && stream.avg_frame_rate.den > 0) {
        video.frame_rate = media::Rational{stream.avg_frame_rate.num, stream.avg_frame_rate.den};
    }
    // libavformat's numbers are those of ISO/IEC 23091-2.
    const auto code_point = [](int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); };
    if (parameters.color_trc != AVCOL_TRC_UNSPECIFIED) {
        video.colour = media::Colour{.primaries = code_point(parameters.color_primaries), .transfer = code_point(parameters.color_trc),
                                     .matrix = code_point(parameters.color_space), .full_range = parameters.color_range == AVCOL_RANGE_JPEG,
                                     .mastering_display = {}, .content_light_level = {}};
    }
    return video;
}

/// Milliseconds from `begin`, where the file's time line begins, in microseconds; 0 when nobody knows.
std::int64_t start_of(const AVStream& stream, std::int64_t begin) {
    if (stream.start_time == AV_NOPTS_VALUE || begin == AV_NOPTS_VALUE || stream.time_base.den <= 0) return 0;
    constexpr std::int64_t kFar = std::int64_t{1} << 60;  // what a file says may be any number
    const auto at = std::clamp(av_rescale_q(stream.start_time, stream.time_base, AVRational{1, AV_TIME_BASE}), -kFar, kFar);
    return std::max<std::int64_t>(0, (at - std::clamp(begin, -kFar, kFar) + 500) / 1'000);
}

Track describe_stream(const AVStream& stream, std::uint32_t number, std::int64_t begin) {
    const auto& parameters = *stream.codecpar;
    Track track;
    track.number = TrackNumber{number};
    track.source_id = static_cast<std::uint64_t>(std::max(0, stream.id));
    track.kind = kind_of(parameters.codec_type);
    track.codec = codec_of(parameters);
    track.codec_id = libav().avcodec_get_name(parameters.codec_id);
    track.language = language_of(tag(stream.metadata, "language"));
    track.name = tag(stream.metadata, "title");
    track.is_default = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
    track.is_forced = (stream.disposition & AV_DISPOSITION_FORCED) != 0;
    track.is_hearing_impaired = (stream.disposition & AV_DISPOSITION_HEARING_IMPAIRED) != 0;
    track.is_visual_impaired = (stream.disposition & AV_DISPOSITION_VISUAL_IMPAIRED) != 0;
    track.timescale = kMilliseconds;
    track.start = {start_of(stream, begin), kMilliseconds};
    track.duration = {0, kMilliseconds};
    if (stream.duration > 0 && stream.time_base.den > 0) {
        track.duration.ticks = av_rescale_q(stream.duration, stream.time_base, AVRational{1, 1'000});
    }
    if (track.kind == TrackKind::Video) track.video = video_format(stream);
    if (track.kind == TrackKind::Audio) {
        track.audio = media::AudioFormat{.sample_rate = static_cast<std::uint32_t>(std::max(0, parameters.sample_rate)),
                                         .channels = static_cast<std::uint32_t>(std::max(0, parameters.ch_layout.nb_channels)),
                                         .bits_per_sample = static_cast<std::uint32_t>(std::max(0, parameters.bits_per_raw_sample))};
    }
    return track;
}

}  // namespace

Result<media::Description> describe_with_libavformat(const std::string& path, std::chrono::milliseconds patience) {
    const Deadline deadline{std::chrono::steady_clock::now() + patience};
    BT_TRY(const Input input, open_input(path, deadline));

    media::Description description;
    description.format = split(input->iformat->name, ',').front();
    description.title = tag(input->metadata, "title");
    if (input->duration > 0) description.duration = {input->duration / 1'000, kMilliseconds};
    for (unsigned i = 0; i < std::min(input->nb_streams, kMostStreamsTold); ++i) {
        description.tracks.push_back(describe_stream(*input->streams[i], i, input->start_time));
    }
    if (description.tracks.empty()) return Error{.fault = Fault::Unsupported, .message = fmt::format("{} without any stream", description.format)};
    return description;
}

}  // namespace bt::transcode
