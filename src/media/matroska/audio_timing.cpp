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

#include "media/codec/aac.h"
#include "media/codec/opus.h"

namespace bt::media::matroska {
namespace {

unsigned byte_at(ByteView bytes, std::size_t i) { return i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0; }

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
        case Codec::Opus: return codec::opus_packet_duration(first);
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

TrackTiming audio_timing(const TrackEntry& entry, ByteView first_frame, std::uint64_t timestamp_scale) {
    const Track& track = entry.track;
    TrackTiming timing{.timestamp_scale = timestamp_scale};
    double rate = entry.sampling_frequency;
    unsigned samples = 0;
    if (track.codec == Codec::Aac) {
        if (const auto core = codec::read_audio_specific_config(track.codec_private); core && core->core_sample_rate != 0) {
            rate = core->core_sample_rate;
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
