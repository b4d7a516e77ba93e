#include "media/cmaf/sample_entry.h"

#include <algorithm>

#include "media/cmaf/box_scope.h"

namespace bt::media::cmaf {
namespace {

using codec::AudioFacts;
using codec::CodecConfiguration;
using codec::ConfigurationBox;
using codec::VideoFacts;

void write_box(ByteWriter& out, const ConfigurationBox& box) {
    const BoxScope scope(out, box.type);
    out.bytes(box.body);
}

void write_entry_beginning(ByteWriter& out) {
    out.zeros(6).u16(1);  // reserved, data_reference_index
}

/// ColourInformationBox of type nclx, §12.1.5; left out when nothing is known.
void write_colour(ByteWriter& out, const Colour& colour) {
    constexpr std::uint8_t kUnspecified = 2;
    const bool known = colour.primaries != kUnspecified || colour.transfer != kUnspecified || colour.matrix != kUnspecified;
    if (known || colour.full_range) {
        const BoxScope colr(out, "colr");
        out.four_cc("nclx").u16(colour.primaries).u16(colour.transfer).u16(colour.matrix).u8(colour.full_range ? 0x80 : 0);
    }
    if (colour.mastering_display) {
        const MasteringDisplay& display = *colour.mastering_display;
        const BoxScope mdcv(out, "mdcv");
        for (unsigned i = 0; i < 3; ++i) out.u16(display.primaries_x[i]).u16(display.primaries_y[i]);
        out.u16(display.white_x).u16(display.white_y).u32(display.max_luminance).u32(display.min_luminance);
    }
    if (colour.content_light_level) {
        const BoxScope clli(out, "clli");
        out.u16(colour.content_light_level->max_content).u16(colour.content_light_level->max_frame_average);
    }
}

void write_bit_rate(ByteWriter& out, const InitTrack& track) {
    if (!track.bit_rate) return;
    const BoxScope btrt(out, "btrt");
    out.u32(track.bit_rate->buffer_bytes).u32(track.bit_rate->maximum).u32(track.bit_rate->average);
}

std::uint16_t clamp_u16(std::uint64_t value) { return static_cast<std::uint16_t>(std::min<std::uint64_t>(value, 0xFFFF)); }

void write_visual_entry(ByteWriter& out, const InitTrack& track, const CodecConfiguration& configuration) {
    const VideoFacts facts = configuration.video.value_or(VideoFacts{});
    const BoxScope entry(out, configuration.sample_entry);
    write_entry_beginning(out);
    out.zeros(16);
    out.u16(clamp_u16(facts.width)).u16(clamp_u16(facts.height));
    out.u32(0x0048'0000).u32(0x0048'0000);  // 72 dpi
    out.u32(0).u16(1);                      // reserved, frame_count
    out.zeros(32);                          // compressorname
    out.u16(0x0018).i16(-1);                // depth, pre_defined
    write_box(out, configuration.box);
    if (configuration.dolby_vision) write_box(out, *configuration.dolby_vision);
    {
        const BoxScope pasp(out, "pasp");
        out.u32(static_cast<std::uint32_t>(facts.sample_aspect_ratio.numerator));
        out.u32(static_cast<std::uint32_t>(facts.sample_aspect_ratio.denominator));
    }
    write_colour(out, facts.colour);
    write_bit_rate(out, track);
}

/// samplerate is 16.16: a rate beyond 65,535 is written as its largest whole fraction that fits, as
/// "Encapsulation of FLAC in ISO Base Media File Format" §3.3.1 says; the decoder reads the true one from the box.
std::uint32_t entry_sample_rate(std::uint32_t rate) {
    while (rate > 0xFFFF) rate = rate % 2 == 0 ? rate / 2 : 0;
    return rate << 16;
}

void write_audio_entry(ByteWriter& out, const InitTrack& track, const CodecConfiguration& configuration) {
    const AudioFacts facts = configuration.audio.value_or(AudioFacts{});
    const BoxScope entry(out, configuration.sample_entry);
    write_entry_beginning(out);
    out.zeros(8);
    out.u16(clamp_u16(facts.channels));
    out.u16(facts.bits_per_sample != 0 ? clamp_u16(facts.bits_per_sample) : 16);
    out.u32(0);  // pre_defined, reserved
    out.u32(entry_sample_rate(facts.sample_rate));
    write_box(out, configuration.box);
    write_bit_rate(out, track);
}

}  // namespace

void write_sample_description(ByteWriter& out, const InitTrack& track) {
    const BoxScope stsd(out, "stsd", 0, 0);
    out.u32(1);
    if (track.kind == TrackKind::Audio) return write_audio_entry(out, track, track.configuration);
    write_visual_entry(out, track, track.configuration);
}

}  // namespace bt::media::cmaf
