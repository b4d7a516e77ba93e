// Stored landmarks: never more of them than their length has room for, and what is read is written back the same. The bytes are read as they are, and
// as the columns of five seconds, deflated here: no mutation would get through that by itself.
#include <zlib.h>

#include <vector>

#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"

namespace {

void decode(bt::ByteView bytes) {
    const auto landmarks = bt::sound::decode_landmarks(bytes);
    if (!landmarks) return;
    if (static_cast<double>(landmarks->layers[0].size() + landmarks->layers[1].size()) > 4'096 + 1'024 * landmarks->duration) __builtin_trap();
    const auto again = bt::sound::decode_landmarks(bt::sound::encode_landmarks(*landmarks));
    if (!again || *again != *landmarks) __builtin_trap();
}

bt::Bytes with_columns(const std::uint8_t* data, std::size_t size) {
    auto packed_size = compressBound(static_cast<uLong>(size));
    std::vector<std::uint8_t> packed(packed_size);
    if (compress2(packed.data(), &packed_size, data, static_cast<uLong>(size), 1) != Z_OK) return {};
    packed.resize(packed_size);
    bt::ByteWriter out;
    out.four_cc(bt::FourCc{"BTLM"}).u16(bt::sound::kHearingVersion).u16(bt::sound::kLayers).u64(5'000'000);
    out.u32(static_cast<std::uint32_t>(size)).u32(static_cast<std::uint32_t>(packed_size)).bytes(std::as_bytes(std::span(packed))).u32(0);
    return std::move(out).take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    decode(std::as_bytes(std::span{data, size}));
    decode(with_columns(data, size));
    return 0;
}
