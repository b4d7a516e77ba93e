#include "media/codec/hevc.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "media/codec/nal.h"

namespace bt::media::codec {
namespace {

constexpr unsigned kHevcVps = 32;
constexpr unsigned kHevcSps = 33;
constexpr unsigned kHevcPps = 34;
constexpr unsigned kHevcPrefixSei = 39;
constexpr std::size_t kMaxHevcSpsBytes = 8'192;      // scaling lists and 64 reference picture sets fit a quarter of it
constexpr std::size_t kMaxSeiBytes = 4'096;
constexpr std::size_t kMaxHevcParameterSets = 64;
constexpr std::uint32_t kMaxPictureSide = 16'888;  // sqrt(35651584 * 8), level 6.2
constexpr std::uint32_t kMaxReferencePictureSets = 64;
constexpr std::uint32_t kMaxReferencePictures = 16;

unsigned nal_type(ByteView unit) { return (std::to_integer<unsigned>(unit[0]) >> 1) & 0x3F; }
bool is_base_layer(ByteView unit) {
    return (std::to_integer<unsigned>(unit[0]) & 1) == 0 && (std::to_integer<unsigned>(unit[1]) >> 3) == 0;
}

/// profile_tier_level( 1, max_sub_layers_minus1 ), §7.3.3.
HevcProfile read_profile_tier_level(BitReader& in, unsigned max_sub_layers_minus1) {
    HevcProfile profile;
    profile.profile_space = static_cast<std::uint8_t>(in.bits(2));
    profile.high_tier = in.flag();
    profile.profile_idc = static_cast<std::uint8_t>(in.bits(5));
    profile.compatibility_flags = in.bits(32);
    profile.constraint_flags = std::uint64_t{in.bits(32)} << 16;
    profile.constraint_flags |= in.bits(16);
    profile.level_idc = in.byte();
    std::array<bool, 8> has_profile{}, has_level{};
    for (unsigned i = 0; i < max_sub_layers_minus1; ++i) {
        has_profile[i] = in.flag();
        has_level[i] = in.flag();
    }
    if (max_sub_layers_minus1 > 0) in.skip(2ULL * (8 - max_sub_layers_minus1));
    for (unsigned i = 0; i < max_sub_layers_minus1; ++i) in.skip((has_profile[i] ? 88U : 0U) + (has_level[i] ? 8U : 0U));
    return profile;
}

/// scaling_list_data(), §7.3.4.
void skip_scaling_list_data(BitReader& in) {
    for (unsigned size_id = 0; size_id < 4; ++size_id) {
        for (unsigned matrix_id = 0; matrix_id < 6; matrix_id += size_id == 3 ? 3 : 1) {
            if (!in.flag()) {
                in.ue();
                continue;
            }
            if (size_id > 1) in.se();
            const unsigned coefficients = std::min(64U, 1U << (4 + (size_id << 1)));
            for (unsigned i = 0; i < coefficients && !in.overrun(); ++i) in.se();
        }
    }
}

/// st_ref_pic_set( index ), §7.3.7; returns its NumDeltaPocs. `before` is that of the set before.
std::uint32_t read_reference_picture_set(BitReader& in, std::uint32_t index, std::uint32_t before) {
    if (index != 0 && in.flag()) {  // inter_ref_pic_set_prediction_flag
        in.skip(1);
        in.ue();
        std::uint32_t count = 0;
        for (std::uint32_t i = 0; i <= before && !in.overrun(); ++i) {
            const bool used = in.flag();
            if (used || in.flag()) ++count;  // use_delta_flag
        }
        return count;
    }
    const std::uint32_t negative = in.ue(), positive = in.ue();
    if (negative > kMaxReferencePictures || positive > kMaxReferencePictures) {
        in.skip(in.bits_left() + 1);  // impossible: whatever follows would be noise
        return 0;
    }
    for (std::uint32_t i = 0; i < negative + positive; ++i) {
        in.ue();
        in.skip(1);
    }
    return negative + positive;
}

void skip_reference_pictures(BitReader& in, std::uint32_t log2_max_poc_lsb) {
    const std::uint32_t sets = std::min(in.ue(), kMaxReferencePictureSets);
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < sets && !in.overrun(); ++i) count = read_reference_picture_set(in, i, count);
    if (!in.flag()) return;  // long_term_ref_pics_present_flag
    const std::uint32_t long_term = std::min(in.ue(), 32U);
    in.skip(std::uint64_t{long_term} * (log2_max_poc_lsb + 1));
}

Result<void> read_hevc_size(BitReader& in, std::uint32_t chroma_format_idc, bool separate_planes, PictureFormat& picture) {
    const std::uint32_t width = in.ue(), height = in.ue();
    if (width == 0 || width > kMaxPictureSide || height == 0 || height > kMaxPictureSide) {
        return Error{Fault::Malformed, fmt::format("a picture of {} x {}, which no level of HEVC allows", width, height)};
    }
    std::uint64_t crop_x = 0, crop_y = 0;
    if (in.flag()) {  // conformance_window_flag; units of Table 6-1
        const std::uint64_t unit_x = !separate_planes && (chroma_format_idc == 1 || chroma_format_idc == 2) ? 2 : 1;
        const std::uint64_t unit_y = !separate_planes && chroma_format_idc == 1 ? 2 : 1;
        crop_x = unit_x * in.ue();
        crop_x += unit_x * in.ue();
        crop_y = unit_y * in.ue();
        crop_y += unit_y * in.ue();
    }
    if (crop_x >= width || crop_y >= height) return Error{Fault::Malformed, "the conformance window leaves no picture"};
    picture.width = width - static_cast<std::uint32_t>(crop_x);
    picture.height = height - static_cast<std::uint32_t>(crop_y);
    return {};
}

/// The rest of vui_parameters() up to the timing, Annex E.2.1.
void read_vui(BitReader& in, PictureFormat& picture) {
    read_vui_beginning(in, picture);
    in.skip(3);  // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
    if (in.flag()) {
        for (int i = 0; i < 4; ++i) in.ue();  // default display window
    }
    if (!in.flag()) return;  // vui_timing_info_present_flag
    const std::int64_t num_units_in_tick = in.bits(32), time_scale = in.bits(32);
    if (num_units_in_tick > 0 && time_scale > 0) picture.frame_rate = Rational{time_scale, num_units_in_tick};
}

/// sps_max_dec_pic_buffering to strong_intra_smoothing_enabled_flag: nothing here is wanted, all of it must be passed.
void skip_to_vui(BitReader& in, unsigned max_sub_layers_minus1, std::uint32_t log2_max_poc_lsb) {
    const bool all_layers = in.flag();  // sps_sub_layer_ordering_info_present_flag
    for (unsigned i = all_layers ? 0 : max_sub_layers_minus1; i <= max_sub_layers_minus1; ++i) {
        in.ue();
        in.ue();
        in.ue();
    }
    for (int i = 0; i < 6; ++i) in.ue();                   // block sizes and transform depths
    if (in.flag() && in.flag()) skip_scaling_list_data(in);
    in.skip(2);       // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (in.flag()) {  // pcm_enabled_flag
        in.skip(8);
        in.ue();
        in.ue();
        in.skip(1);
    }
    skip_reference_pictures(in, log2_max_poc_lsb);
    in.skip(2);  // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
}

void read_message(std::uint32_t type, ByteView payload, PictureFormat& picture) {
    ByteReader in(payload);
    const auto colour = [&picture]() -> Colour& {
        if (!picture.colour) picture.colour = Colour{};
        return *picture.colour;
    };
    if (type == 137 && payload.size() >= 24) {  // mastering_display_colour_volume, D.2.28: the units and order of 'mdcv'
        MasteringDisplay display;
        for (unsigned i = 0; i < 3; ++i) {
            display.primaries_x[i] = in.u16().value();
            display.primaries_y[i] = in.u16().value();
        }
        display.white_x = in.u16().value();
        display.white_y = in.u16().value();
        display.max_luminance = in.u32().value();
        display.min_luminance = in.u32().value();
        colour().mastering_display = display;
    } else if (type == 144 && payload.size() >= 4) {  // content_light_level_info, D.2.35
        ContentLightLevel level;
        level.max_content = in.u16().value();
        level.max_frame_average = in.u16().value();
        colour().content_light_level = level;
    } else if (type == 147 && !payload.empty()) {  // alternative_transfer_characteristics, D.2.38
        picture.preferred_transfer = in.u8().value();
    }
}

/// A number written as bytes of 255 and a last one below, §7.3.5.
std::uint32_t read_message_number(ByteReader& in) {
    std::uint32_t value = 0;
    for (;;) {
        const auto byte = in.u8();
        if (!byte) return value;
        value += byte.value();
        if (byte.value() != 0xFF) return value;
    }
}

void add_hevc_set(std::vector<ByteView>& sets, ByteView unit) {
    const auto same = [unit](ByteView other) { return std::ranges::equal(unit, other); };
    if (sets.size() < kMaxHevcParameterSets && std::ranges::none_of(sets, same)) sets.push_back(unit);
}

std::vector<ByteView>& sets_of_type(HevcConfiguration& record, unsigned type) {
    switch (type) {
        case kHevcVps: return record.vps;
        case kHevcSps: return record.sps;
        case kHevcPps: return record.pps;
        default: return record.other;
    }
}

std::string profile_name(const HevcProfile& profile) {
    switch (profile.profile_idc) {
        case 1: return "Main";
        case 2: return "Main 10";
        case 3: return "Main Still Picture";
        case 4: return "Range Extensions";
        case 5: return "High Throughput";
        case 6: return "Multiview Main";
        case 7: return "Scalable Main";
        case 9: return "Screen Content";
        default: return fmt::format("profile {}", profile.profile_idc);
    }
}

}  // namespace

Result<HevcSps> read_hevc_sps(ByteView nal_unit) {
    const Bytes rbsp = remove_emulation_prevention(nal_unit.first(std::min(nal_unit.size(), kMaxHevcSpsBytes)));
    if (rbsp.size() < 15) return Error{Fault::Truncated, fmt::format("a sequence parameter set of {} bytes", rbsp.size())};
    if (nal_type(rbsp) != kHevcSps) return Error{Fault::Malformed, "no sequence parameter set"};
    BitReader in(ByteView(rbsp).subspan(2));
    HevcSps sps;
    in.skip(4);  // sps_video_parameter_set_id
    const unsigned max_sub_layers_minus1 = in.bits(3);
    if (max_sub_layers_minus1 > 6) return Error{Fault::Malformed, "a reserved number of temporal layers"};
    sps.temporal_layers = static_cast<std::uint8_t>(max_sub_layers_minus1 + 1);
    sps.temporal_id_nested = in.flag();
    sps.profile = read_profile_tier_level(in, max_sub_layers_minus1);
    in.ue();  // sps_seq_parameter_set_id
    const std::uint32_t chroma_format_idc = in.ue();
    const bool separate_planes = chroma_format_idc == 3 && in.flag();
    BT_CHECK(read_hevc_size(in, chroma_format_idc, separate_planes, sps.picture));
    const std::uint32_t depth_luma = in.ue(), depth_chroma = in.ue();
    const std::uint32_t log2_max_poc_lsb = in.ue() + 4;
    if (in.overrun()) return Error{Fault::Truncated, "the sequence parameter set ends early"};
    if (chroma_format_idc > 3 || depth_luma > 8 || depth_chroma > 8 || log2_max_poc_lsb > 16) {
        return Error{Fault::Malformed, "an impossible sample format"};
    }
    sps.bit_depth_luma = static_cast<std::uint8_t>(8 + depth_luma);
    sps.bit_depth_chroma = static_cast<std::uint8_t>(8 + depth_chroma);
    sps.picture.bit_depth = 8 + std::max(depth_luma, depth_chroma);
    sps.picture.chroma = chroma_of(chroma_format_idc);
    skip_to_vui(in, max_sub_layers_minus1, log2_max_poc_lsb);
    if (in.flag()) {  // vui_parameters_present_flag
        PictureFormat with_vui = sps.picture;
        read_vui(in, with_vui);
        if (!in.overrun()) sps.picture = with_vui;
    }
    return sps;
}

void read_hevc_hdr_messages(std::span<const ByteView> nal_units, PictureFormat& picture) {
    for (const ByteView unit : nal_units) {
        if (unit.size() < 3 || nal_type(unit) != kHevcPrefixSei || unit.size() > kMaxSeiBytes) continue;
        const Bytes rbsp = remove_emulation_prevention(unit);
        ByteReader in(ByteView(rbsp).subspan(2));
        while (in.remaining() > 2) {  // more than rbsp_trailing_bits()
            const std::uint32_t type = read_message_number(in);
            const std::uint32_t size = read_message_number(in);
            const auto payload = in.bytes(size);
            if (!payload) break;
            read_message(type, payload.value(), picture);
        }
    }
}

std::string hevc_rfc6381(std::string_view sample_entry, const HevcProfile& profile) {
    std::uint32_t reversed = 0;
    for (unsigned i = 0; i < 32; ++i) reversed |= ((profile.compatibility_flags >> i) & 1U) << (31 - i);
    constexpr std::string_view kSpaces[] = {"", "A", "B", "C"};
    std::string text = fmt::format("{}.{}{}.{:X}.{}{}", sample_entry, kSpaces[profile.profile_space & 3U], profile.profile_idc, reversed,
                                   profile.high_tier ? 'H' : 'L', profile.level_idc);
    // Each byte of the constraint flags in hexadecimal; trailing zero bytes are left out.
    for (std::uint64_t flags = profile.constraint_flags << 16; flags != 0; flags <<= 8) text += fmt::format(".{:X}", flags >> 56);
    return text;
}

std::string hevc_profile_text(const HevcProfile& profile) {
    return fmt::format("{} L{}.{}{}", profile_name(profile), profile.level_idc / 30, profile.level_idc % 30 / 3,
                       profile.high_tier ? " High tier" : "");
}

Result<HevcConfiguration> read_hvcc(ByteView body) {
    ByteReader in(body);
    HevcConfiguration record;
    BT_TRY(const std::uint8_t version, in.u8());
    // Matroska files from before the format was settled have version 0 and are otherwise the same.
    if (version > 1) return Error{Fault::Malformed, fmt::format("hvcC of version {}", version)};
    BT_CHECK(in.skip(20));
    BT_TRY(const std::uint8_t lengths, in.u8());
    record.length_size = (lengths & 3U) + 1;
    if (record.length_size == 3) return Error{Fault::Malformed, "hvcC with three-byte lengths"};
    BT_TRY(const std::uint8_t arrays, in.u8());
    for (unsigned array = 0; array < arrays; ++array) {
        BT_TRY(const std::uint8_t type, in.u8());
        BT_TRY(const std::uint16_t count, in.u16());
        for (unsigned i = 0; i < count; ++i) {
            BT_TRY(const std::uint16_t length, in.u16());
            BT_TRY(const ByteView unit, in.bytes(length));
            const unsigned kind = type & 0x3FU;
            const bool wanted = (kind >= kHevcVps && kind <= kHevcPps) || kind == kHevcPrefixSei;
            if (wanted && unit.size() > 2) add_hevc_set(sets_of_type(record, kind), unit);
        }
    }
    return record;
}

Result<Bytes> write_hvcc(const HevcConfiguration& record) {
    if (!record.complete()) return Error{Fault::Unsupported, "HEVC without parameter sets at its beginning"};
    BT_TRY(const HevcSps sps, read_hevc_sps(record.sps.front()));
    ByteWriter out;
    const HevcProfile& profile = sps.profile;
    out.u8(1);
    out.u8(static_cast<std::uint8_t>((unsigned{profile.profile_space} << 6) | (profile.high_tier ? 0x20U : 0U) | profile.profile_idc));
    out.u32(profile.compatibility_flags);
    out.u32(static_cast<std::uint32_t>(profile.constraint_flags >> 16)).u16(static_cast<std::uint16_t>(profile.constraint_flags));
    out.u8(profile.level_idc);
    out.u16(0xF000).u8(0xFC);  // min_spatial_segmentation_idc, parallelismType: not told
    out.u8(static_cast<std::uint8_t>(0xFC | static_cast<unsigned>(sps.picture.chroma)));
    out.u8(static_cast<std::uint8_t>(0xF8 | (sps.bit_depth_luma - 8U))).u8(static_cast<std::uint8_t>(0xF8 | (sps.bit_depth_chroma - 8U)));
    out.u16(0);  // avgFrameRate: not told
    out.u8(static_cast<std::uint8_t>((unsigned{sps.temporal_layers} << 3) | (sps.temporal_id_nested ? 4U : 0U) | (record.length_size - 1)));
    struct Array {
        unsigned type;
        const std::vector<ByteView>* units;
    };
    const Array arrays[] = {{kHevcVps, &record.vps}, {kHevcSps, &record.sps}, {kHevcPps, &record.pps}, {kHevcPrefixSei, &record.other}};
    out.u8(record.other.empty() ? 3 : 4);
    for (const Array& array : arrays) {
        if (array.units->empty()) continue;
        const unsigned completeness = array.type == kHevcPrefixSei ? 0 : 0x80;
        out.u8(static_cast<std::uint8_t>(completeness | array.type)).u16(static_cast<std::uint16_t>(array.units->size()));
        for (const ByteView unit : *array.units) {
            if (unit.size() > 0xFFFF) return Error{Fault::TooLarge, "an HEVC parameter set beyond 65,535 bytes"};
            out.u16(static_cast<std::uint16_t>(unit.size())).bytes(unit);
        }
    }
    return std::move(out).take();
}

Bytes mark_arrays_complete(ByteView body) {
    constexpr std::size_t kFirstArray = 23;
    Bytes out = to_bytes(body);
    out[0] = std::byte{1};  // configurationVersion
    std::size_t at = kFirstArray;
    while (at + 3 <= out.size()) {
        const unsigned type = std::to_integer<unsigned>(out[at]) & 0x3F;
        if (type >= kHevcVps && type <= kHevcPps) out[at] |= std::byte{0x80};
        const unsigned count = std::to_integer<unsigned>(out[at + 1]) * 256 + std::to_integer<unsigned>(out[at + 2]);
        at += 3;
        for (unsigned i = 0; i < count && at + 2 <= out.size(); ++i) {
            at += 2 + std::to_integer<std::size_t>(out[at]) * 256 + std::to_integer<std::size_t>(out[at + 1]);
        }
    }
    return out;
}

void add_hevc_parameter_sets(std::span<const ByteView> nal_units, HevcConfiguration& record) {
    for (const ByteView unit : nal_units) {
        if (unit.size() < 3 || !is_base_layer(unit)) continue;
        const unsigned type = nal_type(unit);
        if (type >= kHevcVps && type <= kHevcPps) add_hevc_set(sets_of_type(record, type), unit);
    }
}

}  // namespace bt::media::codec
