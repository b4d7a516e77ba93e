// Clusters walked lately, so that picture, sound and subtitles of the same stretch are walked once.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "media/matroska/cluster_walk.h"

namespace bt::media::matroska {

/// What a cluster holds, for all tracks, in file order; or its beginning.
struct ClusterFrames {
    std::uint64_t offset = 0;
    std::int64_t timestamp = 0;
    std::vector<Frame> frames;
    std::optional<std::uint64_t> rest;  ///< the first block not looked at, as Frame::block; nothing: all are here
    std::optional<std::uint64_t> next;  ///< the cluster behind it, once all are here
};

/// Bounded; the least recently used goes first. Safe from several threads.
class ClusterCache {
public:
    /// A file that is watched needs the few clusters around each viewer: at five seconds a cluster, 64 are five minutes. A frame
    /// takes 40 bytes, so a file in use holds 1.3 MB at most.
    static constexpr std::size_t kMaxClusters = 64;
    static constexpr std::size_t kMaxFrames = 32'768;

    std::shared_ptr<const ClusterFrames> find(std::uint64_t offset);
    /// Of two walks over one cluster the one that went further stays.
    void put(std::shared_ptr<const ClusterFrames> cluster);

private:
    struct Entry {
        std::shared_ptr<const ClusterFrames> cluster;
        std::uint64_t used = 0;
    };
    std::mutex mutex_;
    std::vector<Entry> entries_;
    std::size_t frames_ = 0;
    std::uint64_t clock_ = 0;
};

}  // namespace bt::media::matroska
