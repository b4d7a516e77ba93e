#include "media/codec/flac.h"

#include <fmt/format.h>

#include "media/codec/bit_reader.h"

namespace bt::media::codec {
namespace {

constexpr std::size_t kStreamInfoBytes = 34;
constexpr std::size_t kBlockHeader = 4;

Result<FlacStreamInfo> read_stream_info(ByteView bytes) {
    if (bytes.size() < kStreamInfoBytes) return Error{Fault::Truncated, fmt::format("FLAC STREAMINFO of {} bytes", bytes.size())};
    BitReader in(bytes);
    FlacStreamInfo info;
    info.min_block = static_cast<std::uint16_t>(in.bits(16));
    info.max_block = static_cast<std::uint16_t>(in.bits(16));
    in.skip(24 + 24);  // frame sizes
    info.sample_rate = in.bits(20);
    info.channels = static_cast<std::uint8_t>(in.bits(3) + 1);
    info.bits_per_sample = static_cast<std::uint8_t>(in.bits(5) + 1);
    info.bytes = bytes.first(kStreamInfoBytes);
    if (info.sample_rate == 0) return Error{Fault::Malformed, "FLAC without a sample rate"};
    return info;
}

}  // namespace

Result<FlacStreamInfo> find_flac_stream_info(ByteView stored) {
    if (stored.size() == kStreamInfoBytes) return read_stream_info(stored);
    if (stored.size() < 4 + kBlockHeader) return Error{Fault::Truncated, "FLAC without its STREAMINFO"};
    // Both begin with four bytes ("fLaC", or version and flags); STREAMINFO is always the first block. RFC 9639 §8.1.
    if (as_text(stored.first(4)) != "fLaC" && stored[0] != std::byte{0}) return Error{Fault::Malformed, "no FLAC header"};
    if ((stored[4] & std::byte{0x7F}) != std::byte{0}) return Error{Fault::Malformed, "FLAC whose first block is not STREAMINFO"};
    return read_stream_info(stored.subspan(4 + kBlockHeader));
}

Bytes write_dfla(const FlacStreamInfo& info) {
    ByteWriter out;
    out.u32(0).u8(0x80).u24(kStreamInfoBytes).bytes(info.bytes);  // the last block
    return std::move(out).take();
}

}  // namespace bt::media::codec
