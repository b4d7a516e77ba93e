// Opus, FLAC and MP3: the audio codecs whose headers are a few fixed fields.
#include <fmt/format.h>

#include <algorithm>

#include "media/codec/aac.h"
#include "media/codec/flac.h"
#include "media/codec/mpeg_audio.h"
#include "media/codec/opus.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

/// Frames that must be decoded before one that is to sound: 80 ms, "Encapsulation of Opus in ISO Base Media File Format" §4.3.6.2.
std::uint16_t opus_roll_frames(std::uint32_t packet_samples) {
    constexpr std::uint32_t kPreRoll = 3'840;
    constexpr std::uint32_t kUsualPacket = 960;
    const std::uint32_t samples = packet_samples != 0 ? packet_samples : kUsualPacket;
    return static_cast<std::uint16_t>((kPreRoll + samples - 1) / samples);
}

Result<OpusHeader> opus_header(const Track& track) {
    if (track.codec_id == "Opus" && !track.codec_private.empty()) return read_dops(track.codec_private).within("dOps");
    if (!track.codec_private.empty()) return read_opus_head(track.codec_private).within("CodecPrivate");
    const std::uint32_t channels = track.audio ? track.audio->channels : 0;
    if (channels == 0 || channels > 2) return Error{Fault::Malformed, "Opus without its identification header"};
    OpusHeader header;  // mapping family 0 says all there is to say of one or two channels
    header.channels = static_cast<std::uint8_t>(channels);
    return header;
}

}  // namespace

Result<CodecConfiguration> configure_opus(const Track& track, ByteView first_sample) {
    BT_TRY(const OpusHeader header, opus_header(track));
    CodecConfiguration out;
    out.sample_entry = "Opus";
    out.rfc6381 = "opus";
    out.box = {"dOps", write_dops(header)};
    AudioFacts facts;
    facts.sample_rate = kOpusRate;
    facts.channels = header.channels;
    // RFC 7845 §5.1.1.2: in family 1 the last of six and more channels is LFE.
    facts.has_lfe = header.mapping_family == 1 && header.channels >= 6 && header.channels <= 8;
    facts.layout = header.mapping_family <= 1 ? layout_name(facts.channels, facts.has_lfe) : "";
    facts.samples_per_frame = opus_packet_duration(first_sample);
    facts.priming = header.pre_skip;
    facts.opus_mapping_family = header.mapping_family;
    facts.roll_frames = opus_roll_frames(facts.samples_per_frame);
    out.audio = facts;
    return out;
}

Result<CodecConfiguration> configure_flac(const Track& track, ByteView) {
    BT_TRY(const FlacStreamInfo info, find_flac_stream_info(track.codec_private).within("STREAMINFO"));
    CodecConfiguration out;
    out.sample_entry = "fLaC";
    out.rfc6381 = "fLaC";
    out.box = {"dfLa", write_dfla(info)};
    out.profile = fmt::format("{} bit", info.bits_per_sample);
    AudioFacts facts;
    facts.sample_rate = info.sample_rate;
    facts.channels = info.channels;
    facts.has_lfe = info.channels >= 6;  // RFC 9639 §9.1.3: 5.1, 6.1 and 7.1
    facts.layout = layout_name(facts.channels, facts.has_lfe);
    facts.samples_per_frame = info.min_block == info.max_block ? info.max_block : 0;
    facts.bits_per_sample = info.bits_per_sample;
    out.audio = facts;
    return out;
}

Result<CodecConfiguration> configure_mp3(const Track& track, ByteView first_sample) {
    constexpr std::uint8_t kMpeg1Audio = 0x6B, kMpeg2Audio = 0x69;  // objectTypeIndication, ISO/IEC 14496-1 Table 5
    const auto header = read_mpeg_audio_header(first_sample);
    if (header && header->layer != 3) {
        return Error{Fault::Unsupported, fmt::format("MPEG audio layer {} cannot be carried in HLS or DASH without conversion", header->layer)};
    }
    CodecConfiguration out;
    out.codec = Codec::Mp3;
    out.sample_entry = "mp4a";
    // The name Apple's players and hls.js know; those that know mp4a.6B for it know this one too.
    out.rfc6381 = "mp4a.40.34";
    out.box = {"esds", write_esds(header && header->is_low_rate ? kMpeg2Audio : kMpeg1Audio, {})};
    AudioFacts facts;
    facts.sample_rate = header ? header->sample_rate : track.audio ? track.audio->sample_rate : 0;
    facts.channels = header ? header->channels : track.audio ? track.audio->channels : 0;
    facts.layout = layout_name(facts.channels, false);
    facts.samples_per_frame = header ? header->samples_per_frame : 1'152;
    out.audio = facts;
    if (facts.sample_rate == 0) return Error{Fault::Malformed, "MP3 without a frame header or a sample rate"};
    return out;
}

}  // namespace bt::media::codec
