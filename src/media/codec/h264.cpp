#include "media/codec/h264.h"

#include <fmt/format.h>

#include <algorithm>

#include "media/codec/nal.h"

namespace bt::media::codec {
namespace {

constexpr unsigned kH264Sps = 7;
constexpr unsigned kH264Pps = 8;
// An SPS of the largest legal scaling lists and VUI stays below a kilobyte: what is longer is not looked at.
constexpr std::size_t kMaxH264SpsBytes = 4'096;
constexpr std::size_t kMaxH264ParameterSets = 256;    // one more than a PPS id can tell apart
constexpr std::uint32_t kMaxMacroblocks = 1'055;  // PicWidthInMbs at level 6.2: sqrt(139264 * 8)

bool has_chroma_fields(std::uint8_t profile_idc) {
    switch (profile_idc) {
        case 100: case 110: case 122: case 244: case 44: case 83: case 86: case 118: case 128: case 138: case 139: case 134: case 135:
            return true;
        default: return false;
    }
}

/// scaling_list(), §7.3.2.1.1.1.
void skip_scaling_list(BitReader& in, int size) {
    std::int32_t last = 8, next = 8;
    for (int i = 0; i < size && !in.overrun(); ++i) {
        if (next != 0) next = static_cast<std::int32_t>((std::int64_t{last} + in.se() + 256) & 255);
        last = next == 0 ? last : next;
    }
}

void read_timing(BitReader& in, PictureFormat& picture) {
    if (!in.flag()) return;  // timing_info_present_flag
    const std::int64_t num_units_in_tick = in.bits(32);
    const std::int64_t time_scale = in.bits(32);
    const bool fixed_frame_rate = in.flag();
    // A tick is a field's time: two of them make a frame. Annex E.2.1.
    if (fixed_frame_rate && num_units_in_tick > 0 && time_scale > 0) {
        picture.frame_rate = Rational{time_scale, num_units_in_tick * 2};
    }
}

void skip_picture_order_count(BitReader& in) {
    const std::uint32_t type = in.ue();
    if (type == 0) {
        in.ue();
    } else if (type == 1) {
        in.skip(1);
        in.se();
        in.se();
        const std::uint32_t cycle = std::min(in.ue(), 255U);
        for (std::uint32_t i = 0; i < cycle && !in.overrun(); ++i) in.se();
    }
}

/// pic_width_in_mbs_minus1 to the cropping offsets.
Result<void> read_h264_size(BitReader& in, std::uint32_t chroma_format_idc, bool separate_planes, PictureFormat& picture) {
    const std::uint32_t mbs_wide = in.ue() + 1;
    const std::uint32_t map_units_high = in.ue() + 1;
    const bool frame_mbs_only = in.flag();
    if (!frame_mbs_only) in.skip(1);  // mb_adaptive_frame_field_flag
    in.skip(1);                       // direct_8x8_inference_flag
    if (mbs_wide == 0 || mbs_wide > kMaxMacroblocks || map_units_high == 0 || map_units_high > kMaxMacroblocks) {
        return Error{Fault::Malformed, "a picture larger than any level of H.264 allows"};
    }
    const std::uint32_t field_factor = frame_mbs_only ? 1 : 2;
    const std::uint32_t full_width = mbs_wide * 16;
    const std::uint32_t full_height = map_units_high * 16 * field_factor;
    std::uint64_t crop_x = 0, crop_y = 0;
    if (in.flag()) {  // frame_cropping_flag, units of equations 7-19 to 7-22
        const bool has_chroma = chroma_format_idc != 0 && !separate_planes;
        const std::uint64_t unit_x = has_chroma && chroma_format_idc != 3 ? 2 : 1;
        const std::uint64_t unit_y = (has_chroma && chroma_format_idc == 1 ? 2U : 1U) * field_factor;
        crop_x = unit_x * in.ue();
        crop_x += unit_x * in.ue();
        crop_y = unit_y * in.ue();
        crop_y += unit_y * in.ue();
    }
    if (crop_x >= full_width || crop_y >= full_height) return Error{Fault::Malformed, "cropping leaves no picture"};
    picture.width = full_width - static_cast<std::uint32_t>(crop_x);
    picture.height = full_height - static_cast<std::uint32_t>(crop_y);
    return {};
}

void add_h264_set(std::vector<ByteView>& sets, ByteView unit) {
    const auto same = [unit](ByteView other) { return std::ranges::equal(unit, other); };
    if (sets.size() < kMaxH264ParameterSets && std::ranges::none_of(sets, same)) sets.push_back(unit);
}

std::string_view profile_name(std::uint8_t profile_idc, std::uint8_t constraint_flags) {
    const bool set1 = (constraint_flags & 0x40) != 0;
    const bool set3 = (constraint_flags & 0x10) != 0;
    const bool set4 = (constraint_flags & 0x08) != 0;
    const bool set5 = (constraint_flags & 0x04) != 0;
    switch (profile_idc) {
        case 66: return set1 ? "Constrained Baseline" : "Baseline";
        case 77: return "Main";
        case 88: return "Extended";
        case 100: return set4 && set5 ? "Constrained High" : set4 ? "Progressive High" : "High";
        case 110: return set3 ? "High 10 Intra" : "High 10";
        case 122: return set3 ? "High 4:2:2 Intra" : "High 4:2:2";
        case 244: return set3 ? "High 4:4:4 Intra" : "High 4:4:4 Predictive";
        case 44: return "CAVLC 4:4:4 Intra";
        case 118: return "Multiview High";
        case 128: return "Stereo High";
        default: return "";
    }
}

}  // namespace

Result<H264Sps> read_h264_sps(ByteView nal_unit) {
    const Bytes rbsp = remove_emulation_prevention(nal_unit.first(std::min(nal_unit.size(), kMaxH264SpsBytes)));
    if (rbsp.size() < 5) return Error{Fault::Truncated, "a sequence parameter set of " + std::to_string(rbsp.size()) + " bytes"};
    if ((std::to_integer<unsigned>(rbsp[0]) & 0x1F) != kH264Sps) return Error{Fault::Malformed, "no sequence parameter set"};
    BitReader in(ByteView(rbsp).subspan(1));
    H264Sps sps;
    sps.profile_idc = in.byte();
    sps.constraint_flags = in.byte();
    sps.level_idc = in.byte();
    in.ue();  // seq_parameter_set_id
    std::uint32_t chroma_format_idc = 1;
    bool separate_planes = false;
    std::uint32_t depth_luma = 0, depth_chroma = 0;
    if (has_chroma_fields(sps.profile_idc)) {
        chroma_format_idc = in.ue();
        if (chroma_format_idc == 3) separate_planes = in.flag();
        depth_luma = in.ue();
        depth_chroma = in.ue();
        in.skip(1);       // qpprime_y_zero_transform_bypass_flag
        if (in.flag()) {  // seq_scaling_matrix_present_flag
            for (int i = 0; i < (chroma_format_idc == 3 ? 12 : 8); ++i) {
                if (in.flag()) skip_scaling_list(in, i < 6 ? 16 : 64);
            }
        }
    }
    if (chroma_format_idc > 3 || depth_luma > 6 || depth_chroma > 6) return Error{Fault::Malformed, "an impossible sample format"};
    sps.picture.chroma = chroma_of(chroma_format_idc);
    sps.bit_depth_luma = static_cast<std::uint8_t>(8 + depth_luma);
    sps.bit_depth_chroma = static_cast<std::uint8_t>(8 + depth_chroma);
    sps.picture.bit_depth = 8 + std::max(depth_luma, depth_chroma);
    in.ue();  // log2_max_frame_num_minus4
    skip_picture_order_count(in);
    in.ue();     // max_num_ref_frames
    in.skip(1);  // gaps_in_frame_num_value_allowed_flag
    BT_CHECK(read_h264_size(in, chroma_format_idc, separate_planes, sps.picture));
    const bool vui_present = in.flag();
    if (in.overrun()) return Error{Fault::Truncated, "the sequence parameter set ends early"};
    if (vui_present) {
        // A VUI cut short (seen from old hardware encoders) loses its own fields only.
        PictureFormat with_vui = sps.picture;
        read_vui_beginning(in, with_vui);
        read_timing(in, with_vui);
        if (!in.overrun()) sps.picture = with_vui;
    }
    return sps;
}

std::string h264_profile_text(const H264Sps& sps) {
    const std::string_view name = profile_name(sps.profile_idc, sps.constraint_flags);
    const std::string profile = name.empty() ? fmt::format("profile {}", sps.profile_idc) : std::string(name);
    // Level 1b: level_idc 11 with constraint_set3_flag in the profiles below High, 9 in the others. Annex A.3.
    const bool is_1b = sps.level_idc == 9 || (sps.level_idc == 11 && sps.profile_idc < 100 && (sps.constraint_flags & 0x10) != 0);
    if (is_1b) return profile + " 1b";
    return fmt::format("{} {}.{}", profile, sps.level_idc / 10, sps.level_idc % 10);
}

Result<AvcConfiguration> read_avcc(ByteView body) {
    ByteReader in(body);
    AvcConfiguration record;
    BT_TRY(const std::uint8_t version, in.u8());
    if (version != 1) return Error{Fault::Malformed, fmt::format("avcC of version {}", version)};
    BT_CHECK(in.skip(3));  // profile, compatibility, level: those of the first SPS
    BT_TRY(const std::uint8_t lengths, in.u8());
    record.length_size = (lengths & 3U) + 1;
    if (record.length_size == 3) return Error{Fault::Malformed, "avcC with three-byte lengths"};
    BT_TRY(const std::uint8_t sps_count, in.u8());
    for (unsigned i = 0; i < (sps_count & 0x1FU); ++i) {
        BT_TRY(const std::uint16_t length, in.u16());
        BT_TRY(const ByteView unit, in.bytes(length));
        if (!unit.empty()) record.sps.push_back(unit);
    }
    BT_TRY(const std::uint8_t pps_count, in.u8());
    for (unsigned i = 0; i < pps_count; ++i) {
        BT_TRY(const std::uint16_t length, in.u16());
        BT_TRY(const ByteView unit, in.bytes(length));
        if (!unit.empty()) record.pps.push_back(unit);
    }
    return record;
}

Result<Bytes> write_avcc(const AvcConfiguration& record) {
    const auto& [length_size, sps, pps] = record;
    if (sps.empty() || pps.empty()) return Error{Fault::Unsupported, "H.264 without parameter sets at its beginning"};
    if (sps.size() > 31 || pps.size() > 255) return Error{Fault::TooLarge, "more H.264 parameter sets than avcC can hold"};
    const auto too_long = [](ByteView unit) { return unit.size() > 0xFFFF; };
    if (std::ranges::any_of(sps, too_long) || std::ranges::any_of(pps, too_long)) {
        return Error{Fault::TooLarge, "an H.264 parameter set beyond 65,535 bytes"};
    }
    BT_TRY(const H264Sps facts, read_h264_sps(sps.front()));
    ByteWriter out;
    out.u8(1).u8(facts.profile_idc).u8(facts.constraint_flags).u8(facts.level_idc);
    out.u8(static_cast<std::uint8_t>(0xFC | (length_size - 1)));
    out.u8(static_cast<std::uint8_t>(0xE0 | sps.size()));
    for (const ByteView unit : sps) out.u16(static_cast<std::uint16_t>(unit.size())).bytes(unit);
    out.u8(static_cast<std::uint8_t>(pps.size()));
    for (const ByteView unit : pps) out.u16(static_cast<std::uint16_t>(unit.size())).bytes(unit);
    if (has_chroma_fields(facts.profile_idc)) {
        const auto chroma_format = static_cast<std::uint8_t>(facts.picture.chroma);
        const auto luma = static_cast<std::uint8_t>(0xF8 | (facts.bit_depth_luma - 8U));
        const auto chroma = static_cast<std::uint8_t>(0xF8 | (facts.bit_depth_chroma - 8U));
        out.u8(static_cast<std::uint8_t>(0xFC | chroma_format)).u8(luma).u8(chroma).u8(0);
    }
    return std::move(out).take();
}

void add_h264_parameter_sets(std::span<const ByteView> nal_units, AvcConfiguration& record) {
    for (const ByteView unit : nal_units) {
        if (unit.size() < 2) continue;
        const unsigned type = std::to_integer<unsigned>(unit[0]) & 0x1F;
        if (type == kH264Sps) add_h264_set(record.sps, unit);
        if (type == kH264Pps) add_h264_set(record.pps, unit);
    }
}

}  // namespace bt::media::codec
