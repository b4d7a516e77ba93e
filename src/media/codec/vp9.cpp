#include "media/codec/vp9.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::codec {
namespace {

constexpr std::uint32_t kSyncCode = 0x49'8342;
constexpr std::uint32_t kColorSpaceRgb = 7;

/// color_space, Table in §7.2.2, as far as it names code points of ISO/IEC 23091-2: the matrix always, the rest where one
/// recommendation fixes it.
Colour colour_of(std::uint32_t color_space) {
    Colour colour;
    switch (color_space) {
        case 1: colour.matrix = 5; break;                                             // BT.601
        case 2: colour.primaries = 1; colour.transfer = 1; colour.matrix = 1; break;  // BT.709
        case 3: colour.primaries = 6; colour.transfer = 6; colour.matrix = 6; break;  // SMPTE 170
        case 4: colour.primaries = 7; colour.transfer = 7; colour.matrix = 7; break;  // SMPTE 240
        case 5: colour.primaries = 9; colour.matrix = 9; break;                       // BT.2020: SDR, PQ or HLG
        case kColorSpaceRgb: colour.primaries = 1; colour.transfer = 13; colour.matrix = 0; break;
        default: break;
    }
    return colour;
}

/// color_config(), §6.2.2.
void read_color_config(BitReader& in, Vp9KeyFrame& frame) {
    frame.picture.bit_depth = frame.profile < 2 ? 8 : in.flag() ? 12 : 10;
    const std::uint32_t color_space = in.bits(3);
    const bool may_subsample = frame.profile == 1 || frame.profile == 3;
    Colour colour = colour_of(color_space);
    bool subsampling_x = true, subsampling_y = true;
    if (color_space == kColorSpaceRgb) {
        colour.full_range = true;
        subsampling_x = subsampling_y = false;
        if (may_subsample) in.skip(1);
    } else {
        colour.full_range = in.flag();
        if (may_subsample) {
            subsampling_x = in.flag();
            subsampling_y = in.flag();
            in.skip(1);
        }
    }
    frame.picture.colour = colour;
    frame.picture.chroma = subsampling_x && subsampling_y ? Chroma::Yuv420 : subsampling_x ? Chroma::Yuv422 : Chroma::Yuv444;
}

struct LevelLimit {
    std::uint8_t level;
    std::uint64_t luma_rate, luma_picture;
};
/// Annex A.2; those that differ in bitrate only are left out.
constexpr LevelLimit kLevels[] = {
    {10, 829'440, 36'864},           {11, 2'764'800, 73'728},         {20, 4'608'000, 122'880},        {21, 9'216'000, 245'760},
    {30, 20'736'000, 552'960},       {31, 36'864'000, 983'040},       {40, 83'558'400, 2'228'224},     {41, 160'432'128, 2'228'224},
    {50, 311'951'360, 8'912'896},    {51, 588'251'136, 8'912'896},    {52, 1'176'502'272, 8'912'896},  {60, 1'176'502'272, 35'651'584},
    {61, 2'353'004'544, 35'651'584}, {62, 4'706'009'088, 35'651'584},
};

}  // namespace

Result<Vp9Configuration> read_vpcc(ByteView body) {
    ByteReader in(body);
    BT_TRY(const std::uint8_t version, in.u8());
    if (version != 1) return Error{Fault::Malformed, fmt::format("vpcC of version {}", version)};
    BT_CHECK(in.skip(3));
    Vp9Configuration out;
    BT_TRY(out.profile, in.u8());
    BT_TRY(out.level, in.u8());
    BT_TRY(const std::uint8_t packed, in.u8());
    out.bit_depth = packed >> 4;
    out.chroma_subsampling = (packed >> 1) & 7U;
    out.colour.full_range = (packed & 1U) != 0;
    BT_TRY(out.colour.primaries, in.u8());
    BT_TRY(out.colour.transfer, in.u8());
    BT_TRY(out.colour.matrix, in.u8());
    if (out.profile > 3 || out.bit_depth < 8 || out.bit_depth > 12) return Error{Fault::Malformed, "vpcC of an impossible sample format"};
    return out;
}

Bytes write_vpcc(const Vp9Configuration& c) {
    ByteWriter out;
    out.u32(0x0100'0000).u8(c.profile).u8(c.level);
    out.u8(static_cast<std::uint8_t>((unsigned{c.bit_depth} << 4) | (unsigned{c.chroma_subsampling} << 1) | (c.colour.full_range ? 1U : 0U)));
    out.u8(c.colour.primaries).u8(c.colour.transfer).u8(c.colour.matrix).u16(0);
    return std::move(out).take();
}

void read_vp9_codec_private(ByteView codec_private, Vp9Configuration& configuration) {
    ByteReader in(codec_private);
    while (in.remaining() >= 3) {
        const std::uint8_t id = in.u8().value();
        const std::uint8_t length = in.u8().value();
        const auto value = in.bytes(length);
        if (!value) return;
        if (length != 1) continue;
        const auto byte = std::to_integer<std::uint8_t>(value.value()[0]);
        switch (id) {
            case 1: if (byte <= 3) configuration.profile = byte; break;
            case 2: configuration.level = byte; break;
            case 3: if (byte == 8 || byte == 10 || byte == 12) configuration.bit_depth = byte; break;
            case 4: if (byte <= 3) configuration.chroma_subsampling = byte; break;
            default: break;
        }
    }
}

Result<Vp9KeyFrame> read_vp9_key_frame(ByteView bytes) {
    BitReader in(bytes);
    Vp9KeyFrame frame;
    if (in.bits(2) != 2) return Error{Fault::Malformed, "no VP9 frame marker"};
    const std::uint32_t low = in.bits(1), high = in.bits(1);
    frame.profile = static_cast<std::uint8_t>(high * 2 + low);
    if (frame.profile == 3) in.skip(1);
    if (in.flag()) return Error{Fault::Malformed, "a VP9 frame that only repeats another"};
    if (in.flag()) return Error{Fault::Malformed, "no VP9 key frame"};
    in.skip(2);  // show_frame, error_resilient_mode
    if (in.bits(24) != kSyncCode) return Error{Fault::Malformed, "no VP9 sync code"};
    read_color_config(in, frame);
    frame.picture.width = in.bits(16) + 1;
    frame.picture.height = in.bits(16) + 1;
    if (in.overrun()) return Error{Fault::Truncated, "the VP9 frame header ends early"};
    return frame;
}

std::uint8_t lowest_vp9_level(std::uint32_t width, std::uint32_t height, double frames_per_second) {
    const std::uint64_t picture = std::uint64_t{width} * height;
    const double rate = static_cast<double>(picture) * (frames_per_second > 0 ? frames_per_second : 30.0);
    for (const LevelLimit& limit : kLevels) {
        if (picture <= limit.luma_picture && rate <= static_cast<double>(limit.luma_rate)) return limit.level;
    }
    return std::rbegin(kLevels)->level;
}

std::string vp9_rfc6381(const Vp9Configuration& c) {
    std::string text = fmt::format("vp09.{:02}.{:02}.{:02}", c.profile, c.level, c.bit_depth);
    // Absent means 4:2:0 colocated, BT.709 and limited range; an unspecified colour is as good as absent.
    const auto usual = [](std::uint8_t code) { return code == 1 || code == 2; };
    const Colour& colour = c.colour;
    if (c.chroma_subsampling <= 1 && usual(colour.primaries) && usual(colour.transfer) && usual(colour.matrix) && !colour.full_range) {
        return text;
    }
    return text + fmt::format(".{:02}.{:02}.{:02}.{:02}.{:02}", c.chroma_subsampling, colour.primaries, colour.transfer, colour.matrix,
                              int{colour.full_range});
}

}  // namespace bt::media::codec
