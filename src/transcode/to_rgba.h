// One step of swscale from any decoded frame to a smaller picture. Internal to this folder.
#pragma once

#include "base/result.h"
#include "transcode/libav.h"
#include "transcode/picture.h"

namespace bt::transcode {

struct Size {
    int width = 0, height = 0;
};

/// The frame as sRGB pixels of `size`, its colours read by the matrix the frame names; high dynamic range is mapped
/// (high_dynamic_range.h). Faults: Unsupported for pixel formats swscale does not know; Malformed.
Result<Picture> to_rgba(const AVFrame& frame, Size size);

}  // namespace bt::transcode
