#include "media/codec/aac.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "media/codec/bit_reader.h"

namespace bt::media::codec {
namespace {

// Audio object types, ISO/IEC 14496-3 Table 1.17.
constexpr std::uint32_t kAacLc = 2;
constexpr std::uint32_t kSbr = 5;
constexpr std::uint32_t kErBsac = 22;
constexpr std::uint32_t kPs = 29;
constexpr std::uint32_t kEscape = 31;
constexpr std::uint32_t kEld = 39;
constexpr std::uint32_t kUsac = 42;

constexpr std::uint32_t kSampleRates[] = {96'000, 88'200, 64'000, 48'000, 44'100, 32'000, 24'000,
                                          22'050, 16'000, 12'000, 11'025, 8'000,  7'350};
constexpr std::uint32_t kRateEscape = 15;
/// Channels of channelConfiguration 0 to 14, Table 1.19; 0 where it tells none.
constexpr std::uint8_t kChannels[] = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8};
/// Those of them that have a low-frequency channel: 5.1, 7.1, 6.1, 7.1, 22.2, 7.1.
constexpr std::uint32_t kConfigurationsWithLfe = (1U << 6) | (1U << 7) | (1U << 11) | (1U << 12) | (1U << 13) | (1U << 14);

std::uint32_t read_object_type(BitReader& in) {
    const std::uint32_t type = in.bits(5);
    return type == kEscape ? 32 + in.bits(6) : type;
}

/// samplingFrequencyIndex and the frequency behind its escape; 0 for a reserved index.
std::uint32_t read_sample_rate(BitReader& in) {
    const std::uint32_t index = in.bits(4);
    if (index == kRateEscape) return in.bits(24);
    return index < std::size(kSampleRates) ? kSampleRates[index] : 0;
}

/// program_config_element(), §4.4.1.1: counts the channels of its elements.
void read_program_config(BitReader& in, AacConfig& config) {
    in.skip(4 + 2 + 4);  // element_instance_tag, object_type, sampling_frequency_index
    const std::uint32_t front = in.bits(4), side = in.bits(4), back = in.bits(4), lfe = in.bits(2);
    const std::uint32_t data = in.bits(3), coupled = in.bits(4);
    if (in.flag()) in.skip(4);  // mono_mixdown
    if (in.flag()) in.skip(4);  // stereo_mixdown
    if (in.flag()) in.skip(3);  // matrix_mixdown
    std::uint32_t channels = lfe;
    for (std::uint32_t i = 0; i < front + side + back; ++i) {
        channels += in.flag() ? 2U : 1U;  // is_cpe
        in.skip(4);
    }
    in.skip(4ULL * lfe + 4ULL * data + 5ULL * coupled);
    config.core_channels = channels;
    config.has_lfe = lfe > 0;
}

/// GASpecificConfig(), §4.4.1: the frame length, and the channels when they are spelled out.
void read_ga_specific_config(BitReader& in, AacConfig& config) {
    config.frame_samples = in.flag() ? 960 : 1'024;
    if (in.flag()) in.skip(14);  // dependsOnCoreCoder, coreCoderDelay
    const bool extension = in.flag();
    if (config.channel_configuration == 0) read_program_config(in, config);
    const std::uint32_t type = config.object_type;
    if (type == 6 || type == 20) in.skip(3);  // layerNr
    if (!extension) return;
    if (type == kErBsac) in.skip(5 + 11);
    if (type == 17 || type == 19 || type == 20 || type == 23) in.skip(3);
    in.skip(1);  // extensionFlag3
}

/// UsacConfig(), ISO/IEC 23003-3 §5.2: the output rate and frame length stand at its beginning.
void read_usac_config(BitReader& in, AacConfig& config) {
    constexpr std::uint32_t kFrames[] = {768, 1'024, 2'048, 2'048, 4'096};  // output samples by coreSbrFrameLengthIndex
    constexpr std::uint32_t kUsacRateEscape = 31;
    const std::uint32_t index = in.bits(5);
    const std::uint32_t rate = index == kUsacRateEscape ? in.bits(24) : index < std::size(kSampleRates) ? kSampleRates[index] : 0;
    const std::uint32_t frame = in.bits(3);
    if (in.overrun()) return;
    if (rate != 0) config.core_sample_rate = rate;
    if (frame < std::size(kFrames)) config.frame_samples = kFrames[frame];
}

bool has_ga_specific_config(std::uint32_t type) {
    return (type >= 1 && type <= 4) || type == 6 || type == 7 || type == 17 || (type >= 19 && type <= 23);
}

/// The extension behind the core's configuration that an old decoder skips, §1.6.6.1.
void read_backward_compatible_extension(BitReader& in, AacConfig& config) {
    if (in.bits_left() < 16 || in.bits(11) != 0x2B7) return;
    if (read_object_type(in) != kSbr) return;
    config.has_sbr = in.flag();
    if (!config.has_sbr) return;
    config.extension_sample_rate = read_sample_rate(in);
    if (in.bits_left() >= 12 && in.bits(11) == 0x548) config.has_ps = in.flag();
}

/// A descriptor's tag and size, ISO/IEC 14496-1 §8.3.3: at most four bytes of size.
struct Descriptor {
    std::uint8_t tag = 0;
    ByteReader content;
};
Result<Descriptor> read_descriptor(ByteReader& in) {
    Descriptor out;
    BT_TRY(out.tag, in.u8());
    std::uint32_t size = 0;
    for (int i = 0; i < 4; ++i) {
        BT_TRY(const std::uint8_t byte, in.u8());
        size = (size << 7) | (byte & 0x7FU);
        if ((byte & 0x80U) == 0) break;
    }
    // Deviates: a descriptor that claims more than its box holds (seen from old camcorders) is read as far as it goes.
    BT_TRY(out.content, in.slice(std::min<std::uint64_t>(size, in.remaining())));
    return out;
}

constexpr std::uint8_t kEsDescriptor = 3;
constexpr std::uint8_t kDecoderConfigDescriptor = 4;
constexpr std::uint8_t kDecoderSpecificInfo = 5;
constexpr std::uint8_t kSlConfigDescriptor = 6;

void write_descriptor_header(ByteWriter& out, std::uint8_t tag, std::size_t size) {
    const auto piece = [size](unsigned shift) { return static_cast<std::uint8_t>(((size >> shift) & 0x7F) | (shift > 0 ? 0x80 : 0)); };
    out.u8(tag).u8(piece(21)).u8(piece(14)).u8(piece(7)).u8(piece(0));
}

}  // namespace

Result<AacConfig> read_audio_specific_config(ByteView bytes) {
    BitReader in(bytes);
    AacConfig config;
    config.object_type = read_object_type(in);
    config.core_sample_rate = read_sample_rate(in);
    config.channel_configuration = static_cast<std::uint8_t>(in.bits(4));
    const std::uint8_t channel_configuration = config.channel_configuration;
    if (channel_configuration < std::size(kChannels)) config.core_channels = kChannels[channel_configuration];
    config.has_lfe = ((kConfigurationsWithLfe >> channel_configuration) & 1U) != 0;
    const bool hierarchical = config.object_type == kSbr || config.object_type == kPs;
    if (hierarchical) {
        config.has_sbr = true;
        config.has_ps = config.object_type == kPs;
        config.extension_sample_rate = read_sample_rate(in);
        config.object_type = read_object_type(in);
        if (config.object_type == kErBsac) in.skip(4);  // extensionChannelConfiguration
    }
    if (in.overrun()) return Error{Fault::Truncated, "the AudioSpecificConfig ends early"};
    if (config.core_sample_rate == 0) return Error{Fault::Malformed, "a reserved AAC sampling frequency"};
    if (has_ga_specific_config(config.object_type)) {
        read_ga_specific_config(in, config);
        if (in.overrun() && channel_configuration == 0) return Error{Fault::Truncated, "the AAC program configuration ends early"};
        if (!hierarchical && !in.overrun()) read_backward_compatible_extension(in, config);
    } else if (config.object_type == kEld) {
        config.frame_samples = in.flag() ? 480 : 512;
    } else if (config.object_type == kUsac) {
        read_usac_config(in, config);
    }
    if (config.has_ps && config.core_channels != 1) config.has_ps = false;  // parametric stereo is made from one channel only
    return config;
}

std::string aac_profile_text(const AacConfig& config) {
    if (config.has_ps) return "HE-AAC v2";
    if (config.has_sbr) return "HE-AAC";
    switch (config.object_type) {
        case 1: return "Main";
        case kAacLc: return "LC";
        case 3: return "SSR";
        case 4: return "LTP";
        case 23: return "LD";
        case kEld: return "ELD";
        case kUsac: return "xHE-AAC";
        default: return fmt::format("object type {}", config.object_type);
    }
}

std::string aac_rfc6381(const AacConfig& config) {
    const std::uint32_t type = config.has_ps ? kPs : config.has_sbr ? kSbr : config.object_type;
    return fmt::format("mp4a.40.{}", type);
}

std::optional<AdtsHeader> read_adts_header(ByteView sample) {
    if (sample.size() < 7) return std::nullopt;
    BitReader in(sample);
    if (in.bits(12) != 0xFFF) return std::nullopt;
    in.skip(1);                                // ID
    if (in.bits(2) != 0) return std::nullopt;  // layer
    AdtsHeader header;
    header.header_size = in.flag() ? 7 : 9;  // protection_absent
    header.object_type = static_cast<std::uint8_t>(in.bits(2) + 1);
    header.sampling_frequency_index = static_cast<std::uint8_t>(in.bits(4));
    in.skip(1);
    header.channel_configuration = static_cast<std::uint8_t>(in.bits(3));
    in.skip(4);
    header.frame_size = in.bits(13);
    if (header.sampling_frequency_index >= std::size(kSampleRates) || header.frame_size <= header.header_size) return std::nullopt;
    return header;
}

Bytes to_audio_specific_config(const AdtsHeader& header) {
    BitWriter out;
    out.bits(header.object_type, 5).bits(header.sampling_frequency_index, 4).bits(header.channel_configuration, 4).bits(0, 3);
    return std::move(out).take();
}

Result<ElementaryStream> read_esds(ByteView body) {
    const bool bare = !body.empty() && body[0] == std::byte{kEsDescriptor};
    ByteReader in(body);
    if (!bare) BT_CHECK(in.skip(4));  // version and flags
    BT_TRY(Descriptor stream, read_descriptor(in));
    if (stream.tag != kEsDescriptor) return Error{Fault::Malformed, "esds without an ES_Descriptor"};
    BT_CHECK(stream.content.skip(2));  // ES_ID
    BT_TRY(const std::uint8_t flags, stream.content.u8());
    if ((flags & 0x80U) != 0) BT_CHECK(stream.content.skip(2));  // dependsOn_ES_ID
    if ((flags & 0x40U) != 0) {
        BT_TRY(const std::uint8_t url_length, stream.content.u8());
        BT_CHECK(stream.content.skip(url_length));
    }
    if ((flags & 0x20U) != 0) BT_CHECK(stream.content.skip(2));  // OCR_ES_Id
    BT_TRY(Descriptor decoder, read_descriptor(stream.content));
    if (decoder.tag != kDecoderConfigDescriptor) return Error{Fault::Malformed, "esds without a DecoderConfigDescriptor"};
    ElementaryStream out;
    BT_TRY(out.object_type_indication, decoder.content.u8());
    BT_CHECK(decoder.content.skip(12));  // streamType, bufferSizeDB, maxBitrate, avgBitrate
    if (decoder.content.empty()) return out;
    BT_TRY(const Descriptor info, read_descriptor(decoder.content));
    if (info.tag == kDecoderSpecificInfo) out.decoder_specific_info = info.content.rest();
    return out;
}

Bytes write_esds(std::uint8_t object_type_indication, ByteView decoder_specific_info) {
    constexpr std::size_t kHeader = 5;  // a descriptor's tag and four-byte size
    const std::size_t info = decoder_specific_info.empty() ? 0 : kHeader + decoder_specific_info.size();
    const std::size_t decoder = 13 + info;
    ByteWriter out;
    out.u32(0);
    write_descriptor_header(out, kEsDescriptor, 3 + kHeader + decoder + kHeader + 1);
    out.u16(0).u8(0);  // ES_ID is 0 inside a file, no flags
    write_descriptor_header(out, kDecoderConfigDescriptor, decoder);
    out.u8(object_type_indication).u8((5 << 2) | 1).u24(0).u32(0).u32(0);  // AudioStream; rates are in 'btrt'
    if (info > 0) {
        write_descriptor_header(out, kDecoderSpecificInfo, decoder_specific_info.size());
        out.bytes(decoder_specific_info);
    }
    write_descriptor_header(out, kSlConfigDescriptor, 1);
    out.u8(2);
    return std::move(out).take();
}

}  // namespace bt::media::codec
