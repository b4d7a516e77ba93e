#include "delivery/segment_plan.h"

#include <algorithm>

namespace bt::delivery {
namespace {

/// The index of the sync point that ends the segment of sync point `begin`: the latest that is not behind `reach`, or else the next.
std::size_t end_of_segment(std::span<const std::int64_t> syncs, std::size_t begin, std::int64_t reach) {
    const auto next = syncs.begin() + static_cast<std::ptrdiff_t>(begin) + 1;
    const auto beyond = std::upper_bound(next, syncs.end(), reach);
    if (beyond == next) return begin + 1;
    return static_cast<std::size_t>(beyond - syncs.begin()) - 1;
}

std::int64_t shortest_tail(Timescale scale) { return round_to(MediaDuration{kShortestTailMilliseconds, kMilliseconds}, scale).ticks; }

}  // namespace

SegmentPlan SegmentPlan::at_sync_points(std::span<const std::int64_t> syncs, Timescale scale, MediaInstant end) {
    SegmentPlan plan;
    plan.scale_ = scale;
    plan.sync_count_ = syncs.size();
    if (syncs.empty()) return plan;
    plan.end_ = std::max({round_to(end, scale).ticks, syncs.back() + 1, std::int64_t{1}});
    const auto reach = std::int64_t{kLongestWantedSeconds} * scale.ticks_per_second;
    const auto tail = shortest_tail(scale);
    const auto shown = std::upper_bound(syncs.begin(), syncs.end(), 0);
    for (auto at = static_cast<std::size_t>(shown - syncs.begin()) - (shown == syncs.begin() ? 0 : 1); at < syncs.size();) {
        const auto start = std::max<std::int64_t>(0, syncs[at]);
        plan.starts_.push_back(start);
        plan.first_syncs_.push_back(at);
        // What remains fits: no further cut, however many sync points it holds.
        if (plan.end_ - start <= reach) break;
        at = end_of_segment(syncs, at, start + reach);
        if (at < syncs.size() && plan.end_ - syncs[at] < tail) break;
    }
    return plan;
}

SegmentPlan SegmentPlan::even(MediaInstant start, MediaInstant end) {
    SegmentPlan plan;
    plan.scale_ = end.scale;
    const auto begin = round_to(start, end.scale).ticks;
    plan.cut_evenly(begin, std::max(end.ticks, begin + 1));
    return plan;
}

void SegmentPlan::extend_to(MediaInstant end) {
    const auto wanted = round_to(end, scale_).ticks;
    if (starts_.empty() || wanted - end_ < shortest_tail(scale_)) return;
    if (wanted - starts_.back() <= std::int64_t{kLongestWantedSeconds} * scale_.ticks_per_second) return;
    cut_evenly(end_, wanted);
}

void SegmentPlan::cut_evenly(std::int64_t begin, std::int64_t end) {
    const auto wanted = std::int64_t{kLongestWantedSeconds} * scale_.ticks_per_second;
    const auto step = std::max(wanted, (end - begin) / kMostEvenSegments + 1);
    const auto tail = std::max<std::int64_t>(shortest_tail(scale_), 1);
    starts_.push_back(begin);
    for (auto at = begin + step; end - at >= tail; at += step) starts_.push_back(at);
    end_ = end;
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
