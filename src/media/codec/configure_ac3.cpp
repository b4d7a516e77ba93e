#include "media/codec/ac3.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

constexpr std::uint32_t kSamplesPerSixBlocks = 1'536;

/// What does not depend on where the numbers came from.
Result<AudioFacts> facts_of(const Track& track, std::uint32_t sample_rate, std::uint32_t channels, bool has_lfe) {
    AudioFacts facts;
    facts.sample_rate = sample_rate != 0 ? sample_rate : track.audio ? track.audio->sample_rate : 0;
    if (facts.sample_rate == 0) return Error{Fault::Malformed, "a reserved sample rate, and no frame that tells another"};
    facts.channels = channels;
    facts.has_lfe = has_lfe;
    facts.layout = layout_name(channels, has_lfe);
    facts.samples_per_frame = kSamplesPerSixBlocks;
    return facts;
}

}  // namespace

Result<CodecConfiguration> configure_ac3(const Track& track, ByteView first_sample) {
    const auto frame = read_ac3_frame(first_sample);
    if (frame && frame->is_enhanced) return configure_eac3(track, first_sample);  // named AC-3, but is not
    const bool has_box = track.codec_id == "ac-3" && !track.codec_private.empty();
    Ac3SpecificBox box;
    std::uint32_t sample_rate = 0;
    if (has_box) {
        BT_TRY(box, read_dac3(track.codec_private).within("dac3"));
        sample_rate = ac3_sample_rate(box.fscod);
    } else if (!frame) {
        return Error(frame.error()).within("first sample");
    } else {
        box = {frame->fscod, frame->bsid, frame->bsmod, frame->acmod, frame->bit_rate_code, frame->has_lfe};
        sample_rate = frame->sample_rate;
    }
    CodecConfiguration out;
    out.codec = Codec::Ac3;
    out.sample_entry = "ac-3";
    out.rfc6381 = "ac-3";
    out.box = {"dac3", has_box ? track.codec_private : write_dac3(box)};
    BT_TRY(out.audio, facts_of(track, sample_rate, ac3_channels(box.acmod) + (box.has_lfe ? 1 : 0), box.has_lfe).within("dac3"));
    return out;
}

Result<CodecConfiguration> configure_eac3(const Track& track, ByteView first_sample) {
    const auto frames = read_ac3_frames(first_sample);
    const bool has_box = track.codec_id == "ec-3" && !track.codec_private.empty();
    Eac3SpecificBox box;
    Bytes body = track.codec_private;
    if (has_box) {
        BT_TRY(box, read_dec3(track.codec_private).within("dec3"));
        // Writers that do not know joint object coding leave its two bytes out: the frames tell.
        if (box.joc_complexity == 0 && frames) {
            box.joc_complexity = describe_eac3(frames.value()).joc_complexity;
            if (box.joc_complexity != 0) body = write_dec3(box);
        }
    } else {
        if (!frames) return Error(frames.error()).within("first sample");
        box = describe_eac3(frames.value());
        body = write_dec3(box);
    }
    const Eac3Substream& main = box.substreams.front();
    CodecConfiguration out;
    out.codec = Codec::Eac3;
    out.sample_entry = "ec-3";
    out.rfc6381 = "ec-3";
    out.box = {"dec3", std::move(body)};
    const std::uint32_t sample_rate = frames ? frames->front().sample_rate : ac3_sample_rate(main.fscod);
    BT_TRY(out.audio, facts_of(track, sample_rate, box.channels(), main.has_lfe).within("dec3"));
    out.audio->is_joc = box.joc_complexity != 0;
    out.audio->joc_complexity = box.joc_complexity;
    if (out.audio->is_joc) out.profile = "Dolby Atmos";
    return out;
}

}  // namespace bt::media::codec
