// The Video element and what lies in it: size, aspect, colour, rotation. RFC 9559 §5.1.4.1.28.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "media/matroska/elements.h"
#include "media/matroska/tracks.h"

namespace bt::media::matroska {
namespace {

std::uint32_t to_u32(std::uint64_t value) { return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 0x7FFFFFFF)); }
std::uint16_t to_u16(std::uint64_t value) { return static_cast<std::uint16_t>(std::min<std::uint64_t>(value, 0xFFFF)); }
std::uint8_t to_code_point(const Child& field) { return static_cast<std::uint8_t>(std::min<std::uint64_t>(field.number(2), 255)); }

/// A value that is none, or too large for the unit, becomes 0 or the largest.
std::uint32_t in_units(double value, double unit, double largest) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value / unit, 0.0, largest)));
}

MasteringDisplay read_mastering_metadata(const Child& metadata) {
    constexpr double kChromaticity = 0.00002, kLuminance = 0.0001;  // the units of 'mdcv'
    constexpr std::size_t kRed = 2, kGreen = 0, kBlue = 1;          // its order: green, blue, red
    MasteringDisplay out;
    const auto chromaticity = [&](const Child& field) { return static_cast<std::uint16_t>(in_units(field.real(), kChromaticity, 50'000)); };
    const auto luminance = [&](const Child& field) { return in_units(field.real(), kLuminance, 4e9); };
    Children fields(metadata);
    while (const auto field = fields.next()) {
        switch (field->id) {
            case id::kPrimaryRChromaticityX: out.primaries_x[kRed] = chromaticity(*field); break;
            case id::kPrimaryRChromaticityY: out.primaries_y[kRed] = chromaticity(*field); break;
            case id::kPrimaryGChromaticityX: out.primaries_x[kGreen] = chromaticity(*field); break;
            case id::kPrimaryGChromaticityY: out.primaries_y[kGreen] = chromaticity(*field); break;
            case id::kPrimaryBChromaticityX: out.primaries_x[kBlue] = chromaticity(*field); break;
            case id::kPrimaryBChromaticityY: out.primaries_y[kBlue] = chromaticity(*field); break;
            case id::kWhitePointChromaticityX: out.white_x = chromaticity(*field); break;
            case id::kWhitePointChromaticityY: out.white_y = chromaticity(*field); break;
            case id::kLuminanceMax: out.max_luminance = luminance(*field); break;
            case id::kLuminanceMin: out.min_luminance = luminance(*field); break;
            default: break;
        }
    }
    return out;
}

Colour read_colour(const Child& element) {
    Colour colour;
    ContentLightLevel light;
    Children fields(element);
    while (const auto field = fields.next()) {
        switch (field->id) {
            case id::kMatrixCoefficients: colour.matrix = to_code_point(*field); break;
            case id::kTransferCharacteristics: colour.transfer = to_code_point(*field); break;
            case id::kPrimaries: colour.primaries = to_code_point(*field); break;
            case id::kRange: colour.full_range = field->number() == 2; break;
            case id::kMaxCll: light.max_content = to_u16(field->number()); break;
            case id::kMaxFall: light.max_frame_average = to_u16(field->number()); break;
            case id::kMasteringMetadata: colour.mastering_display = read_mastering_metadata(*field); break;
            default: break;
        }
    }
    if (light != ContentLightLevel{}) colour.content_light_level = light;
    return colour;
}

/// ProjectionPoseRoll turns a flat picture counter-clockwise; we count clockwise. Quarter turns only; others are noted.
int read_rotation(const Child& projection, std::string_view place, std::vector<std::string>& notes) {
    std::uint64_t type = 0;
    double roll = 0;
    Children fields(projection);
    while (const auto field = fields.next()) {
        if (field->id == id::kProjectionType) type = field->number();
        if (field->id == id::kProjectionPoseRoll) roll = field->real();
    }
    if (type != 0) {
        notes.push_back(fmt::format("{} > Video > Projection: a spherical picture, shown flat", place));
        return 0;
    }
    if (roll == 0 || std::abs(roll) > 360) return 0;
    const long degrees = std::lround(roll);
    if (degrees % 90 != 0) {
        notes.push_back(fmt::format("{} > Video > Projection: a roll of {} degrees is not followed", place, degrees));
        return 0;
    }
    return static_cast<int>((720 - degrees) % 360);
}

struct Crop {
    std::uint64_t left = 0, right = 0, top = 0, bottom = 0;
};

/// DisplayWidth and DisplayHeight are pixels, or only an aspect ratio (§5.1.4.1.28.12 to .14).
void set_display_size(VideoFormat& format, std::uint64_t width, std::uint64_t height, std::uint64_t unit) {
    format.display_width = format.width;
    format.display_height = format.height;
    if (width == 0 || height == 0 || width > 1'000'000 || height > 1'000'000) {
        if (unit == 0 && width != 0 && width <= 1'000'000 && height == 0) format.display_width = to_u32(width);
        if (unit == 0 && height != 0 && height <= 1'000'000 && width == 0) format.display_height = to_u32(height);
        return;
    }
    // Some writers put 16 and 9 there and forget the unit.
    const bool is_ratio = unit != 0 || (width < 64 && height < 64 && format.width >= 128);
    if (!is_ratio) {
        format.display_width = to_u32(width);
        format.display_height = to_u32(height);
    } else if (format.height != 0) {
        format.display_width = to_u32((std::uint64_t{format.height} * width + height / 2) / height);
    }
}

}  // namespace

VideoFormat read_video(const Child& video, std::string_view place, std::vector<std::string>& notes) {
    VideoFormat format;
    Crop crop;
    std::uint64_t display_width = 0, display_height = 0, display_unit = 0;
    Children fields(video);
    while (const auto field = fields.next()) {
        switch (field->id) {
            case id::kPixelWidth: format.width = to_u32(field->number()); break;
            case id::kPixelHeight: format.height = to_u32(field->number()); break;
            case id::kPixelCropLeft: crop.left = field->number(); break;
            case id::kPixelCropRight: crop.right = field->number(); break;
            case id::kPixelCropTop: crop.top = field->number(); break;
            case id::kPixelCropBottom: crop.bottom = field->number(); break;
            case id::kDisplayWidth: display_width = field->number(); break;
            case id::kDisplayHeight: display_height = field->number(); break;
            case id::kDisplayUnit: display_unit = field->number(); break;
            case id::kColour: format.colour = read_colour(*field); break;
            case id::kProjection: format.rotation_degrees = read_rotation(*field, place, notes); break;
            case id::kFlagInterlaced:
                if (field->number() == 1) notes.push_back(fmt::format("{} > Video: interlaced pictures", place));
                break;
            case id::kStereoMode:
                if (field->number() != 0) notes.push_back(fmt::format("{} > Video: stereoscopic, shown as it is stored", place));
                break;
            case id::kAlphaMode:
                if (field->number() != 0) notes.push_back(fmt::format("{} > Video: the alpha channel is not used", place));
                break;
            default: break;
        }
    }
    const auto cut = [](std::uint32_t size, std::uint64_t a, std::uint64_t b) {
        return a < size && b < size - a ? static_cast<std::uint32_t>(size - a - b) : size;  // a crop of everything is none
    };
    format.width = cut(format.width, crop.left, crop.right);
    format.height = cut(format.height, crop.top, crop.bottom);
    set_display_size(format, display_width, display_height, display_unit);
    return format;
}

}  // namespace bt::media::matroska
