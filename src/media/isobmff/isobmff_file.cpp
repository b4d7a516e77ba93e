#include "media/isobmff/isobmff_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::isobmff {
namespace {

Error no_track(TrackNumber track) {
    return {.fault = Fault::NotFound, .message = fmt::format("there is no track {}", track.value)};
}

/// The first tick that is not before `t`; instants beyond any film become the last tick or its opposite.
std::int64_t ceil_to_ticks(MediaInstant t, Timescale scale) {
    const auto seconds = t.ticks / t.scale.ticks_per_second;
    const auto limit = 2 * kLastTick / scale.ticks_per_second;
    if (seconds >= limit) return 2 * kLastTick;
    if (seconds <= -limit) return -2 * kLastTick;
    return -floor_to(MediaInstant{-t.ticks, t.scale}, scale).ticks;
}

/// A moment of which the bytes before are known.
struct Knot {
    std::int64_t time = 0;
    std::uint64_t bytes = 0;
};

std::uint64_t interpolate(const Knot& a, const Knot& b, std::int64_t time) {
    if (b.time <= a.time || b.bytes <= a.bytes || time <= a.time) return a.bytes;
    if (time >= b.time) return b.bytes;
    const auto part = static_cast<double>(time - a.time) / static_cast<double>(b.time - a.time);
    return a.bytes + static_cast<std::uint64_t>(part * static_cast<double>(b.bytes - a.bytes));
}

/// The knots of a list around `time`, which rise in it; `a` and `b` are narrowed.
template <class List, class ToKnot>
void narrow(const List& list, ToKnot to_knot, std::int64_t time, Knot& a, Knot& b) {
    const auto after = std::partition_point(list.begin(), list.end(), [&](const auto& e) { return to_knot(e).time <= time; });
    if (after != list.begin()) a = to_knot(*std::prev(after));
    if (after != list.end() && to_knot(*after).time < b.time) b = to_knot(*after);
}

}  // namespace

IsoBmffFile::IsoBmffFile(std::shared_ptr<const io::ByteSource> source, Description description,
                         std::vector<Directory> directories, std::vector<TrackExtends> extends)
    : source_(std::move(source)),
      description_(std::move(description)),
      directories_(std::move(directories)),
      extends_(std::move(extends)) {
    BT_ASSERT(directories_.size() == description_.tracks.size(), "every track has its directory");
}

std::span<const SyncPoint> IsoBmffFile::sync_points(TrackNumber track) const {
    if (track.value >= directories_.size() || description_.tracks[track.value].kind != TrackKind::Video) return {};
    return directories_[track.value].sync_points;
}

Result<std::vector<Sample>> IsoBmffFile::read(TrackNumber track, SampleSpan span, const TimeSpan& times) const {
    return read_samples(*source_, directories_[track.value], description_.tracks[track.value].kind, extends_, span, times)
        .within(fmt::format("track {}", track.value));
}

Result<std::vector<Sample>> IsoBmffFile::samples_from_sync(TrackNumber track, std::size_t first, std::size_t end) const {
    if (track.value >= directories_.size()) return no_track(track);
    const auto& directory = directories_[track.value];
    const auto count = sync_points(track).size();
    if (first >= count || end > count || first > end) {
        return Error{.fault = Fault::NotFound, .message = fmt::format("sync points {} to {} of {}", first, end, count)};
    }
    const auto end_sample = end == count ? directory.sample_count : directory.sync_samples[end];
    return read(track, {directory.sync_samples[first], end_sample}, {});
}

Result<std::vector<Sample>> IsoBmffFile::samples_between(TrackNumber track, std::optional<MediaInstant> from,
                                                         std::optional<MediaInstant> until) const {
    if (track.value >= directories_.size()) return no_track(track);
    const auto scale = description_.tracks[track.value].timescale;
    TimeSpan times;
    // A presentation at tick p begins in [from, until) exactly when ceil(from) <= p < ceil(until).
    if (from) times.from = ceil_to_ticks(*from, scale);
    if (until) times.until = ceil_to_ticks(*until, scale);
    if (times.from >= times.until) return std::vector<Sample>{};
    return read(track, find_span(directories_[track.value], times), times);
}

Result<Sample> IsoBmffFile::first_sample(TrackNumber track) const {
    if (track.value >= directories_.size()) return no_track(track);
    if (directories_[track.value].sample_count == 0) {
        return Error{.fault = Fault::NotFound, .message = fmt::format("track {} has no samples", track.value)};
    }
    BT_TRY(const auto samples, read(track, {0, 1}, {}));
    if (samples.empty()) return Error{.fault = Fault::Malformed, .message = "the first sample is not where the index says"};
    return samples.front();
}

std::uint64_t IsoBmffFile::bytes_before(TrackNumber track, std::optional<MediaInstant> t) const {
    if (track.value >= directories_.size()) return 0;
    const auto& directory = directories_[track.value];
    if (!t) return directory.byte_count;
    const auto time = ceil_to_ticks(*t, description_.tracks[track.value].timescale);
    if (directory.sample_count == 0) return 0;
    Knot a{std::numeric_limits<std::int64_t>::min() / 2, 0};
    Knot b{directory.end_time - directory.shift, directory.byte_count};
    if (!sync_points(track).empty()) {
        std::size_t after = 0;
        const auto& points = directory.sync_points;
        after = static_cast<std::size_t>(std::partition_point(points.begin(), points.end(), [&](const SyncPoint& point) {
                                             return point.presentation_time <= time;
                                         }) - points.begin());
        if (after == 0) return 0;
        a = {points[after - 1].presentation_time, directory.sync_bytes_before[after - 1]};
        if (after < points.size()) b = {points[after].presentation_time, directory.sync_bytes_before[after]};
        return interpolate(a, b, time);
    }
    const auto to_knot = [&](const auto& entry) { return Knot{entry.decode_time - directory.shift, entry.bytes_before}; };
    narrow(directory.places, to_knot, time, a, b);
    narrow(directory.fragments, to_knot, time, a, b);
    return interpolate(a, b, time);
}

void IsoBmffFile::save_directory(ByteWriter& out) const {
    write_directories(out, source_->size(), directories_, extends_);
}

}  // namespace bt::media::isobmff
