#include <algorithm>
#include <cmath>
#include <numeric>

#include "media/codec/nal.h"
#include "media/codec/track_configuration.h"

namespace bt::media::codec {
namespace {

constexpr std::uint8_t kUnspecified = 2;  // in each table of ISO/IEC 23091-2

Rational reduced(std::int64_t numerator, std::int64_t denominator) {
    const std::int64_t divisor = std::gcd(numerator, denominator);
    return {numerator / divisor, denominator / divisor};
}

/// The container's aspect when it stretches the picture; nothing when it shows the coded pixels as they are, or as `bitstream`
/// says. A display size is in whole pixels (854 x 480 is often called 853 x 480): what is within one of it is the same.
std::optional<Rational> container_aspect(const VideoFormat& video, const std::optional<Rational>& bitstream) {
    if (video.width == 0 || video.height == 0 || video.display_width == 0 || video.display_height == 0) return std::nullopt;
    constexpr std::uint32_t kMaxSide = 0xFFFF;  // keeps both products within the 32 bits of 'pasp'
    if (std::max({video.width, video.height, video.display_width, video.display_height}) > kMaxSide) return std::nullopt;
    const std::int64_t across = std::int64_t{video.display_width} * video.height;
    const std::int64_t down = std::int64_t{video.display_height} * video.width;
    const auto agrees_with = [&](const Rational& aspect) {
        const double shown = static_cast<double>(video.display_width) / video.display_height * video.height;
        return std::abs(shown - static_cast<double>(video.width) * static_cast<double>(aspect.numerator) / static_cast<double>(aspect.denominator)) <= 1.0;
    };
    if (bitstream && agrees_with(*bitstream)) return bitstream;
    if (agrees_with({1, 1})) return std::nullopt;
    return reduced(across, down);
}

Colour join_colour(const std::optional<Colour>& container, const std::optional<Colour>& bitstream) {
    Colour out = container.value_or(Colour{});
    if (!bitstream) return out;
    const bool container_tells = out.primaries != kUnspecified || out.transfer != kUnspecified || out.matrix != kUnspecified;
    if (!container_tells) out.full_range = out.full_range || bitstream->full_range;
    if (out.primaries == kUnspecified) out.primaries = bitstream->primaries;
    if (out.transfer == kUnspecified) out.transfer = bitstream->transfer;
    if (out.matrix == kUnspecified) out.matrix = bitstream->matrix;
    if (!out.mastering_display) out.mastering_display = bitstream->mastering_display;
    if (!out.content_light_level) out.content_light_level = bitstream->content_light_level;
    return out;
}

std::uint32_t read_little_endian_u32(ByteView bytes) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i) value |= std::to_integer<std::uint32_t>(bytes[i]) << (8 * i);
    return value;
}

}  // namespace

VideoFacts join_facts(const Track& track, const PictureFormat& picture) {
    const VideoFormat container = track.video.value_or(VideoFormat{});
    VideoFacts facts;
    facts.width = picture.width != 0 ? picture.width : container.width;
    facts.height = picture.height != 0 ? picture.height : container.height;
    const auto aspect = container_aspect(container, picture.sample_aspect_ratio);
    const bool container_tells = container.display_width != 0 && container.display_width != container.width;
    facts.sample_aspect_ratio = aspect ? *aspect : container_tells ? Rational{1, 1} : picture.sample_aspect_ratio.value_or(Rational{1, 1});
    facts.bit_depth = picture.bit_depth;
    facts.chroma = picture.chroma;
    facts.colour = join_colour(container.colour, picture.colour);
    facts.range = video_range(picture.preferred_transfer.value_or(facts.colour.transfer));
    facts.frame_rate = container.frame_rate ? container.frame_rate : picture.frame_rate;
    return facts;
}

PictureSize display_size(const VideoFacts& facts) {
    const Rational aspect = facts.sample_aspect_ratio;
    const std::int64_t width = aspect.denominator > 0 ? (facts.width * aspect.numerator + aspect.denominator / 2) / aspect.denominator
                                                      : std::int64_t{facts.width};
    return {static_cast<std::uint32_t>(std::clamp<std::int64_t>(width, 0, 0xFFFF)), std::min<std::uint32_t>(facts.height, 0xFFFF)};
}

Result<PayloadForm> nal_payload_form(unsigned length_size, ByteView first_sample) {
    if (first_sample.empty() && length_size != 0) return PayloadForm::AsIs;
    // A four-byte length of 1 looks like a start code: the record is believed as long as the lengths add up.
    if (length_size != 0 && split_length_prefixed(first_sample, length_size)) return PayloadForm::AsIs;
    if (begins_with_start_code(first_sample)) return PayloadForm::AnnexBToLengthPrefixed;
    // A damaged first sample must not stop the film: what the record says holds for the others.
    if (length_size != 0) return PayloadForm::AsIs;
    return Error{Fault::Malformed, "neither a configuration record nor start codes tell where NAL units begin"};
}

ByteView without_bitmap_header(const Track& track) {
    constexpr std::size_t kBitmapInfoHeader = 40;
    const ByteView bytes = track.codec_private;
    if (track.codec_id != "V_MS/VFW/FOURCC" || bytes.size() < kBitmapInfoHeader) return bytes;
    const std::uint32_t declared = read_little_endian_u32(bytes);  // biSize: written with or without what follows
    if (declared != kBitmapInfoHeader && declared != bytes.size()) return bytes;
    return bytes.subspan(kBitmapInfoHeader);
}

}  // namespace bt::media::codec
