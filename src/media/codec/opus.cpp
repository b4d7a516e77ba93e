#include "media/codec/opus.h"

#include <fmt/format.h>

namespace bt::media::codec {
namespace {

constexpr std::uint32_t kMaxPacketSamples = 5'760;  // 120 ms

std::uint64_t little_endian(ByteView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8) | std::to_integer<std::uint64_t>(bytes[i]);
    return value;
}

Result<OpusHeader> read_mapping(OpusHeader header, ByteReader in) {
    if (header.channels == 0) return Error{Fault::Malformed, "Opus without channels"};
    if (header.mapping_family == 0) {
        if (header.channels > 2) return Error{Fault::Malformed, fmt::format("Opus mapping family 0 with {} channels", header.channels)};
        return header;
    }
    BT_TRY(header.streams, in.u8());
    BT_TRY(header.coupled, in.u8());
    BT_TRY(header.mapping, in.bytes(header.channels));
    return header;
}

/// Samples at 48 kHz of one frame of `configuration`, RFC 6716 Table 2.
std::uint32_t frame_samples(unsigned configuration) {
    constexpr std::uint32_t kSilk[] = {480, 960, 1'920, 2'880};
    constexpr std::uint32_t kHybrid[] = {480, 960};
    constexpr std::uint32_t kCelt[] = {120, 240, 480, 960};
    if (configuration < 12) return kSilk[configuration % 4];
    if (configuration < 16) return kHybrid[configuration % 2];
    return kCelt[configuration % 4];
}

}  // namespace

Result<OpusHeader> read_opus_head(ByteView bytes) {
    constexpr std::size_t kFixed = 19;
    if (bytes.size() < kFixed) return Error{Fault::Truncated, fmt::format("OpusHead of {} bytes", bytes.size())};
    if (as_text(bytes.first(8)) != "OpusHead") return Error{Fault::Malformed, "no OpusHead"};
    if (std::to_integer<unsigned>(bytes[8]) > 15) return Error{Fault::Unsupported, "OpusHead of an unknown version"};
    OpusHeader header;
    header.channels = std::to_integer<std::uint8_t>(bytes[9]);
    header.pre_skip = static_cast<std::uint16_t>(little_endian(bytes.subspan(10, 2)));
    header.input_sample_rate = static_cast<std::uint32_t>(little_endian(bytes.subspan(12, 4)));
    header.output_gain = static_cast<std::int16_t>(little_endian(bytes.subspan(16, 2)));
    header.mapping_family = std::to_integer<std::uint8_t>(bytes[18]);
    return read_mapping(header, ByteReader(bytes.subspan(kFixed)));
}

Result<OpusHeader> read_dops(ByteView body) {
    ByteReader in(body);
    BT_TRY(const std::uint8_t version, in.u8());
    if (version != 0) return Error{Fault::Malformed, fmt::format("dOps of version {}", version)};
    OpusHeader header;
    BT_TRY(header.channels, in.u8());
    BT_TRY(header.pre_skip, in.u16());
    BT_TRY(header.input_sample_rate, in.u32());
    BT_TRY(header.output_gain, in.i16());
    BT_TRY(header.mapping_family, in.u8());
    return read_mapping(header, in);
}

Bytes write_dops(const OpusHeader& header) {
    ByteWriter out;
    out.u8(0).u8(header.channels).u16(header.pre_skip).u32(header.input_sample_rate).i16(header.output_gain).u8(header.mapping_family);
    if (header.mapping_family != 0) out.u8(header.streams).u8(header.coupled).bytes(header.mapping);
    return std::move(out).take();
}

std::uint32_t opus_packet_duration(ByteView packet) {
    if (packet.empty()) return 0;
    const unsigned toc = std::to_integer<unsigned>(packet[0]);
    std::uint32_t frames = 0;
    switch (toc & 3) {
        case 0: frames = 1; break;
        case 1: case 2: frames = 2; break;
        default: frames = packet.size() < 2 ? 0 : std::to_integer<std::uint32_t>(packet[1]) & 0x3F; break;
    }
    const std::uint32_t samples = frames * frame_samples(toc >> 3);
    return samples <= kMaxPacketSamples ? samples : 0;
}

}  // namespace bt::media::codec
