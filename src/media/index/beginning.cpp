#include "media/index/beginning.h"

#include <algorithm>

#include "media/codec/configuration.h"

namespace bt::media {
namespace {

/// How much of the film is looked at for the depth of reordering: an encoder keeps to one.
constexpr std::int64_t kLookSeconds = 6;

/// Keeps what a track's reader has to say against it; a disk that fails is another matter.
Result<void> keep_reason(Track& track, const Error& error) {
    if (error.fault == Fault::Io) return error;
    track.unreadable = error.describe();
    return {};
}

Result<void> read_opening(const MediaFile& file, Track& track) {
    const auto first = file.first_sample(track.number);
    if (!first) return keep_reason(track, first.error());
    if (!codec::needs_first_sample(track)) return {};
    const auto bytes = read_sample(file, track, *first);
    if (!bytes) return keep_reason(track, bytes.error());
    track.opening = codec::opening_of(track, *bytes);
    return {};
}

Result<void> measure_reordering(const MediaFile& file, Track& track) {
    const auto syncs = file.sync_points(track.number);
    const auto reach = syncs.front().presentation_time + kLookSeconds * track.timescale.ticks_per_second;
    const auto end = std::find_if(syncs.begin() + 1, syncs.end(), [&](const SyncPoint& sync) { return sync.presentation_time >= reach; });
    const auto samples = file.samples_from_sync(track.number, 0, static_cast<std::size_t>(end - syncs.begin()));
    if (!samples) return keep_reason(track, samples.error());
    for (const auto& sample : *samples) track.reordering = std::max(track.reordering, sample.decode_time - sample.presentation_time);
    return {};
}

}  // namespace

Result<void> describe_beginnings(const MediaFile& file, Description& description) {
    for (auto& track : description.tracks) {
        const bool is_picture = track.kind == TrackKind::Video;
        if (!is_picture && track.kind != TrackKind::Audio) continue;
        if (!codec::can_carry(track.codec) || !track.unreadable.empty()) continue;
        BT_CHECK(read_opening(file, track));
        if (!is_picture || !track.unreadable.empty() || file.sync_points(track.number).empty()) continue;
        BT_CHECK(measure_reordering(file, track));
    }
    return {};
}

}  // namespace bt::media
