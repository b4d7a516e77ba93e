#include "media/codec/av1.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::codec {
namespace {

constexpr std::uint32_t kObuSequenceHeader = 1;
constexpr int kMaxObusLooked = 64;  // a sequence header comes first but for delimiters and metadata

/// leb128(), §4.10.5; nothing when it is longer than eight bytes or does not fit 32 bits.
std::optional<std::uint32_t> read_leb128(ByteReader& in) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const auto byte = in.u8();
        if (!byte) return std::nullopt;
        value |= std::uint64_t{byte.value() & 0x7FU} << (7 * i);
        if ((byte.value() & 0x80U) == 0) return value <= UINT32_MAX ? std::optional(static_cast<std::uint32_t>(value)) : std::nullopt;
    }
    return std::nullopt;
}

/// uvlc(), §4.10.3.
void skip_uvlc(BitReader& in) {
    unsigned zeros = 0;
    while (zeros < 32 && !in.overrun() && !in.flag()) ++zeros;
    if (zeros < 32) in.skip(zeros);
}

struct DecoderModel {
    bool present = false;
    unsigned buffer_delay_bits = 0;
};

void read_timing(BitReader& in, Av1SequenceHeader& header, DecoderModel& model) {
    if (!in.flag()) return;  // timing_info_present_flag
    const std::int64_t num_units_in_display_tick = in.bits(32), time_scale = in.bits(32);
    if (in.flag()) {  // equal_picture_interval
        skip_uvlc(in);
        if (num_units_in_display_tick > 0 && time_scale > 0) header.picture.frame_rate = Rational{time_scale, num_units_in_display_tick};
    }
    model.present = in.flag();
    if (!model.present) return;
    model.buffer_delay_bits = in.bits(5) + 1;
    in.skip(32 + 5 + 5);
}

void read_operating_points(BitReader& in, Av1SequenceHeader& header, const DecoderModel& model) {
    const bool initial_display_delay_present = in.flag();
    const std::uint32_t count = in.bits(5) + 1;
    for (std::uint32_t i = 0; i < count && !in.overrun(); ++i) {
        in.skip(12);  // operating_point_idc
        const auto level = static_cast<std::uint8_t>(in.bits(5));
        const bool high_tier = level > 7 && in.flag();
        if (i == 0) {
            header.level_idx = level;
            header.high_tier = high_tier;
        }
        if (model.present && in.flag()) in.skip(2ULL * model.buffer_delay_bits + 1);
        if (initial_display_delay_present && in.flag()) in.skip(4);
    }
}

/// The tools between the frame size and color_config(), §5.5.1.
void skip_tools(BitReader& in, bool reduced) {
    in.skip(3);  // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
    if (!reduced) {
        in.skip(4);  // interintra, masked, warped, dual filter
        const bool order_hint = in.flag();
        if (order_hint) in.skip(2);
        const bool choose_screen_content = in.flag();
        const bool screen_content = choose_screen_content || in.flag();
        if (screen_content && !in.flag()) in.skip(1);  // seq_choose_integer_mv, seq_force_integer_mv
        if (order_hint) in.skip(3);
    }
    in.skip(3);  // superres, cdef, restoration
}

/// color_config(), §5.5.2.
void read_color_config(BitReader& in, Av1SequenceHeader& header) {
    header.high_bitdepth = in.flag();
    header.twelve_bit = header.profile == 2 && header.high_bitdepth && in.flag();
    header.picture.bit_depth = header.twelve_bit ? 12 : header.high_bitdepth ? 10 : 8;
    const bool monochrome = header.profile != 1 && in.flag();
    Colour colour;
    const bool described = in.flag();
    if (described) {
        colour.primaries = in.byte();
        colour.transfer = in.byte();
        colour.matrix = in.byte();
    }
    if (!monochrome && colour.primaries == 1 && colour.transfer == 13 && colour.matrix == 0) {  // sRGB
        colour.full_range = true;
        header.subsampling_x = header.subsampling_y = false;
    } else {
        colour.full_range = in.flag();
        if (monochrome || header.profile == 0) {
            header.subsampling_x = header.subsampling_y = true;
        } else if (header.profile == 1) {
            header.subsampling_x = header.subsampling_y = false;
        } else {
            header.subsampling_x = header.twelve_bit ? in.flag() : true;
            header.subsampling_y = header.twelve_bit && header.subsampling_x && in.flag();
        }
        if (!monochrome && header.subsampling_x && header.subsampling_y) header.chroma_sample_position = static_cast<std::uint8_t>(in.bits(2));
    }
    header.picture.colour = colour;
    header.picture.chroma = monochrome                                       ? Chroma::Monochrome
                            : header.subsampling_x && header.subsampling_y   ? Chroma::Yuv420
                            : header.subsampling_x                           ? Chroma::Yuv422
                                                                             : Chroma::Yuv444;
}

Result<Av1SequenceHeader> read_sequence_header(ByteView payload) {
    BitReader in(payload);
    Av1SequenceHeader header;
    header.profile = static_cast<std::uint8_t>(in.bits(3));
    if (header.profile > 2) return Error{Fault::Malformed, "a reserved AV1 profile"};
    in.skip(1);  // still_picture
    const bool reduced = in.flag();
    if (reduced) {
        header.level_idx = static_cast<std::uint8_t>(in.bits(5));
    } else {
        DecoderModel model;
        read_timing(in, header, model);
        read_operating_points(in, header, model);
    }
    const unsigned width_bits = in.bits(4) + 1, height_bits = in.bits(4) + 1;
    header.picture.width = in.bits(width_bits) + 1;
    header.picture.height = in.bits(height_bits) + 1;
    if (!reduced && in.flag()) in.skip(7);  // frame ids
    skip_tools(in, reduced);
    read_color_config(in, header);
    if (in.overrun()) return Error{Fault::Truncated, "the AV1 sequence header ends early"};
    return header;
}

}  // namespace

Result<Av1SequenceHeader> find_av1_sequence_header(ByteView obus) {
    ByteReader in(obus);
    for (int i = 0; i < kMaxObusLooked && !in.empty(); ++i) {
        const std::size_t begin = in.position();
        BT_TRY(const std::uint8_t head, in.u8());
        if ((head & 0x80U) != 0) return Error{Fault::Malformed, "an OBU with its forbidden bit set"};
        if ((head & 0x04U) != 0) BT_CHECK(in.skip(1));  // obu_extension_header
        std::uint64_t size = in.remaining();
        if ((head & 0x02U) != 0) {
            const auto coded = read_leb128(in);
            if (!coded) return Error{Fault::Malformed, "an OBU of impossible size"};
            size = *coded;
        }
        BT_TRY(const ByteView payload, in.bytes(size));
        if (((head >> 3) & 0xFU) != kObuSequenceHeader) continue;
        BT_TRY(Av1SequenceHeader header, read_sequence_header(payload));
        header.obu = obus.subspan(begin, in.position() - begin);
        return header;
    }
    return Error{Fault::NotFound, "no AV1 sequence header"};
}

Result<Av1Configuration> read_av1c(ByteView body) {
    if (body.size() < 4) return Error{Fault::Truncated, fmt::format("av1C of {} bytes", body.size())};
    if (body[0] != std::byte{0x81}) return Error{Fault::Malformed, "av1C without its marker and version 1"};
    BitReader in(body.subspan(1));
    Av1Configuration out;
    out.profile = static_cast<std::uint8_t>(in.bits(3));
    out.level_idx = static_cast<std::uint8_t>(in.bits(5));
    out.high_tier = in.flag();
    out.high_bitdepth = in.flag();
    out.twelve_bit = in.flag();
    out.monochrome = in.flag();
    out.subsampling_x = in.flag();
    out.subsampling_y = in.flag();
    out.chroma_sample_position = static_cast<std::uint8_t>(in.bits(2));
    out.obus = body.subspan(4);
    return out;
}

Bytes write_av1c(const Av1SequenceHeader& header) {
    BitWriter out;
    out.bits(0x81, 8).bits(header.profile, 3).bits(header.level_idx, 5);
    out.bits(header.high_tier, 1).bits(header.high_bitdepth, 1).bits(header.twelve_bit, 1);
    out.bits(header.picture.chroma == Chroma::Monochrome, 1).bits(header.subsampling_x, 1).bits(header.subsampling_y, 1);
    out.bits(header.chroma_sample_position, 2).bits(0, 8);  // no initial presentation delay
    Bytes body = std::move(out).take();
    body.insert(body.end(), header.obu.begin(), header.obu.end());
    return body;
}

std::string av1_rfc6381(const Av1Configuration& c, const Colour& colour) {
    const int depth = c.twelve_bit ? 12 : c.high_bitdepth ? 10 : 8;
    std::string text = fmt::format("av01.{}.{:02}{}.{:02}", c.profile, c.level_idx, c.high_tier ? 'H' : 'M', depth);
    // Absent means 4:2:0, BT.709 and limited range; an unspecified colour is as good as absent.
    const auto usual = [](std::uint8_t code) { return code == 1 || code == 2; };
    const bool usual_colour = usual(colour.primaries) && usual(colour.transfer) && usual(colour.matrix) && !colour.full_range;
    if (!c.monochrome && c.subsampling_x && c.subsampling_y && usual_colour) return text;
    const int position = c.subsampling_x && c.subsampling_y ? c.chroma_sample_position : 0;
    return text + fmt::format(".{}.{}{}{}.{:02}.{:02}.{:02}.{}", int{c.monochrome}, int{c.subsampling_x}, int{c.subsampling_y}, position,
                              colour.primaries, colour.transfer, colour.matrix, int{colour.full_range});
}

std::string av1_profile_text(const Av1Configuration& c) {
    constexpr std::string_view kNames[] = {"Main", "High", "Professional"};
    const std::string_view name = c.profile < 3 ? kNames[c.profile] : "profile";
    if (c.level_idx > 23) return std::string(name);  // "maximum parameters" and reserved ones
    return fmt::format("{} L{}.{}{}", name, 2 + (c.level_idx >> 2), c.level_idx & 3, c.high_tier ? " High tier" : "");
}

}  // namespace bt::media::codec
