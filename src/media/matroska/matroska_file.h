// A Matroska file opened for playing: the walk over the clusters of a stretch.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "media/index/beginning.h"
#include "media/index/media_file.h"
#include "media/matroska/cluster_cache.h"
#include "media/matroska/directory.h"

namespace bt::media::matroska {

struct PictureUnits;

class MatroskaFile final : public MediaFile {
public:
    MatroskaFile(std::shared_ptr<const io::ByteSource> source, Description description, Directory directory);

    /// Once, before it is shared: what the first samples tell. Not for a restored file, whose description has it. Faults: Io.
    Result<void> complete() { return describe_beginnings(*this, description_); }

    const Description& description() const override { return description_; }
    const std::shared_ptr<const io::ByteSource>& source() const override { return source_; }
    std::span<const SyncPoint> sync_points(TrackNumber track) const override;
    Result<std::vector<Sample>> samples_from_sync(TrackNumber track, std::size_t first, std::size_t end) const override;
    Result<std::vector<Sample>> samples_between(TrackNumber track, std::optional<MediaInstant> from,
                                                std::optional<MediaInstant> until) const override;
    Result<Sample> first_sample(TrackNumber track) const override;
    std::uint64_t bytes_before(TrackNumber track, std::optional<MediaInstant> t) const override;
    void save_directory(ByteWriter& out) const override { save(directory_, out); }

private:
    using Cluster = std::shared_ptr<const ClusterFrames>;
    struct Window;

    Result<const TrackDirectory*> directory_of(TrackNumber track) const;
    /// The cluster at `offset`, at least up to the first block behind a frame that is `enough`.
    Result<Cluster> cluster(std::uint64_t offset, ClusterWalker& walker, const std::function<bool(const Frame&)>& enough) const;
    Result<PictureUnits> read_units(TrackNumber track, std::size_t first, std::size_t end) const;
    /// Until a frame lies `margin_behind` ticks behind the window.
    Result<std::vector<Frame>> read_frames(TrackNumber track, const Window& window, std::int64_t margin_behind) const;
    Result<std::vector<Sample>> read_window(TrackNumber track, Window window) const;
    Result<std::optional<std::uint64_t>> first_cluster_of(const Window& window, ClusterWalker& walker) const;
    /// Bytes of all sound before it.
    double sound_before(std::optional<MediaInstant> t) const;
    /// Where in the file the time lies, as a fraction of the bytes of all clusters.
    double fraction_before(const TrackTiming& timing, std::int64_t ticks) const;

    std::shared_ptr<const io::ByteSource> source_;
    Description description_;
    Directory directory_;
    std::vector<std::vector<SyncPoint>> points_;
    mutable ClusterCache cache_;
};

}  // namespace bt::media::matroska
