// AAC: a raw_data_block of the elements its channel configuration names, each without a single scale factor band, so that nothing is coded
// and nothing sounds: ISO/IEC 14496-3 §4.4.2.1. Opus: a CELT frame of 20 ms that says "silence" in its first bit, RFC 6716 §4.3.
#include "media/codec/silence.h"

#include <string_view>

#include "media/codec/aac.h"

namespace bt::media::codec {
namespace {

class BitWriter {
public:
    void put(unsigned value, unsigned bits) {
        while (bits-- > 0) {
            if (used_ % 8 == 0) bytes_.push_back(std::byte{0});
            bytes_.back() |= static_cast<std::byte>((value >> bits & 1U) << (7 - used_ % 8));
            ++used_;
        }
    }
    Bytes take() && { return std::move(bytes_); }

private:
    Bytes bytes_;
    std::size_t used_ = 0;
};

/// individual_channel_stream() with its own ics_info() (Table 4.50): one long window, max_sfb 0.
void put_empty_channel(BitWriter& out) {
    out.put(0, 8);   // global_gain
    out.put(0, 11);  // ics_reserved_bit, window_sequence, window_shape, max_sfb, predictor_data_present
    out.put(0, 3);   // pulse_data_present, tns_data_present, gain_control_data_present
}

/// Which elements a frame has, by channelConfiguration (Table 1.19): s single, p pair, l LFE.
std::string_view elements_of(unsigned channel_configuration) {
    constexpr std::string_view kElements[] = {"", "s", "p", "sp", "sps", "spp", "sppl", "spppl"};
    return channel_configuration < std::size(kElements) ? kElements[channel_configuration] : std::string_view();
}

std::optional<Bytes> silent_aac(const CodecConfiguration& configuration) {
    const auto stream = read_esds(configuration.box.body);
    if (!stream) return std::nullopt;
    const auto config = read_audio_specific_config(stream->decoder_specific_info);
    constexpr std::uint32_t kLowComplexity = 2;
    if (!config || config->object_type != kLowComplexity || elements_of(config->channel_configuration).empty()) return std::nullopt;
    BitWriter out;
    unsigned tags[3] = {};
    for (const char element : elements_of(config->channel_configuration)) {
        const unsigned id = element == 's' ? 0 : element == 'p' ? 1 : 3;  // ID_SCE, ID_CPE, ID_LFE
        out.put(id, 3);
        out.put(tags[element == 's' ? 0 : element == 'p' ? 1 : 2]++, 4);  // element_instance_tag
        if (element == 'p') out.put(0, 1);                               // common_window
        put_empty_channel(out);
        if (element == 'p') put_empty_channel(out);
    }
    out.put(7, 3);  // ID_END
    return std::move(out).take();
}

std::optional<Bytes> silent_opus(const AudioFacts& audio) {
    constexpr std::uint32_t kTwentyMilliseconds = 960;
    if (audio.opus_mapping_family != 0 || audio.samples_per_frame != kTwentyMilliseconds || audio.channels > 2) return std::nullopt;
    const unsigned stereo = audio.channels == 2 ? 0x04 : 0;  // s of the TOC: configuration 31 is CELT, full band, 20 ms
    return Bytes{static_cast<std::byte>(31U << 3 | stereo), std::byte{0xFF}, std::byte{0xFE}};
}

}  // namespace

std::optional<Bytes> silent_frame(const CodecConfiguration& configuration) {
    if (!configuration.audio || configuration.audio->samples_per_frame == 0) return std::nullopt;
    if (configuration.codec == Codec::Aac) return silent_aac(configuration);
    if (configuration.codec == Codec::Opus) return silent_opus(*configuration.audio);
    return std::nullopt;
}

}  // namespace bt::media::codec
