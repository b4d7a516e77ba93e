#include "service/storyboard/key_frames.h"

#include <algorithm>

#include "base/media_time.h"

namespace bt::service {
namespace {

const media::Track* picture_of(const media::MediaFile& film) {
    for (const auto& track : film.description().tracks) {
        if (track.kind == media::TrackKind::Video && track.video && track.unreadable.empty() && !film.sync_points(track.number).empty()) return &track;
    }
    return nullptr;
}

struct Shape {
    std::uint64_t width, height;
};
/// As it is shown, turned upright.
Shape shape_of(const media::VideoFormat& video) {
    const Shape shape{std::max<std::uint32_t>(1, video.display_width > 0 ? video.display_width : video.width),
                      std::max<std::uint32_t>(1, video.display_height > 0 ? video.display_height : video.height)};
    return video.rotation_degrees == 90 || video.rotation_degrees == 270 ? Shape{shape.height, shape.width} : shape;
}

/// What `shorter` is of `of`, of `side`: rounded.
std::uint32_t in_proportion(std::uint64_t side, std::uint64_t shorter, std::uint64_t of) {
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, (shorter * side + of / 2) / of));
}

}  // namespace

TileSize tile_size(const media::VideoFormat& video, std::uint32_t side) {
    const auto [width, height] = shape_of(video);
    return width >= height ? TileSize{side, in_proportion(side, height, width)} : TileSize{in_proportion(side, width, height), side};
}

TileSize tile_size_of_width(const media::VideoFormat& video, std::uint32_t width) {
    const auto shape = shape_of(video);
    const auto wide = static_cast<std::uint32_t>(std::min<std::uint64_t>(width, shape.width));
    return {wide, std::min(in_proportion(wide, shape.height, shape.width), wide * 4)};
}

TileSize tile_size_of_height(const media::VideoFormat& video, std::uint32_t height) {
    const auto shape = shape_of(video);
    const auto high = static_cast<std::uint32_t>(std::min<std::uint64_t>(height, shape.height));
    return {std::min(in_proportion(high, shape.width, shape.height), high * 4), high};
}

Result<KeyFrames> KeyFrames::open(const media::MediaFile& film) {
    const auto* track = picture_of(film);
    if (track == nullptr) return Error{.fault = Fault::Unsupported, .message = "there is no moving picture in it whose key frames are known"};
    const auto points = film.sync_points(track->number);
    return KeyFrames(film, *track, {points.begin(), points.end()});
}

std::size_t KeyFrames::at_or_before(std::chrono::milliseconds time) const {
    const auto ticks = round_to(MediaDuration{time.count(), kMilliseconds}, track_->timescale).ticks;
    const auto after = std::ranges::upper_bound(points_, ticks, {}, &media::SyncPoint::presentation_time);
    return after == points_.begin() ? 0 : static_cast<std::size_t>(after - points_.begin()) - 1;
}

Result<transcode::Picture> KeyFrames::picture(std::size_t point, TileSize size) {
    if (!decoder_) {
        BT_TRY(auto opened, transcode::KeyFrameDecoder::open(*track_));
        decoder_ = std::move(opened);
    }
    BT_TRY(const auto samples, film_->samples_from_sync(track_->number, point, point + 1));
    if (samples.empty()) return Error{.fault = Fault::Malformed, .message = "a sync point without a sample"};
    BT_TRY(const auto bytes, media::read_sample(*film_, *track_, samples.front()));
    return decoder_->decode(bytes, size.width, size.height);
}

}  // namespace bt::service
