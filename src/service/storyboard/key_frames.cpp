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

}  // namespace

TileSize tile_size(const media::VideoFormat& video, std::uint32_t side) {
    std::uint64_t width = std::max<std::uint32_t>(1, video.display_width > 0 ? video.display_width : video.width);
    std::uint64_t height = std::max<std::uint32_t>(1, video.display_height > 0 ? video.display_height : video.height);
    if (video.rotation_degrees == 90 || video.rotation_degrees == 270) std::swap(width, height);
    const auto shorter = [side](std::uint64_t length, std::uint64_t longer) { return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, (length * side + longer / 2) / longer)); };
    return width >= height ? TileSize{side, shorter(height, width)} : TileSize{shorter(width, height), side};
}

Result<KeyFrames> KeyFrames::open(const media::MediaFile& film) {
    const auto* track = picture_of(film);
    if (track == nullptr) return Error{.fault = Fault::Unsupported, .message = "there is no moving picture in it whose key frames are known"};
    BT_TRY(auto decoder, transcode::KeyFrameDecoder::open(*track));
    const auto points = film.sync_points(track->number);
    return KeyFrames(film, *track, {points.begin(), points.end()}, std::move(decoder));
}

std::size_t KeyFrames::at_or_before(std::chrono::milliseconds time) const {
    const auto ticks = round_to(MediaDuration{time.count(), kMilliseconds}, track_->timescale).ticks;
    const auto after = std::ranges::upper_bound(points_, ticks, {}, &media::SyncPoint::presentation_time);
    return after == points_.begin() ? 0 : static_cast<std::size_t>(after - points_.begin()) - 1;
}

Result<transcode::Picture> KeyFrames::picture(std::size_t point, TileSize size) {
    BT_TRY(const auto samples, film_->samples_from_sync(track_->number, point, point + 1));
    if (samples.empty()) return Error{.fault = Fault::Malformed, .message = "a sync point without a sample"};
    BT_TRY(const auto bytes, media::read_sample(*film_, *track_, samples.front()));
    return decoder_.decode(bytes, size.width, size.height);
}

}  // namespace bt::service
