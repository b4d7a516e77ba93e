// The key frames of a film as small pictures, one at a time. The reader's directory knows where every sync sample lies, so each costs one
// small read and the decoding of one frame, wherever it is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "media/index/media_file.h"
#include "transcode/key_frame_decoder.h"
#include "transcode/picture.h"

namespace bt::service {

struct TileSize {
    std::uint32_t width = 0, height = 0;
    friend bool operator==(const TileSize&, const TileSize&) = default;
};
/// As the picture is shown, turned upright, its longer side `side`.
TileSize tile_size(const media::VideoFormat& video, std::uint32_t side);
/// The same `width` wide; no larger than the picture is, and no higher than four times its width.
TileSize tile_size_of_width(const media::VideoFormat& video, std::uint32_t width);
/// The same `height` high; no larger than the picture is.
TileSize tile_size_of_height(const media::VideoFormat& video, std::uint32_t height);

class KeyFrames {
public:
    /// `film` outlives it. Decodes nothing. Faults: Unsupported when it has no picture whose key frames are known.
    static Result<KeyFrames> open(const media::MediaFile& film);

    const media::Track& track() const { return *track_; }
    const std::vector<media::SyncPoint>& points() const { return points_; }
    /// The last that is shown at `time` or before it; the first when all come later.
    std::size_t at_or_before(std::chrono::milliseconds time) const;
    /// Faults: Malformed for one that cannot be decoded; Unsupported when no decoder knows such; those of reading.
    Result<transcode::Picture> picture(std::size_t point, TileSize size);

private:
    KeyFrames(const media::MediaFile& film, const media::Track& track, std::vector<media::SyncPoint> points)
        : film_(&film), track_(&track), points_(std::move(points)) {}

    const media::MediaFile* film_;
    const media::Track* track_;
    std::vector<media::SyncPoint> points_;
    std::optional<transcode::KeyFrameDecoder> decoder_;  // opened for the first picture
};

}  // namespace bt::service
