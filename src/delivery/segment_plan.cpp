#include "delivery/segment_plan.h"

#include <algorithm>

namespace bt::delivery {
namespace {

/// The index of the sync point that ends a segment begun at `begin`: the latest within reach, or else the next.
std::size_t end_of_segment(std::span<const std::int64_t> syncs, std::size_t begin, std::int64_t reach) {
    const auto next = syncs.begin() + static_cast<std::ptrdiff_t>(begin) + 1;
    const auto beyond = std::upper_bound(next, syncs.end(), syncs[begin] + reach);
    if (beyond == next) return begin + 1;
    return static_cast<std::size_t>(beyond - syncs.begin()) - 1;
}

}  // namespace

SegmentPlan SegmentPlan::at_sync_points(std::span<const std::int64_t> syncs, Timescale scale, MediaInstant end) {
    SegmentPlan plan;
    plan.scale_ = scale;
    plan.sync_count_ = syncs.size();
    if (syncs.empty()) return plan;
    plan.end_ = std::max(round_to(end, scale).ticks, syncs.back() + 1);
    const auto reach = std::int64_t{kLongestWantedSeconds} * scale.ticks_per_second;
    const auto tail = round_to(MediaDuration{kShortestTailMilliseconds, kMilliseconds}, scale).ticks;
    for (std::size_t at = 0; at < syncs.size();) {
        // What remains fits: no further cut, however many sync points it holds.
        plan.starts_.push_back(syncs[at]);
        plan.first_syncs_.push_back(at);
        if (plan.end_ - syncs[at] <= reach) break;
        at = end_of_segment(syncs, at, reach);
        if (at < syncs.size() && plan.end_ - syncs[at] < tail) break;
    }
    return plan;
}

SegmentPlan SegmentPlan::even(MediaInstant start, MediaInstant end) {
    SegmentPlan plan;
    plan.scale_ = end.scale;
    const auto begin = round_to(start, end.scale).ticks;
    plan.end_ = std::max(end.ticks, begin + 1);
    const auto wanted = std::int64_t{kLongestWantedSeconds} * end.scale.ticks_per_second;
    const auto step = std::max(wanted, (plan.end_ - begin) / kMostEvenSegments + 1);
    const auto tail = round_to(MediaDuration{kShortestTailMilliseconds, kMilliseconds}, end.scale).ticks;
    plan.starts_.push_back(begin);
    for (auto at = begin + step; plan.end_ - at >= std::max<std::int64_t>(tail, 1); at += step) plan.starts_.push_back(at);
    return plan;
}

std::optional<std::size_t> SegmentPlan::index_of(SegmentNumber number) const {
    if (number.value == 0 || number.value > count()) return std::nullopt;
    return number.value - 1;
}

MediaDuration SegmentPlan::longest() const {
    MediaDuration longest{0, scale_};
    for (std::size_t i = 0; i < count(); ++i) longest = std::max(longest, duration(i));
    return longest;
}

}  // namespace bt::delivery
