#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "media/codec/aac.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

constexpr std::uint8_t kMpeg4Audio = 0x40;       // objectTypeIndication, ISO/IEC 14496-1 Table 5
constexpr std::uint8_t kMpeg2AacMain = 0x66;
constexpr std::uint8_t kMpeg2AacSsr = 0x68;
constexpr std::uint32_t kMp3InMpeg4 = 34;

/// CodecPrivate of A_MS/ACM is a WAVEFORMATEX; the codec's own bytes follow its 18.
Bytes without_wave_header(const Track& track) {
    constexpr std::size_t kWaveFormatEx = 18;
    const ByteView bytes = track.codec_private;
    if (track.codec_id != "A_MS/ACM") return to_bytes(bytes);
    return to_bytes(bytes.subspan(std::min(bytes.size(), kWaveFormatEx)));
}

bool holds_esds(const Track& track) { return track.codec_id == "mp4a" || track.codec_id == "enca"; }

/// SBR that the configuration does not mention: the container's output rate is twice the core's (Matroska's
/// OutputSamplingFrequency, QuickTime's sample entry). One channel announced as two is parametric stereo.
void note_implicit_sbr(const Track& track, AacConfig& config) {
    if (config.has_sbr || config.object_type != 2 || !track.audio) return;
    if (track.audio->sample_rate != 2 * config.core_sample_rate) return;
    config.has_sbr = true;
    config.extension_sample_rate = track.audio->sample_rate;
    config.has_ps = config.core_channels == 1 && track.audio->channels == 2;
}

}  // namespace

std::string layout_name(std::uint32_t channels, bool has_lfe) {
    constexpr std::array<std::string_view, 9> kFull = {"", "mono", "stereo", "3.0", "4.0", "5.0", "6.0", "7.0", "8.0"};
    constexpr std::array<std::string_view, 9> kWithLfe = {"", "", "1.1", "2.1", "3.1", "4.1", "5.1", "6.1", "7.1"};
    if (channels >= kFull.size()) return "";
    return std::string(has_lfe ? kWithLfe[channels] : kFull[channels]);
}

Result<CodecConfiguration> configure_aac(const Track& track, ByteView first_sample) {
    Bytes asc = without_wave_header(track);
    if (holds_esds(track) && !asc.empty()) {
        BT_TRY(const ElementaryStream stream, read_esds(track.codec_private).within("esds"));
        const std::uint8_t type = stream.object_type_indication;
        if (type != kMpeg4Audio && (type < kMpeg2AacMain || type > kMpeg2AacSsr)) {
            return Error{Fault::Unsupported, fmt::format("MPEG-4 audio of object type 0x{:02x} cannot be carried", type)};
        }
        asc = to_bytes(stream.decoder_specific_info);
    }
    CodecConfiguration out;
    const auto adts = read_adts_header(first_sample);
    if (adts && adts->frame_size == first_sample.size()) {
        out.payload = PayloadForm::AdtsToRaw;
        if (asc.empty()) asc = to_audio_specific_config(*adts);
    }
    if (asc.empty()) return Error{Fault::Malformed, "AAC without its AudioSpecificConfig"};
    BT_TRY(AacConfig config, read_audio_specific_config(asc).within("AudioSpecificConfig"));
    if (config.object_type == kMp3InMpeg4) return configure_mp3(track, first_sample);
    note_implicit_sbr(track, config);

    out.sample_entry = "mp4a";
    out.box = {"esds", write_esds(kMpeg4Audio, asc)};
    out.rfc6381 = aac_rfc6381(config);
    out.profile = aac_profile_text(config);
    AudioFacts facts;
    facts.sample_rate = config.output_sample_rate();
    facts.channels = config.output_channels();
    if (facts.channels == 0 && track.audio) facts.channels = track.audio->channels;
    facts.has_lfe = config.has_lfe;
    facts.layout = layout_name(facts.channels, facts.has_lfe);
    const bool doubled = config.has_sbr && config.output_sample_rate() == 2 * config.core_sample_rate;
    facts.samples_per_frame = config.frame_samples * (doubled ? 2 : 1);
    facts.roll_frames = 1;  // the overlap of the transform: one frame of run-in
    out.audio = facts;
    return out;
}

}  // namespace bt::media::codec
