#include "media/codec/picture.h"

#include <iterator>

namespace bt::media::codec {
namespace {

/// aspect_ratio_idc, Rec. ITU-T H.264 Table E-1 (the same in HEVC).
constexpr Rational kSampleAspectRatios[] = {
    {0, 1},   {1, 1},   {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11},
    {80, 33}, {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3},  {3, 2},   {2, 1},
};
constexpr std::uint32_t kExtendedSar = 255;

}  // namespace

Chroma chroma_of(std::uint32_t chroma_format_idc) {
    constexpr Chroma kFormats[] = {Chroma::Monochrome, Chroma::Yuv420, Chroma::Yuv422, Chroma::Yuv444};
    return kFormats[std::min<std::uint32_t>(chroma_format_idc, 3)];
}

void read_vui_beginning(BitReader& in, PictureFormat& picture) {
    if (in.flag()) {  // aspect_ratio_info_present_flag
        const std::uint32_t idc = in.bits(8);
        Rational ratio{0, 1};
        if (idc == kExtendedSar) {
            ratio.numerator = in.bits(16);
            ratio.denominator = in.bits(16);
        } else if (idc < std::size(kSampleAspectRatios)) {
            ratio = kSampleAspectRatios[idc];
        }
        if (ratio.numerator > 0 && ratio.denominator > 0) picture.sample_aspect_ratio = ratio;
    }
    if (in.flag()) in.skip(1);  // overscan_info_present_flag, overscan_appropriate_flag
    if (in.flag()) {            // video_signal_type_present_flag
        Colour colour;
        in.skip(3);  // video_format
        colour.full_range = in.flag();
        if (in.flag()) {  // colour_description_present_flag
            colour.primaries = in.byte();
            colour.transfer = in.byte();
            colour.matrix = in.byte();
        }
        picture.colour = colour;
    }
    if (in.flag()) {  // chroma_loc_info_present_flag
        in.ue();
        in.ue();
    }
}

}  // namespace bt::media::codec
