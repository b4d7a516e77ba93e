#include "media/isobmff/sample_entry.h"
#include "media/isobmff/box.h"

#include <algorithm>
#include <iterator>

namespace bt::media::isobmff {
namespace {

constexpr std::uint8_t kEsDescriptor = 0x03, kDecoderConfigDescriptor = 0x04, kDecoderSpecificInfo = 0x05;

/// A descriptor's tag and length: ISO/IEC 14496-1 §8.3.3. A length beyond the end is cut: writers got it wrong.
struct Descriptor {
    std::uint8_t tag = 0;
    ByteReader body;
};
Result<Descriptor> read_descriptor(ByteReader& in) {
    BT_TRY(const auto tag, in.u8());
    std::uint32_t length = 0;
    for (int i = 0; i < 4; ++i) {
        BT_TRY(const auto byte, in.u8());
        length = (length << 7) | (byte & 0x7FU);
        if ((byte & 0x80U) == 0) break;
    }
    BT_TRY(const auto body, in.slice(std::min<std::uint64_t>(length, in.remaining())));
    return Descriptor{.tag = tag, .body = body};
}

/// Skips to the descriptor with `tag`.
Result<ByteReader> find_descriptor(ByteReader& in, std::uint8_t tag) {
    for (;;) {
        BT_TRY(const auto descriptor, read_descriptor(in));
        if (descriptor.tag == tag) return descriptor.body;
    }
}

/// Bits from the highest down; zeros after the end.
class BitReader {
public:
    explicit BitReader(ByteView bytes) : bytes_(bytes) {}
    std::uint32_t read(int count) {
        std::uint32_t value = 0;
        for (; count > 0; --count, ++position_) {
            const auto byte = position_ / 8 < bytes_.size() ? std::to_integer<std::uint32_t>(bytes_[position_ / 8]) : 0U;
            value = (value << 1) | ((byte >> (7 - position_ % 8)) & 1U);
        }
        return value;
    }

private:
    ByteView bytes_;
    std::size_t position_ = 0;
};

std::uint32_t read_audio_object_type(BitReader& bits) {
    const auto type = bits.read(5);
    return type == 31 ? 32 + bits.read(6) : type;
}

/// Table 1.18 of ISO/IEC 14496-3.
std::uint32_t read_sampling_frequency(BitReader& bits) {
    constexpr std::uint32_t kFrequencies[] = {96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350};
    const auto index = bits.read(4);
    if (index == 15) return bits.read(24);
    return index < std::size(kFrequencies) ? kFrequencies[index] : 0;
}

}  // namespace

Result<ElementaryStream> read_esds(ByteReader in) {
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_TRY(ByteReader es, find_descriptor(in, kEsDescriptor));
    BT_CHECK(es.skip(2));  // ES_ID
    BT_TRY(const auto flags, es.u8());
    if ((flags & 0x80U) != 0) BT_CHECK(es.skip(2));  // dependsOn_ES_ID
    if ((flags & 0x40U) != 0) {
        BT_TRY(const auto url_length, es.u8());
        BT_CHECK(es.skip(url_length));
    }
    if ((flags & 0x20U) != 0) BT_CHECK(es.skip(2));  // OCR_ES_Id
    BT_TRY(ByteReader config, find_descriptor(es, kDecoderConfigDescriptor));
    ElementaryStream stream;
    BT_TRY(stream.object_type_indication, config.u8());
    BT_CHECK(config.skip(12));  // streamType to avgBitrate
    const auto info = find_descriptor(config, kDecoderSpecificInfo);
    if (info) stream.decoder_specific_info = info.value().rest();
    return stream;
}

Codec codec_of(const ElementaryStream& stream) {
    constexpr std::uint32_t kLayer1 = 32, kLayer3 = 34, kAls = 36;
    switch (stream.object_type_indication) {
        case 0x20: return Codec::Mpeg4Visual;
        case 0x21: return Codec::H264;
        case 0x23: return Codec::Hevc;
        case 0x40: {
            BitReader bits(stream.decoder_specific_info);
            const auto type = stream.decoder_specific_info.empty() ? 2 : read_audio_object_type(bits);
            if (type == kAls || (type >= kLayer1 && type < kLayer3)) return Codec::OtherAudio;
            return type == kLayer3 ? Codec::Mp3 : Codec::Aac;
        }
        case 0x60: case 0x61: case 0x62: case 0x63: case 0x64: case 0x65: return Codec::Mpeg2Video;
        case 0x66: case 0x67: case 0x68: return Codec::Aac;
        case 0x69: case 0x6B: return Codec::Mp3;
        case 0x6A: case 0x6C: case 0x6D: case 0x6E: return Codec::OtherVideo;  // MPEG-1, JPEG, PNG, JPEG 2000
        case 0xA5: return Codec::Ac3;
        case 0xA6: return Codec::Eac3;
        case 0xA9: case 0xAA: case 0xAB: case 0xAC: return Codec::Dts;
        case 0xAD: return Codec::Opus;
        case 0xB1: return Codec::Vp9;
        case 0xC1: return Codec::Flac;    // not registered: FFmpeg
        case 0xDD: return Codec::Vorbis;  // not registered: FFmpeg, Nero
        case 0xE0: return Codec::VobSub;  // Nero
        default: return Codec::Unknown;
    }
}

AudioFormat read_audio_specific_config(ByteView config) {
    constexpr std::uint32_t kSbr = 5, kPs = 29, kErBsac = 22;
    constexpr std::uint32_t kChannels[] = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8};  // Table 1.19
    if (config.empty()) return {};
    BitReader bits(config);
    const auto type = read_audio_object_type(bits);
    AudioFormat format{.sample_rate = read_sampling_frequency(bits)};
    const auto channel_configuration = bits.read(4);
    if (channel_configuration < std::size(kChannels)) format.channels = kChannels[channel_configuration];
    // SBR signalled explicitly: what comes out has another rate, and with parametric stereo two channels.
    if (type == kSbr || type == kPs) {
        format.sample_rate = read_sampling_frequency(bits);
        if (type == kPs && format.channels == 1) format.channels = 2;
        if (read_audio_object_type(bits) == kErBsac) bits.read(4);
    }
    return format;
}

}  // namespace bt::media::isobmff
