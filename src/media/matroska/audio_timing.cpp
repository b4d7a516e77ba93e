// Frame lengths by codec:
//   AAC     1024 samples of the core, or 960 (GASpecificConfig)      ISO/IEC 14496-3 §4.4.1
//   AC-3    1536                                                     ETSI TS 102 366 §4.2
//   E-AC-3  256 x numblks, told by the first frame                   ETSI TS 102 366 §E.1.3
//   MP3     1152, at half rates 576                                  ISO/IEC 11172-3, 13818-3
//   Opus    told by each packet; all lie on a grid of 2.5 ms         RFC 6716 §3.1
//   FLAC    the block size, when STREAMINFO says it is constant      RFC 9639 §8.2
//   DTS     32 x (NBLKS + 1), told by the first frame                ETSI TS 102 114 §5.3.1
//   ALAC    frameLength of the magic cookie
// Others (Vorbis, PCM, TrueHD) keep their stored times; DefaultDuration helps where it is there.
#include "media/matroska/audio_timing.h"

#include <cmath>
#include <optional>

namespace bt::media::matroska {
namespace {

unsigned byte_at(ByteView bytes, std::size_t i) { return i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0; }

/// Reads bits from the front.
class Bits {
public:
    explicit Bits(ByteView bytes) : bytes_(bytes) {}
    unsigned take(unsigned count) {
        unsigned value = 0;
        for (; count > 0; --count, ++position_) value = value << 1 | (byte_at(bytes_, position_ / 8) >> (7 - position_ % 8) & 1);
        return value;
    }

private:
    ByteView bytes_;
    std::size_t position_ = 0;
};

struct AacCore {
    unsigned sample_rate = 0;
    unsigned frame_samples = 1'024;
};

/// AudioSpecificConfig as far as the frame length: ISO/IEC 14496-3 §1.6.2.1.
std::optional<AacCore> read_aac_core(ByteView config) {
    constexpr unsigned kRates[] = {96'000, 88'200, 64'000, 48'000, 44'100, 32'000, 24'000, 22'050, 16'000, 12'000, 11'025, 8'000, 7'350};
    if (config.size() < 2) return std::nullopt;
    Bits bits(config);
    const auto take_object_type = [&] {
        const unsigned type = bits.take(5);
        return type == 31 ? 32 + bits.take(6) : type;
    };
    const auto take_rate = [&]() -> unsigned {
        const unsigned index = bits.take(4);
        if (index == 15) return bits.take(24);
        return index < std::size(kRates) ? kRates[index] : 0;
    };
    unsigned object_type = take_object_type();
    AacCore core{.sample_rate = take_rate()};
    bits.take(4);  // channelConfiguration
    if (object_type == 5 || object_type == 29) {  // SBR, PS: the extension's rate, then the core's own type
        take_rate();
        object_type = take_object_type();
    }
    const bool has_frame_length_flag = object_type >= 1 && object_type <= 7 && object_type != 5;
    if (has_frame_length_flag && bits.take(1) == 1) core.frame_samples = 960;
    if (core.sample_rate == 0) return std::nullopt;
    return core;
}

/// Samples a frame has, by codec; 0 when it varies or is not known.
unsigned frame_samples(const Track& track, double rate, ByteView first) {
    switch (track.codec) {
        case Codec::Ac3: return 1'536;
        case Codec::Eac3: {
            constexpr unsigned kBlocks[] = {1, 2, 3, 6};
            if (byte_at(first, 0) != 0x0B || byte_at(first, 1) != 0x77 || first.size() < 5) return 1'536;
            const bool is_half_rate = byte_at(first, 4) >> 6 == 3;  // fscod 3: always six blocks
            return is_half_rate ? 1'536 : 256 * kBlocks[byte_at(first, 4) >> 4 & 3];
        }
        case Codec::Mp3: return rate >= 32'000 ? 1'152 : 576;
        case Codec::Opus: return static_cast<unsigned>(opus_packet_samples(first));
        case Codec::Flac: {
            // CodecPrivate: "fLaC", a block header of 4 bytes, STREAMINFO with the smallest and largest block size first.
            const ByteView info = track.codec_private;
            if (info.size() < 12) return 0;
            const unsigned smallest = byte_at(info, 8) << 8 | byte_at(info, 9);
            return smallest == (byte_at(info, 10) << 8 | byte_at(info, 11)) ? smallest : 0;
        }
        case Codec::Dts: {
            if (first.size() < 6 || byte_at(first, 0) != 0x7F || byte_at(first, 1) != 0xFE || byte_at(first, 2) != 0x80 || byte_at(first, 3) != 0x01)
                return 0;
            const unsigned blocks = (byte_at(first, 4) & 1) << 6 | byte_at(first, 5) >> 2;  // behind FTYPE 1, SHORT 5, CPF 1 bit
            return 32 * (blocks + 1);
        }
        case Codec::Alac:
            return byte_at(track.codec_private, 0) != 0 ? 0 : byte_at(track.codec_private, 2) << 8 | byte_at(track.codec_private, 3);
        default: return 0;
    }
}

}  // namespace

std::int64_t opus_packet_samples(ByteView packet) {
    if (packet.empty()) return 0;
    const unsigned config = byte_at(packet, 0) >> 3;
    constexpr std::int64_t kSilk[] = {480, 960, 1'920, 2'880};
    constexpr std::int64_t kHybrid[] = {480, 960};
    constexpr std::int64_t kCelt[] = {120, 240, 480, 960};
    const std::int64_t frame = config < 12 ? kSilk[config % 4] : config < 16 ? kHybrid[config % 2] : kCelt[config % 4];
    const unsigned code = byte_at(packet, 0) & 3;
    const std::int64_t count = code == 0 ? 1 : code < 3 ? 2 : byte_at(packet, 1) & 63;
    constexpr std::int64_t kLongest = 5'760;  // 120 ms
    return frame * count <= kLongest ? frame * count : 0;
}

TrackTiming audio_timing(const TrackEntry& entry, ByteView first_frame, std::uint64_t timestamp_scale) {
    const Track& track = entry.track;
    TrackTiming timing{.timestamp_scale = timestamp_scale};
    double rate = entry.sampling_frequency;
    unsigned samples = 0;
    if (track.codec == Codec::Aac) {
        if (const auto core = read_aac_core(track.codec_private)) {
            rate = core->sample_rate;
            samples = core->frame_samples;
        } else {
            samples = 1'024;
        }
    } else {
        if (track.codec == Codec::Opus) rate = 48'000;  // whatever the input's rate was
        samples = frame_samples(track, rate, first_frame);
    }
    constexpr double kHighestRate = 6'144'000;
    const bool has_rate = rate >= 1'000 && rate <= kHighestRate && rate == std::floor(rate);
    timing.timescale = {has_rate ? static_cast<std::uint32_t>(rate) : 90'000};
    constexpr std::uint64_t kLongestFrame = 10'000'000'000;
    if (samples != 0 && has_rate) {
        timing.frame = {samples, 1};
        timing.grid = timing.frame;
    } else if (entry.default_duration_ns > 0 && entry.default_duration_ns <= kLongestFrame) {
        timing.frame = {static_cast<std::int64_t>(entry.default_duration_ns) * timing.timescale.ticks_per_second, 1'000'000'000};
        timing.grid = timing.frame;
    }
    if (track.codec == Codec::Opus) timing.grid = {120, 1};
    timing.drop_ambiguous_grid();
    return timing;
}

}  // namespace bt::media::matroska
