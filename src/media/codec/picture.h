// What the headers of every video codec tell about the pictures, in one shape.
#pragma once

#include <cstdint>
#include <optional>

#include "media/codec/bit_reader.h"
#include "media/codec/configuration.h"
#include "media/index/description.h"

namespace bt::media::codec {

struct PictureFormat {
    std::uint32_t width = 0, height = 0;  ///< cropped
    std::uint32_t bit_depth = 8;
    Chroma chroma = Chroma::Yuv420;
    std::optional<Rational> sample_aspect_ratio;
    std::optional<Colour> colour;
    std::optional<std::uint8_t> preferred_transfer;  ///< HLG that old receivers are to take for SDR names itself so
    std::optional<Rational> frame_rate;   ///< pictures (not fields) a second, only when the stream says it is fixed
};

/// The beginning that vui_parameters() of H.264 (Annex E.1.1) and HEVC (Annex E.2.1) share, up to and including
/// chroma_sample_loc_type_bottom_field.
void read_vui_beginning(BitReader& in, PictureFormat& picture);

/// chroma_format_idc of H.264 and HEVC; 3 for anything beyond it.
Chroma chroma_of(std::uint32_t chroma_format_idc);

}  // namespace bt::media::codec
