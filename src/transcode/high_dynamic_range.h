// Pictures of high dynamic range for a page that has not got it: a small picture made of one must not look pale beside its film. Internal
// to this folder.
#pragma once

#include <cstddef>
#include <cstdint>

#include "transcode/libav.h"
#include "transcode/picture.h"

namespace bt::transcode {

/// Whether the frame's light is coded as PQ (SMPTE ST 2084) or HLG (ARIB STD-B67).
bool is_high_dynamic_range(const AVFrame& frame);

/// Pixels of 16 bits a component (R G B A in the machine's order, rows `stride` bytes apart) coded by `frame`'s transfer and in its
/// primaries, as sRGB. Light up to half of a sheet of white paper stays as it is, what is brighter is bent into what is left.
Picture to_standard_range(const AVFrame& frame, const std::uint8_t* rows, std::ptrdiff_t stride, std::uint32_t width, std::uint32_t height);

}  // namespace bt::transcode
