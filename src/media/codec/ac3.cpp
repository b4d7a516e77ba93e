#include "media/codec/ac3.h"

#include <algorithm>
#include <iterator>

#include "media/codec/bit_reader.h"

namespace bt::media::codec {
namespace {

constexpr std::uint32_t kSyncWord = 0x0B77;
constexpr std::uint8_t kLastAc3Bsid = 10;
constexpr std::size_t kMaxFrames = 64;  // eight independent substreams with dependent ones, one to six blocks each
constexpr std::uint8_t kReducedRate = 3;

/// frmsizecod / 2 to kbit/s, Table 4.13.
constexpr std::uint16_t kBitRates[] = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640};
constexpr std::uint8_t kBlocks[] = {1, 2, 3, 6};

std::uint32_t ac3_frame_size(std::uint8_t fscod, std::uint32_t frmsizecod) {
    const std::uint32_t rate = kBitRates[frmsizecod / 2];
    switch (fscod) {
        case 0: return rate * 4;
        case 1: return 2 * (rate * 320 / 147 + frmsizecod % 2);
        default: return rate * 6;
    }
}

/// bsi() of AC-3, §4.3.2, as far as 'dac3' needs it.
Result<Ac3Frame> read_plain(BitReader in) {
    Ac3Frame frame;
    in.skip(16 + 16);  // syncword, crc1
    frame.fscod = static_cast<std::uint8_t>(in.bits(2));
    const std::uint32_t frmsizecod = in.bits(6);
    frame.bsid = static_cast<std::uint8_t>(in.bits(5));
    frame.bsmod = static_cast<std::uint8_t>(in.bits(3));
    frame.acmod = static_cast<std::uint8_t>(in.bits(3));
    if ((frame.acmod & 1) != 0 && frame.acmod != 1) in.skip(2);  // cmixlev
    if ((frame.acmod & 4) != 0) in.skip(2);                      // surmixlev
    if (frame.acmod == 2) in.skip(2);                            // dsurmod
    frame.has_lfe = in.flag();
    if (in.overrun()) return Error{Fault::Truncated, "the AC-3 frame header ends early"};
    if (frame.fscod == 3 || frmsizecod / 2 >= std::size(kBitRates)) return Error{Fault::Malformed, "a reserved AC-3 rate"};
    frame.bit_rate_code = static_cast<std::uint8_t>(frmsizecod / 2);
    frame.frame_size = ac3_frame_size(frame.fscod, frmsizecod);
    frame.sample_rate = ac3_sample_rate(frame.fscod);
    if (frame.bsid > 8) frame.sample_rate >>= frame.bsid - 8;  // half and quarter rates
    return frame;
}

/// The mixing metadata of bsi() of E-AC-3, E.1.2.2: passed over.
void skip_mixing_metadata(BitReader& in, const Ac3Frame& frame) {
    const unsigned acmod = frame.acmod;
    if (acmod > 2) in.skip(2);                              // dmixmod
    if ((acmod & 1) != 0 && acmod > 2) in.skip(6);          // ltrtcmixlev, lorocmixlev
    if ((acmod & 4) != 0) in.skip(6);                       // ltrtsurmixlev, lorosurmixlev
    if (frame.has_lfe && in.flag()) in.skip(5);             // lfemixlevcod
    if (frame.stream_type != 0) return;
    if (in.flag()) in.skip(6);                              // pgmscl
    if (acmod == 0 && in.flag()) in.skip(6);                // pgmscl2
    if (in.flag()) in.skip(6);                              // extpgmscl
    switch (in.bits(2)) {                                   // mixdef
        case 1: in.skip(5); break;
        case 2: in.skip(12); break;
        case 3: {
            const std::uint64_t mixdeflen = in.bits(5);
            in.skip(8 * (mixdeflen + 2));
            break;
        }
        default: break;
    }
    if (acmod < 2) {
        if (in.flag()) in.skip(14);                         // panmean, paninfo
        if (acmod == 0 && in.flag()) in.skip(14);
    }
    if (!in.flag()) return;                                 // frmmixcfginfoe
    if (frame.blocks == 1) {
        in.skip(5);
        return;
    }
    for (unsigned block = 0; block < frame.blocks; ++block) {
        if (in.flag()) in.skip(5);                          // blkmixcfginfo
    }
}

void read_informational_metadata(BitReader& in, Ac3Frame& frame) {
    frame.bsmod = static_cast<std::uint8_t>(in.bits(3));
    in.skip(2);                                   // copyrightb, origbs
    if (frame.acmod == 2) in.skip(4);             // dsurmod, dheadphonmod
    if (frame.acmod >= 6) in.skip(2);             // dsurexmod
    if (in.flag()) in.skip(8);                    // mixlevel, roomtyp, adconvtyp
    if (frame.acmod == 0 && in.flag()) in.skip(8);
    if (frame.fscod < kReducedRate) in.skip(1);   // sourcefscod
}

/// addbsi: joint object coding announces itself here, ETSI TS 103 420 §8.3.
void read_additional_information(BitReader& in, Ac3Frame& frame) {
    if (!in.flag()) return;
    const std::uint32_t bytes = in.bits(6) + 1;
    if (bytes < 2) return;
    in.skip(7);
    const bool is_joc = in.flag();  // flag_ec3_extension_type_a
    const std::uint8_t complexity = in.byte();
    if (is_joc && !in.overrun()) frame.joc_complexity = complexity;
}

/// bsi() of E-AC-3, E.1.2.2.
Result<Ac3Frame> read_enhanced(BitReader in) {
    Ac3Frame frame;
    frame.is_enhanced = true;
    in.skip(16);
    frame.stream_type = static_cast<std::uint8_t>(in.bits(2));
    frame.substream_id = static_cast<std::uint8_t>(in.bits(3));
    frame.frame_size = (in.bits(11) + 1) * 2;
    frame.fscod = static_cast<std::uint8_t>(in.bits(2));
    const std::uint32_t second = in.bits(2);  // fscod2, or numblkscod
    if (frame.fscod == kReducedRate) {
        if (second == 3) return Error{Fault::Malformed, "a reserved E-AC-3 rate"};
        frame.sample_rate = ac3_sample_rate(static_cast<std::uint8_t>(second)) / 2;
    } else {
        frame.blocks = kBlocks[second];
        frame.sample_rate = ac3_sample_rate(frame.fscod);
    }
    frame.acmod = static_cast<std::uint8_t>(in.bits(3));
    frame.has_lfe = in.flag();
    frame.bsid = static_cast<std::uint8_t>(in.bits(5));
    for (int program = 0; program < (frame.acmod == 0 ? 2 : 1); ++program) {
        in.skip(5);                 // dialnorm
        if (in.flag()) in.skip(8);  // compr
    }
    if (in.overrun()) return Error{Fault::Truncated, "the E-AC-3 frame header ends early"};
    if (frame.stream_type == 3) return Error{Fault::Malformed, "a reserved E-AC-3 stream type"};
    if (frame.stream_type == 1 && in.flag()) frame.channel_map = static_cast<std::uint16_t>(in.bits(16));
    if (in.flag()) skip_mixing_metadata(in, frame);
    if (in.flag()) read_informational_metadata(in, frame);
    if (frame.stream_type == 0 && frame.blocks != 6) in.skip(1);  // convsync
    if (frame.stream_type == 2 && (frame.blocks == 6 || in.flag())) in.skip(6);
    read_additional_information(in, frame);
    return frame;
}

/// chanmap (bit 15 is Left, Table E.1.4) to chan_loc (bit 0 is Lc/Rc, Table F.6.1): places 5 to 12 and LFE2.
std::uint16_t channel_locations(std::uint16_t channel_map) {
    std::uint16_t locations = 0;
    for (unsigned place = 5; place <= 12; ++place) {
        if (((channel_map >> (15 - place)) & 1U) != 0) locations = static_cast<std::uint16_t>(locations | (1U << (place - 5)));
    }
    constexpr unsigned kLfe2Place = 14;
    if (((channel_map >> (15 - kLfe2Place)) & 1U) != 0) locations = static_cast<std::uint16_t>(locations | (1U << 8));
    return locations;
}

}  // namespace

std::uint32_t ac3_channels(std::uint8_t acmod) {
    constexpr std::uint8_t kChannels[] = {2, 1, 2, 3, 3, 4, 4, 5};
    return kChannels[acmod & 7U];
}

std::uint32_t ac3_sample_rate(std::uint8_t fscod) {
    constexpr std::uint32_t kRates[] = {48'000, 44'100, 32'000, 0};
    return kRates[fscod & 3U];
}

std::uint32_t Ac3Frame::channels() const { return ac3_channels(acmod) + (has_lfe ? 1 : 0); }

Result<Ac3Frame> read_ac3_frame(ByteView bytes) {
    if (bytes.size() < 6) return Error{Fault::Truncated, "an AC-3 frame of " + std::to_string(bytes.size()) + " bytes"};
    BitReader in(bytes);
    const std::uint32_t word = in.bits(16);
    if (word == 0x770B) return Error{Fault::Unsupported, "little-endian AC-3 cannot be carried"};
    if (word != kSyncWord) return Error{Fault::Malformed, "no AC-3 sync word"};
    const unsigned bsid = std::to_integer<unsigned>(bytes[5]) >> 3;
    if (bsid <= kLastAc3Bsid) return read_plain(BitReader(bytes));
    if (bsid <= 16) return read_enhanced(BitReader(bytes));
    return Error{Fault::Malformed, "an AC-3 frame of an unknown kind"};
}

Result<std::vector<Ac3Frame>> read_ac3_frames(ByteView sample) {
    std::vector<Ac3Frame> frames;
    BT_TRY(Ac3Frame first, read_ac3_frame(sample));
    std::size_t at = first.frame_size;
    frames.push_back(first);
    while (at < sample.size() && frames.size() < kMaxFrames) {
        const auto next = read_ac3_frame(sample.subspan(at));
        if (!next) break;  // padding
        frames.push_back(next.value());
        at += next->frame_size;
    }
    return frames;
}

Result<Ac3SpecificBox> read_dac3(ByteView body) {
    BitReader in(body);
    Ac3SpecificBox box;
    box.fscod = static_cast<std::uint8_t>(in.bits(2));
    box.bsid = static_cast<std::uint8_t>(in.bits(5));
    box.bsmod = static_cast<std::uint8_t>(in.bits(3));
    box.acmod = static_cast<std::uint8_t>(in.bits(3));
    box.has_lfe = in.flag();
    box.bit_rate_code = static_cast<std::uint8_t>(in.bits(5));
    if (in.overrun()) return Error{Fault::Truncated, "dac3 ends early"};
    return box;
}

Bytes write_dac3(const Ac3SpecificBox& box) {
    BitWriter out;
    out.bits(box.fscod, 2).bits(box.bsid, 5).bits(box.bsmod, 3).bits(box.acmod, 3).bits(box.has_lfe, 1);
    out.bits(box.bit_rate_code, 5).bits(0, 5);
    return std::move(out).take();
}

std::uint32_t Eac3SpecificBox::channels() const {
    if (substreams.empty()) return 0;
    constexpr std::uint8_t kAtLocation[] = {2, 2, 1, 1, 2, 2, 2, 1, 1};  // Table F.6.1
    const Eac3Substream& main = substreams.front();
    std::uint32_t count = ac3_channels(main.acmod) + (main.has_lfe ? 1 : 0);
    for (unsigned i = 0; i < std::size(kAtLocation); ++i) {
        if (((main.channel_locations >> i) & 1U) != 0) count += kAtLocation[i];
    }
    return count;
}

Result<Eac3SpecificBox> read_dec3(ByteView body) {
    BitReader in(body);
    Eac3SpecificBox box;
    box.data_rate = static_cast<std::uint16_t>(in.bits(13));
    const std::uint32_t count = in.bits(3) + 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        Eac3Substream stream;
        stream.fscod = static_cast<std::uint8_t>(in.bits(2));
        stream.bsid = static_cast<std::uint8_t>(in.bits(5));
        in.skip(2);  // reserved, asvc
        stream.bsmod = static_cast<std::uint8_t>(in.bits(3));
        stream.acmod = static_cast<std::uint8_t>(in.bits(3));
        stream.has_lfe = in.flag();
        in.skip(3);
        stream.dependent_substreams = static_cast<std::uint8_t>(in.bits(4));
        if (stream.dependent_substreams > 0) {
            stream.channel_locations = static_cast<std::uint16_t>(in.bits(9));
        } else {
            in.skip(1);
        }
        box.substreams.push_back(stream);
    }
    if (in.overrun()) return Error{Fault::Truncated, "dec3 ends early"};
    if (in.bits_left() >= 16) {
        in.skip(7);
        const bool is_joc = in.flag();  // flag_ec3_extension_type_a
        const std::uint8_t complexity = in.byte();
        if (is_joc) box.joc_complexity = complexity;
    }
    return box;
}

Bytes write_dec3(const Eac3SpecificBox& box) {
    BitWriter out;
    out.bits(box.data_rate, 13).bits(box.substreams.size() - 1, 3);
    for (const Eac3Substream& stream : box.substreams) {
        out.bits(stream.fscod, 2).bits(stream.bsid, 5).bits(0, 2).bits(stream.bsmod, 3).bits(stream.acmod, 3).bits(stream.has_lfe, 1);
        out.bits(0, 3).bits(stream.dependent_substreams, 4);
        out.bits(stream.dependent_substreams > 0 ? stream.channel_locations : 0, stream.dependent_substreams > 0 ? 9 : 1);
    }
    if (box.joc_complexity > 0) out.bits(0, 7).bits(1, 1).bits(box.joc_complexity, 8);
    return std::move(out).take();
}

Eac3SpecificBox describe_eac3(const std::vector<Ac3Frame>& frames) {
    Eac3SpecificBox box;
    std::uint64_t bytes = 0;
    std::uint32_t blocks = 0;
    for (const Ac3Frame& frame : frames) {
        bytes += frame.frame_size;
        box.joc_complexity = std::max(box.joc_complexity, frame.joc_complexity);
        if (frame.stream_type == 1) {
            if (box.substreams.empty()) continue;
            Eac3Substream& parent = box.substreams.back();
            parent.channel_locations = static_cast<std::uint16_t>(parent.channel_locations | channel_locations(frame.channel_map));
            parent.dependent_substreams = std::max<std::uint8_t>(parent.dependent_substreams, static_cast<std::uint8_t>(frame.substream_id + 1));
            continue;
        }
        if (frame.substream_id == 0) blocks += frame.blocks;
        const bool seen = frame.substream_id < box.substreams.size();  // a sample may hold several frames of one substream
        if (seen) continue;
        box.substreams.push_back({frame.fscod, frame.bsid, frame.bsmod, frame.acmod, frame.has_lfe, 0, 0});
    }
    if (box.substreams.empty()) box.substreams.emplace_back();
    constexpr std::uint64_t kSamplesPerBlock = 256;
    const std::uint64_t samples = kSamplesPerBlock * std::max<std::uint32_t>(blocks, 1);
    box.data_rate = static_cast<std::uint16_t>(std::min<std::uint64_t>(bytes * 8 * frames.front().sample_rate / samples / 1'000, 0x1FFF));
    return box;
}

}  // namespace bt::media::codec
