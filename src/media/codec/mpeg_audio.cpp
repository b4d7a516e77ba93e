#include "media/codec/mpeg_audio.h"

#include "media/codec/bit_reader.h"

namespace bt::media::codec {

std::optional<MpegAudioHeader> read_mpeg_audio_header(ByteView frame) {
    if (frame.size() < 4) return std::nullopt;
    BitReader in(frame);
    if (in.bits(11) != 0x7FF) return std::nullopt;
    const std::uint32_t version = in.bits(2);  // 0 MPEG-2.5, 2 MPEG-2, 3 MPEG-1
    const std::uint32_t layer = in.bits(2);    // 1 is layer III
    in.skip(1);
    const std::uint32_t bit_rate = in.bits(4), rate = in.bits(2);
    in.skip(2);
    const std::uint32_t mode = in.bits(2);
    if (version == 1 || layer == 0 || bit_rate == 15 || rate == 3) return std::nullopt;
    constexpr std::uint32_t kRates[] = {44'100, 48'000, 32'000};
    MpegAudioHeader header;
    header.layer = static_cast<std::uint8_t>(4 - layer);
    header.is_low_rate = version != 3;
    header.sample_rate = kRates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    header.channels = mode == 3 ? 1 : 2;
    header.samples_per_frame = header.layer == 1 ? 384 : header.layer == 3 && header.is_low_rate ? 576 : 1'152;
    return header;
}

}  // namespace bt::media::codec
