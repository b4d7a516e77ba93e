#include "media/matroska/survey.h"

#include <algorithm>

namespace bt::media::matroska {
namespace {

/// Enough to tell a frame rate behind reordered pictures.
constexpr std::size_t kFramesOfBeginning = 32;
/// A track that has shown nothing by then begins late; 2 000 blocks cost 2 ms.
constexpr std::size_t kMaxFramesOfBeginning = 2'000;
constexpr int kMaxClustersOfBeginning = 8;
/// What a survey may do: some days of film. Beyond it keeps what it has.
constexpr std::uint64_t kMaxSurveyReads = 4'000'000;
constexpr std::uint64_t kMaxSurveyElements = 40'000'000;

}  // namespace

Result<std::vector<TrackBeginning>> look_at_beginning(ClusterWalker& walker, const std::vector<bool>& wanted) {
    std::vector<TrackBeginning> tracks(wanted.size());
    std::size_t missing = static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), true));
    std::size_t seen = 0;
    std::optional<std::uint64_t> cluster;
    if (walker.layout().first_cluster != kUnknownPosition) cluster = walker.layout().first_cluster;
    for (int i = 0; cluster && i < kMaxClustersOfBeginning; ++i) {
        BT_TRY(const WalkEnd end, walker.walk(*cluster, [&](const Frame& frame) {
            TrackBeginning& track = tracks[frame.track];
            if (frame.is_key && !track.first_key) track.first_key = SyncEntry{frame.time, *cluster, frame.block};
            if (track.frames.size() < kFramesOfBeginning) {
                track.frames.push_back(frame);
                track.bytes += frame.size;
                if (track.frames.size() == kFramesOfBeginning && wanted[frame.track]) --missing;
            }
            return missing > 0 && ++seen < kMaxFramesOfBeginning;
        }));
        if (end.stopped) break;
        BT_TRY(cluster, walker.next_cluster(end.next));
    }
    return tracks;
}

Result<Survey> survey(ClusterWalker& walker) {
    Survey result;
    result.tracks.resize(walker.layout().track_numbers.size());
    std::optional<std::uint64_t> cluster;
    if (walker.layout().first_cluster != kUnknownPosition) cluster = walker.layout().first_cluster;
    while (cluster) {
        BT_TRY(const WalkEnd end, walker.walk(*cluster, [&](const Frame& frame) {
            TrackTotals& track = result.tracks[frame.track];
            const SyncEntry place{frame.time, *cluster, frame.block};
            if (track.frames == 0) {
                track.first_time = frame.time;
                track.last_time = frame.time;
                track.first_frame = place;
            }
            ++track.frames;
            track.bytes += frame.size;
            track.first_time = std::min(track.first_time, frame.time);
            if (frame.time >= track.last_time) {
                track.last_time = frame.time;
                track.last_duration = frame.duration;
                track.last_lace_index = frame.lace_index;
            }
            if (track.sync.size() > 1 && frame.time < track.sync.back().time) track.has_leading_pictures = true;
            const bool rises = track.sync.empty() || track.sync.back().time < frame.time;
            if (frame.is_key && frame.lace_index == 0 && rises && track.sync.size() < kMaxSyncEntries) track.sync.push_back(place);
            return true;
        }));
        add_cluster(result.clusters, {*cluster, end.timestamp});
        result.is_damaged = result.is_damaged || end.damaged;
        if (walker.window().reads() > kMaxSurveyReads || walker.elements() > kMaxSurveyElements) {
            result.is_complete = false;
            break;
        }
        BT_TRY(cluster, walker.next_cluster(end.next));
    }
    return result;
}

Result<bool> cues_are_true(ClusterWalker& walker, std::uint8_t track, std::span<const SyncEntry> entries) {
    if (entries.empty()) return false;
    constexpr std::size_t kLooks = 5;
    for (std::size_t i = 0; i < kLooks; ++i) {
        const SyncEntry& entry = entries[(entries.size() - 1) * i / (kLooks - 1)];
        bool is_there = false;
        const auto look = [&](const Frame& frame) {
            if (frame.track != track) return true;
            const bool is_it = entry.block == kUnknownPosition ? frame.is_key && frame.time == entry.time : frame.block == entry.block;
            if (is_it) is_there = frame.is_key && frame.time == entry.time;
            return !is_it;
        };
        auto walked = walker.walk(entry.cluster, look, entry.block == kUnknownPosition ? 0 : entry.block);
        if (!walked && walked.error().fault == Fault::Io) return std::move(walked).error();
        if (!walked || !is_there) return false;
    }
    return true;
}

Result<std::vector<TrackPace>> cluster_pace(ClusterWalker& walker, std::uint64_t offset) {
    struct Seen {
        std::uint64_t bytes = 0, last_bytes = 0;  ///< of all frames, and of those at the last time
        bool any = false;
    };
    const auto tracks = walker.layout().track_numbers.size();
    std::vector<TrackPace> paces(tracks);
    std::vector<Seen> seen(tracks);
    std::size_t frames = 0;
    const auto walked = walker.walk(offset, [&](const Frame& frame) {
        auto& pace = paces[frame.track];
        auto& own = seen[frame.track];
        if (!own.any) pace.first_time = pace.last_time = frame.time;
        if (!own.any || frame.time > pace.last_time) {
            pace.last_time = frame.time;
            own.last_bytes = 0;
        }
        own.any = true;
        own.bytes += frame.size;
        if (frame.time == pace.last_time) own.last_bytes += frame.size;
        return ++frames < kMostFramesOfLook;
    });
    if (!walked && walked.error().fault == Fault::Io) return walked.error();
    if (!walked) return std::vector<TrackPace>(tracks);
    for (std::size_t i = 0; i < tracks; ++i) paces[i].bytes = seen[i].bytes - seen[i].last_bytes;
    return paces;
}

Result<std::vector<ByteRange>> gaps_behind(ClusterWalker& walker, std::uint64_t offset, std::uint64_t until, std::uint64_t least) {
    constexpr int kMostClusters = 16;
    std::vector<ByteRange> gaps;
    std::optional<std::uint64_t> cluster = offset;
    for (int i = 0; cluster && *cluster < until && i < kMostClusters; ++i) {
        const auto head = walker.head(*cluster);
        if (!head && head.error().fault == Fault::Io) return head.error();
        if (!head || head->end == kUnknownPosition || head->end >= until) break;
        BT_TRY(cluster, walker.next_cluster(head->end, [&](const Element& other) {
            const auto size = other.end() - other.offset;
            if (size >= least && other.end() <= until && gaps.size() < 4) gaps.push_back({other.offset, size});
        }));
    }
    return gaps;
}

namespace {

/// What lies behind the key frame tells: leading pictures are decoded before all that is shown later. Where its cluster ends, the next one
/// says; damage says nothing.
Result<bool> leads(ClusterWalker& walker, std::uint8_t track, const SyncEntry& entry) {
    bool is_behind = false, is_told = false, is_leading = false;
    std::size_t frames = 0;
    const auto look = [&](const Frame& frame) {
        if (++frames > kMostFramesOfLook) return false;  // a cluster that was made to cost time
        if (frame.track != track) return true;
        if (!is_behind) {
            is_behind = frame.is_key && frame.time == entry.time;
            return true;
        }
        is_told = true;
        is_leading = frame.time < entry.time;
        return false;
    };
    std::optional<std::uint64_t> cluster = entry.cluster;
    for (std::uint64_t from = entry.block == kUnknownPosition ? 0 : entry.block; cluster && !is_told; from = 0) {
        const bool is_next = is_behind;
        if (frames > kMostFramesOfLook) break;
        const auto walked = walker.walk(*cluster, look, from);
        if (!walked && walked.error().fault == Fault::Io) return walked.error();
        if (!walked || is_told || is_next || !is_behind) break;
        BT_TRY(cluster, walker.next_cluster(walked->next));
    }
    return is_leading;
}

}  // namespace

Result<bool> has_leading_pictures(ClusterWalker& walker, std::uint8_t track, std::span<const SyncEntry> entries) {
    if (entries.size() < 2) return false;
    entries = entries.subspan(1);  // nothing lies before the first
    const auto looks = std::min(entries.size(), kLeadingLooks);
    for (std::size_t i = 0; i < looks; ++i) {
        BT_TRY(const bool is_open, leads(walker, track, entries[looks < 2 ? 0 : (entries.size() - 1) * i / (looks - 1)]));
        if (is_open) return true;
    }
    return false;
}

}  // namespace bt::media::matroska
