#include "media/matroska/cluster_cache.h"

#include <algorithm>

namespace bt::media::matroska {

std::shared_ptr<const ClusterFrames> ClusterCache::find(std::uint64_t offset) {
    const std::lock_guard lock(mutex_);
    for (Entry& entry : entries_) {
        if (entry.cluster->offset != offset) continue;
        entry.used = ++clock_;
        return entry.cluster;
    }
    return nullptr;
}

void ClusterCache::put(std::shared_ptr<const ClusterFrames> cluster) {
    if (cluster->frames.size() > kMaxFrames) return;
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.cluster->offset == cluster->offset; });
    if (known != entries_.end()) {
        const bool goes_further = known->cluster->rest && (!cluster->rest || *cluster->rest > *known->cluster->rest);
        if (!goes_further) return;  // another thread walked it meanwhile
        frames_ -= known->cluster->frames.size();
        entries_.erase(known);
    }
    frames_ += cluster->frames.size();
    entries_.push_back({std::move(cluster), ++clock_});
    while (entries_.size() > kMaxClusters || frames_ > kMaxFrames) {
        const auto oldest = std::min_element(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
        frames_ -= oldest->cluster->frames.size();
        entries_.erase(oldest);
    }
}

}  // namespace bt::media::matroska
