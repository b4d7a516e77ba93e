// Reading a stretch.
//
// Pictures: a unit is what lies between two sync points, [cue i, cue i + 1). Matroska stores no decode times. The pictures of a unit
// lie in decode order, so the k-th of them is decoded at the k-th smallest of the unit's presentation times: the decode line
// never falls, no picture is late by more than the reordering, and a unit needs no other unit but for where the next one begins. That is
// the smallest time of the next one's first pictures; where a closed unit is shown up to the next key frame, it is that one's.
//
//   file order       I0  P4  B2  b1  b3 | I8 B6 ...       (open: B6 is shown before I8)
//   presentation      0   4   2   1   3 |  8  6
//   decode            0   1   2   3   4 |  6 ...
//
// Sound and subtitles: the frames whose presentation begins in the window, wherever the muxer put them: from a little before to a
// little behind. Sound lies in order as a rule, and is first read as if it did: a frame from before the window and one from behind it end
// the search. Where frames are missing between them, or one lies behind a later one, it is looked for as widely as subtitles are.
#include "media/matroska/matroska_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "media/matroska/picture_units.h"

namespace bt::media::matroska {
namespace {

/// How far ahead of its time a frame may lie in the file: muxers interleave within a second or two.
constexpr std::int64_t kMarginBefore = 3'000'000'000;
/// How far behind, and how long we look for a track that has fallen silent.
constexpr std::int64_t kMarginBehind = 5'000'000'000;

std::uint32_t to_duration(std::int64_t ticks) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(ticks, 0, std::numeric_limits<std::uint32_t>::max()));
}

Error no_such_track(TrackNumber track) { return {Fault::NotFound, fmt::format("no track {}", track.value)}; }

/// The first tick that is not before `t`, kept within what a file can hold.
std::int64_t ceil_ticks(MediaInstant t, Timescale scale) {
    using detail::Wide;
    const Wide limit = Wide(2) * kMaxNanoseconds / 1'000'000'000 * scale.ticks_per_second;
    const Wide scaled = Wide(t.ticks) * scale.ticks_per_second;
    const Wide whole = scaled / t.scale.ticks_per_second;
    const Wide up = scaled % t.scale.ticks_per_second > 0 ? whole + 1 : whole;
    return static_cast<std::int64_t>(std::clamp<Wide>(up, -limit, limit));
}

/// What a frame lasts by itself, nothing said about the next: its codec's length or the block's duration. 0 when not known.
std::int64_t own_length(const TrackTiming& timing, const Frame& frame) {
    if (frame.duration != kNoDuration && !frame.is_laced) return timing.to_ticks(frame.duration);
    return timing.frame ? timing.frame.times(1) : 0;
}

}  // namespace

MatroskaFile::MatroskaFile(std::shared_ptr<const io::ByteSource> source, Description description, Directory directory)
    : source_(std::move(source)), description_(std::move(description)), directory_(std::move(directory)) {
    points_.resize(directory_.tracks.size());
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const TrackDirectory& track = directory_.tracks[i];
        points_[i].reserve(track.sync.size());
        for (const SyncEntry& entry : track.sync) points_[i].push_back({track.timing.presentation(entry.time)});
    }
}

std::span<const SyncPoint> MatroskaFile::sync_points(TrackNumber track) const {
    if (track.value >= points_.size()) return {};
    return points_[track.value];
}

Result<const TrackDirectory*> MatroskaFile::directory_of(TrackNumber track) const {
    if (track.value >= directory_.tracks.size()) return no_such_track(track);
    return &directory_.tracks[track.value];
}

Result<MatroskaFile::Cluster> MatroskaFile::cluster(std::uint64_t offset, ClusterWalker& walker, const std::function<bool(const Frame&)>& enough) const {
    const Cluster known = cache_.find(offset);
    if (known && (!known->rest || std::ranges::any_of(known->frames, enough))) return known;
    // What is known already is not read again: a stretch often ends where the next one begins.
    auto walked = known ? std::make_shared<ClusterFrames>(*known) : std::make_shared<ClusterFrames>();
    walked->offset = offset;
    walked->rest.reset();
    bool is_enough = false;
    const auto visit = [&](const Frame& frame) {
        if (is_enough && frame.block != walked->frames.back().block) {  // the frames of a lace stay together
            walked->rest = frame.block;
            return false;
        }
        walked->frames.push_back(frame);
        is_enough = is_enough || enough(frame);
        return true;
    };
    BT_TRY(const WalkEnd end, walker.walk(offset, visit, known ? *known->rest : 0));
    walked->timestamp = end.timestamp;
    if (!end.stopped) {
        BT_TRY(walked->next, walker.next_cluster(end.next));
        walked->frames.shrink_to_fit();
    }
    cache_.put(walked);
    return Cluster(std::move(walked));
}

// ---- pictures -------------------------------------------------------------------------------------------------------------

Result<PictureUnits> MatroskaFile::read_units(TrackNumber track, std::size_t first, std::size_t end) const {
    ClusterWalker walker(*source_, directory_.layout);
    UnitGatherer gatherer(directory_.tracks[track.value], track, first, end);
    std::optional<std::uint64_t> offset = gatherer.first_cluster();
    while (offset) {
        BT_CHECK(gatherer.enter(*offset));
        BT_TRY(const Cluster known, cluster(*offset, walker, [&](const Frame& frame) { return gatherer.is_enough(frame); }));
        BT_TRY(const bool more, gatherer.take(known->frames));
        if (!more || known->rest) break;
        offset = known->next;
    }
    return std::move(gatherer).units();
}

Result<std::vector<Sample>> MatroskaFile::samples_from_sync(TrackNumber track, std::size_t first, std::size_t end) const {
    BT_TRY(const TrackDirectory* directory, directory_of(track));
    if (first >= end || end > directory->sync.size())
        return Error{Fault::NotFound, fmt::format("sync points {} to {} of {}", first, end, directory->sync.size())};
    BT_TRY(const PictureUnits units, read_units(track, first, end));

    const TrackTiming& timing = directory->timing;
    std::vector<Sample> samples;
    samples.reserve(units.frames.size());
    std::vector<std::int64_t> times;  // of a unit, sorted
    std::int64_t last_decode_time = std::numeric_limits<std::int64_t>::min();
    for (std::size_t unit = 0; unit < end - first; ++unit) {
        const std::span<const Frame> frames = units.frames_of(unit);
        times.clear();
        for (const Frame& frame : frames) times.push_back(timing.presentation(frame.time, frame.lace_index));
        const std::size_t begin = samples.size();
        for (std::size_t i = 0; i < frames.size(); ++i)
            samples.push_back({.data = {frames[i].offset, frames[i].size}, .presentation_time = times[i], .is_sync = frames[i].is_key || i == 0});
        const Frame& last_shown = frames[static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin())];
        std::sort(times.begin(), times.end());

        // Where the next unit begins. The last unit ends after its last picture's own length.
        std::int64_t next_begin = 0;
        if (unit + 1 < units.begins.size()) {
            next_begin = begin_of(units.frames_of(unit + 1), timing, times.back());
        } else {
            std::int64_t length = own_length(timing, last_shown);
            if (length == 0 && times.size() > 1) length = times.back() - times[times.size() - 2];
            next_begin = times.back() + length;
        }
        for (std::size_t i = 0; i < frames.size(); ++i) {
            samples[begin + i].decode_time = std::max(last_decode_time, std::min(times[i], next_begin));
            last_decode_time = samples[begin + i].decode_time;
        }
        for (std::size_t i = begin; i + 1 < samples.size(); ++i)
            samples[i].duration = to_duration(samples[i + 1].decode_time - samples[i].decode_time);
        samples.back().duration = to_duration(next_begin - samples.back().decode_time);
    }
    return samples;
}

// ---- sound and subtitles --------------------------------------------------------------------------------------------------

/// Ticks [from, until) of presentation, and the stored steps at which reading begins and may end.
struct MatroskaFile::Window {
    std::int64_t from = 0, until = 0;
    std::int64_t read_from = 0, read_until = 0;
    std::int64_t margin_before = 0;  ///< in stored steps: where frames may lie ahead of their time; 0: read from the beginning
    std::int64_t margin_behind = 0;  ///< in ticks: where frames may lie behind it; 0: read to the end
    bool stop_at_first = false;  ///< the first frame is all that is wanted
};

Result<std::optional<std::uint64_t>> MatroskaFile::first_cluster_of(const Window& window, ClusterWalker& walker) const {
    const auto& clusters = directory_.clusters;
    auto at = std::upper_bound(clusters.begin(), clusters.end(), window.read_from,
                               [](std::int64_t time, const ClusterEntry& entry) { return time < entry.time; });
    // One entry further back: a Cue's time is that of a block, and blocks of its cluster may be earlier.
    for (int i = 0; i < 2 && at != clusters.begin(); ++i) --at;
    std::uint64_t offset = directory_.layout.first_cluster;
    if (offset == kUnknownPosition) return std::optional<std::uint64_t>{};
    if (at != clusters.end() && at->time <= window.read_from) offset = std::max(offset, at->offset);
    // Hop on while the cluster behind this one is still early enough.
    constexpr int kMaxHops = 4'096;
    for (int i = 0; i < kMaxHops; ++i) {
        std::optional<std::uint64_t> next;
        if (const Cluster known = cache_.find(offset)) {
            next = known->next;
        } else {
            BT_TRY(const ClusterWalker::Head head, walker.head(offset));
            if (head.end == kUnknownPosition) break;
            BT_TRY(next, walker.next_cluster(head.end));
        }
        if (!next) break;
        BT_TRY(const ClusterWalker::Head head, walker.head(*next));
        if (head.timestamp > window.read_from) break;
        offset = *next;
    }
    return std::optional{offset};
}

namespace {

/// A frame and its time.
struct Timed {
    Frame frame;
    std::int64_t time = 0;
};

/// Frames of a lace whose length no one tells: the block's time up to the next block's is divided evenly.
void divide_laces(std::vector<Timed>& frames) {
    std::int64_t step = 0;
    for (std::size_t begin = 0; begin < frames.size();) {
        std::size_t end = begin + 1;
        while (end < frames.size() && frames[end].frame.lace_index > frames[end - 1].frame.lace_index) ++end;
        const auto count = static_cast<std::int64_t>(end - begin);
        const std::int64_t start = frames[begin].time;
        if (end < frames.size() && frames[end].time > start) step = (frames[end].time - start) / count;
        for (std::size_t i = begin; i < end; ++i) frames[i].time = start + step * static_cast<std::int64_t>(i - begin);
        begin = end;
    }
}

/// Whether sound lies in order here: no frame behind a later one, and none missing between two, as far as frames have a length.
bool lies_in_order(std::span<const Frame> frames, const TrackTiming& timing) {
    const auto time_of = [&](const Frame& frame) { return timing.presentation(frame.time, frame.lace_index); };
    const std::int64_t longest = timing.frame ? timing.frame.times(1) + timing.tolerance() : std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 1; i < frames.size(); ++i) {
        const std::int64_t step = time_of(frames[i]) - time_of(frames[i - 1]);
        if (step < 0 || step > longest) return false;
    }
    return true;
}

std::vector<Sample> make_samples(std::vector<Timed>& frames, const TrackTiming& timing, TrackKind kind, std::int64_t from, std::int64_t until) {
    std::stable_sort(frames.begin(), frames.end(), [](const Timed& a, const Timed& b) { return a.time < b.time; });
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto& [frame, time] = frames[i];
        if (time < from || time >= until) continue;
        std::int64_t length = own_length(timing, frame);
        if (kind == TrackKind::Audio && i + 1 < frames.size()) length = frames[i + 1].time - time;
        samples.push_back({.data = {frame.offset, frame.size}, .decode_time = time, .presentation_time = time, .duration = to_duration(length), .is_sync = true});
    }
    return samples;
}

}  // namespace

/// Frames of the track from where reading begins to the window's end, and some on both sides.
Result<std::vector<Frame>> MatroskaFile::read_frames(TrackNumber track, const Window& window, std::int64_t margin_behind) const {
    const TrackTiming& timing = directory_.tracks[track.value].timing;
    ClusterWalker walker(*source_, directory_.layout);
    BT_TRY(std::optional<std::uint64_t> offset, first_cluster_of(window, walker));
    const auto is_ours = [&](const Frame& frame) { return frame.track == track.value; };
    const auto is_enough = [&](const Frame& frame) {
        return is_ours(frame) && (window.stop_at_first || timing.presentation(frame.time, frame.lace_index) >= window.until + margin_behind);
    };
    std::vector<Frame> frames;
    while (offset) {
        BT_TRY(const Cluster cluster, this->cluster(*offset, walker, is_enough));
        if (cluster->timestamp > window.read_until) break;
        std::ranges::copy_if(cluster->frames, std::back_inserter(frames), is_ours);
        if (frames.size() > kMaxSamples) return Error{Fault::TooLarge, fmt::format("more than {} frames in one stretch", kMaxSamples)};
        if (std::ranges::any_of(cluster->frames, is_enough)) break;
        offset = cluster->next;
    }
    return frames;
}

Result<std::vector<Sample>> MatroskaFile::read_window(TrackNumber track, Window window) const {
    const TrackTiming& timing = directory_.tracks[track.value].timing;
    const TrackKind kind = description_.tracks[track.value].kind;
    const auto time_of = [&](const Frame& frame) { return timing.presentation(frame.time, frame.lace_index); };
    std::vector<Frame> frames;
    bool is_whole = false;
    if (kind == TrackKind::Audio) {
        const bool is_everything = window.margin_before == 0 && window.margin_behind == 0;
        BT_TRY(frames, read_frames(track, window, 0));
        is_whole = is_everything || (lies_in_order(frames, timing) && (window.margin_before == 0 || (!frames.empty() && time_of(frames.front()) < window.from)));
    }
    window.read_from -= window.margin_before;
    if (kind == TrackKind::Audio && !is_whole && window.margin_before > 0) {
        BT_TRY(frames, read_frames(track, window, 0));
        is_whole = lies_in_order(frames, timing);
    }
    if (!is_whole) { BT_TRY(frames, read_frames(track, window, window.margin_behind)); }
    std::vector<Timed> timed;
    timed.reserve(frames.size());
    for (const Frame& frame : frames) timed.push_back({frame, time_of(frame)});
    if (!timing.frame) divide_laces(timed);
    return make_samples(timed, timing, kind, window.from, window.until);
}

Result<std::vector<Sample>> MatroskaFile::samples_between(TrackNumber track, std::optional<MediaInstant> from, std::optional<MediaInstant> until) const {
    BT_TRY(const TrackDirectory* directory, directory_of(track));
    if (description_.tracks[track.value].kind == TrackKind::Video)
        return Error{Fault::Invalid, "pictures are read from sync point to sync point"};
    const TrackTiming& timing = directory->timing;
    const auto scale = static_cast<std::int64_t>(directory_.layout.timestamp_scale);
    constexpr std::int64_t kFar = std::int64_t{1} << 62;
    Window window{.from = -kFar, .until = kFar - kMarginBehind, .read_from = -kFar, .read_until = kFar};
    if (from) {
        window.from = ceil_ticks(*from, timing.timescale);
        window.read_from = timing.to_stored(window.from);
        window.margin_before = kMarginBefore / scale;
    }
    if (until) {
        window.until = ceil_ticks(*until, timing.timescale);
        window.read_until = timing.to_stored(window.until) + kMarginBehind / scale;
        window.margin_behind = timing.timescale.ticks_per_second * (kMarginBehind / 1'000'000'000);
    }
    if (window.from >= window.until) return std::vector<Sample>{};
    return read_window(track, window);
}

Result<Sample> MatroskaFile::first_sample(TrackNumber track) const {
    BT_TRY(const TrackDirectory* directory, directory_of(track));
    const auto none = [&] { return Error{Fault::NotFound, fmt::format("track {} has no samples", track.value)}; };
    std::vector<Sample> samples;
    if (description_.tracks[track.value].kind == TrackKind::Video) {
        if (directory->sync.empty()) return none();
        BT_TRY(samples, samples_from_sync(track, 0, 1));
    } else {
        constexpr std::int64_t kFar = std::int64_t{1} << 62;
        BT_TRY(samples, read_window(track, {.from = -kFar, .until = kFar - kMarginBehind, .read_from = -kFar, .read_until = kFar, .stop_at_first = true}));
    }
    if (samples.empty()) return none();
    return samples.front();
}

// ---- bandwidth ------------------------------------------------------------------------------------------------------------

double MatroskaFile::fraction_before(const TrackTiming& timing, std::int64_t ticks) const {
    const auto& clusters = directory_.clusters;
    const SegmentLayout& layout = directory_.layout;
    if (clusters.size() < 2) return 0;
    const std::int64_t stored = timing.to_stored(ticks);
    const std::uint64_t begin = std::min(layout.first_cluster, clusters.front().offset);
    // Without what lies among the clusters and is none.
    const auto filled = [&](std::uint64_t offset) {
        std::uint64_t bytes = offset - begin;
        for (const ByteRange& gap : directory_.gaps) {
            if (gap.offset >= begin && gap.offset < offset) bytes -= std::min(bytes, gap.size);
        }
        return static_cast<double>(bytes);
    };
    const auto at = [&](const ClusterEntry& entry) { return filled(entry.offset); };
    const auto behind = std::upper_bound(clusters.begin(), clusters.end(), stored,
                                         [](std::int64_t time, const ClusterEntry& entry) { return time < entry.time; });
    // Between two entries, and behind the last: in proportion.
    const auto upper = std::clamp(behind, clusters.begin() + 1, clusters.end() - 1);
    const auto lower = upper - 1;
    const double step = static_cast<double>(upper->time - lower->time);
    const double part = step > 0 ? static_cast<double>(stored - lower->time) / step : 0;
    const double position = at(*lower) + part * (at(*upper) - at(*lower));
    return std::clamp(position / std::max(1.0, filled(layout.end)), 0.0, 1.0);
}

double MatroskaFile::sound_before(std::optional<MediaInstant> t) const {
    double bytes = 0;
    for (const Track& track : description_.tracks)
        if (track.kind == TrackKind::Audio) bytes += static_cast<double>(bytes_before(track.number, t));
    return bytes;
}

std::uint64_t MatroskaFile::bytes_before(TrackNumber track, std::optional<MediaInstant> t) const {
    if (track.value >= directory_.tracks.size()) return 0;
    const TrackDirectory& directory = directory_.tracks[track.value];
    if (!t) return directory.payload_bytes;
    const Track& described = description_.tracks[track.value];
    const std::int64_t ticks = ceil_ticks(*t, directory.timing.timescale);
    double fraction = 0;
    if (described.kind == TrackKind::Video && directory_.clusters.size() >= 2) {
        // The file's own curve without the sound's: in a quiet scene much of it is sound, in a wild one little.
        const auto& layout = directory_.layout;
        double all = static_cast<double>(layout.end - std::min(layout.first_cluster, directory_.clusters.front().offset));
        for (const ByteRange& gap : directory_.gaps) all -= std::min(all, static_cast<double>(gap.size));
        const double whole = all - sound_before(std::nullopt), position = fraction_before(directory.timing, ticks);
        fraction = whole > 0 ? (position * all - sound_before(t)) / whole : position;
    } else if (const auto& knots = directory.knots; knots.size() >= 2) {
        const auto behind = std::upper_bound(knots.begin(), knots.end(), ticks, [](std::int64_t time, const PayloadKnot& knot) { return time < knot.time; });
        if (behind == knots.begin()) return 0;
        if (behind == knots.end()) return directory.payload_bytes;
        const PayloadKnot &from = *(behind - 1), &until = *behind;
        const double part = static_cast<double>(ticks - from.time) / static_cast<double>(until.time - from.time);
        return from.bytes + static_cast<std::uint64_t>(part * static_cast<double>(until.bytes - from.bytes));
    } else if (described.duration.ticks > 0) {
        fraction = static_cast<double>(ticks - described.start.ticks) / static_cast<double>(described.duration.ticks);
    }
    return static_cast<std::uint64_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(directory.payload_bytes));
}

}  // namespace bt::media::matroska
