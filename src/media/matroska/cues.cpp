#include "media/matroska/cues.h"

#include <algorithm>
#include <optional>

#include "media/matroska/elements.h"

namespace bt::media::matroska {
namespace {

struct Position {
    std::uint64_t track = 0, cluster = 0, block = kUnknownPosition;
};

Position read_track_positions(const Child& element) {
    Position position{.cluster = kUnknownPosition};
    Children fields(element);
    while (const auto field = fields.next()) {
        if (field->id == id::kCueTrack) position.track = field->number();
        if (field->id == id::kCueClusterPosition) position.cluster = field->number(kUnknownPosition);
        if (field->id == id::kCueRelativePosition) position.block = field->number(kUnknownPosition);
    }
    return position;
}

void add_position(const Position& position, std::int64_t time, const SegmentLayout& layout, Cues& cues) {
    const auto track = layout.track_of(position.track);
    if (!track || position.cluster >= layout.end - layout.data) return;
    if (position.block != kUnknownPosition && position.block >= layout.end - layout.data) return;
    const std::uint64_t cluster = layout.data + position.cluster;
    add_cluster(cues.clusters, {cluster, time});
    std::vector<SyncEntry>& entries = cues.by_track[*track];
    const bool rises = entries.empty() || (entries.back().time < time && entries.back().cluster <= cluster);
    if (rises && entries.size() < kMaxSyncEntries) entries.push_back({time, cluster, position.block});
}

}  // namespace

void add_cluster(std::vector<ClusterEntry>& clusters, ClusterEntry entry) {
    if (!clusters.empty() && (clusters.back().offset >= entry.offset || clusters.back().time > entry.time)) return;
    if (clusters.size() < kMaxSyncEntries) clusters.push_back(entry);
}

Cues read_cues(ByteView body, const SegmentLayout& layout) {
    Cues cues;
    cues.by_track.resize(layout.track_numbers.size());
    Children points(body);
    while (const auto point = points.next()) {
        if (point->id != id::kCuePoint) continue;
        std::optional<std::int64_t> time;
        Children fields(*point);
        while (const auto field = fields.next()) {
            if (field->id == id::kCueTime) {
                const std::uint64_t value = field->number();
                if (value > static_cast<std::uint64_t>(layout.latest())) break;
                time = static_cast<std::int64_t>(value);
            }
            // CueTime comes first in every file seen; positions before it would have no time.
            if (field->id == id::kCueTrackPositions && time) add_position(read_track_positions(*field), *time, layout, cues);
        }
    }
    cues.damaged = points.damaged();
    return cues;
}

}  // namespace bt::media::matroska
