#include "media/codec/aac.h"
#include "media/isobmff/sample_entry.h"

namespace bt::media::isobmff {
namespace {

/// objectTypeIndication 0x40 is any audio of ISO/IEC 14496-3: its AudioSpecificConfig says which.
Codec codec_of_mpeg4_audio(ByteView decoder_specific_info) {
    constexpr std::uint32_t kLayer1 = 32, kLayer3 = 34, kAls = 36;
    const auto config = codec::read_audio_specific_config(decoder_specific_info);
    if (!config) return Codec::Aac;
    const auto type = config.value().object_type;
    if (type == kAls || (type >= kLayer1 && type < kLayer3)) return Codec::OtherAudio;
    return type == kLayer3 ? Codec::Mp3 : Codec::Aac;
}

}  // namespace

Codec codec_of_object_type(std::uint8_t object_type_indication, ByteView decoder_specific_info) {
    switch (object_type_indication) {
        case 0x20: return Codec::Mpeg4Visual;
        case 0x21: return Codec::H264;
        case 0x23: return Codec::Hevc;
        case 0x40: return codec_of_mpeg4_audio(decoder_specific_info);
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

}  // namespace bt::media::isobmff
