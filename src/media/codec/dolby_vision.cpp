#include "media/codec/dolby_vision.h"

#include <fmt/format.h>

#include "media/codec/bit_reader.h"

namespace bt::media::codec {
namespace {

constexpr std::size_t kRecordBytes = 24;
constexpr std::uint8_t kHlgTransfer = 18;

/// The brand that says what the base layer looks like without Dolby Vision; empty when it cannot be shown so.
std::string_view compatibility_brand(const DolbyVision& stream, std::uint8_t transfer) {
    switch (stream.compatibility_id) {
        case 1: return "db1p";
        case 2: return "db2g";
        case 4: return transfer == kHlgTransfer ? "db4h" : "db4g";
        default: return "";
    }
}

struct Family {
    std::uint8_t profile;
    Codec codec;
    std::string_view entry;
    FourCc box;
};
constexpr Family kFamilies[] = {
    {5, Codec::Hevc, "dvh1", "dvcC"},
    {8, Codec::Hevc, "dvh1", "dvvC"},
    {9, Codec::H264, "dva1", "dvvC"},
    {10, Codec::Av1, "dav1", "dvvC"},
};

}  // namespace

std::optional<DolbyVision> read_dolby_vision(ByteView record) {
    if (record.size() < 5) return std::nullopt;
    BitReader in(record);
    in.skip(16);  // dv_version_major, dv_version_minor
    DolbyVision out;
    out.profile = static_cast<std::uint8_t>(in.bits(7));
    out.level = static_cast<std::uint8_t>(in.bits(6));
    in.skip(1);  // rpu_present_flag
    out.has_enhancement_layer = in.flag();
    in.skip(1);  // bl_present_flag
    out.compatibility_id = static_cast<std::uint8_t>(in.bits(4));
    return out;
}

void announce_dolby_vision(ByteView record, CodecConfiguration& configuration) {
    const auto stream = read_dolby_vision(record);
    if (!stream || stream->has_enhancement_layer || !configuration.video) return;
    for (const Family& family : kFamilies) {
        if (family.profile != stream->profile || family.codec != configuration.codec) continue;
        const std::string name = fmt::format("{}.{:02}.{:02}", family.entry, stream->profile, stream->level);
        const std::string_view brand = compatibility_brand(*stream, configuration.video->colour.transfer);
        const bool stands_alone = stream->profile != 5 && !brand.empty();
        if (!stands_alone && stream->profile != 5 && stream->profile != 10) return;  // 8 and 9 without a brand: nothing to say
        if (stands_alone) {
            configuration.supplemental = fmt::format("{}/{}", name, brand);
        } else {
            configuration.rfc6381 = name;
            configuration.sample_entry = family.profile == 5 ? FourCc("dvh1") : FourCc("dav1");
            configuration.video->range = VideoRange::Pq;  // IPT-PQ, which no colour code point names
        }
        Bytes body = to_bytes(record.first(std::min(record.size(), kRecordBytes)));
        body.resize(kRecordBytes);
        configuration.dolby_vision = ConfigurationBox{family.box, std::move(body)};
        configuration.profile += fmt::format(", Dolby Vision {}", stream->profile);
        if (stands_alone) configuration.profile += fmt::format(".{}", stream->compatibility_id);
        return;
    }
}

}  // namespace bt::media::codec
