// The opened file: answers from its directories, see directory.h and stretch.h.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "media/index/beginning.h"
#include "media/index/media_file.h"
#include "media/isobmff/directory.h"
#include "media/isobmff/fragments.h"
#include "media/isobmff/stretch.h"

namespace bt::media::isobmff {

class IsoBmffFile final : public MediaFile {
public:
    /// `directories` go with `description.tracks`, one by one.
    IsoBmffFile(std::shared_ptr<const io::ByteSource> source, Description description, std::vector<Directory> directories,
                std::vector<TrackExtends> extends);

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
    void save_directory(ByteWriter& out) const override;

private:
    Result<std::vector<Sample>> read(TrackNumber track, SampleSpan span, const TimeSpan& times) const;

    std::shared_ptr<const io::ByteSource> source_;
    Description description_;
    std::vector<Directory> directories_;
    std::vector<TrackExtends> extends_;
};

/// What is saved of an opened file.
struct StoredDirectories {
    std::vector<Directory> directories;
    std::vector<TrackExtends> extends;
};
void write_directories(ByteWriter& out, std::uint64_t file_size, std::span<const Directory> directories,
                       std::span<const TrackExtends> extends);
/// Faults: Conflict for a file of another length; Truncated, Malformed for anything write_directories would not have written.
Result<StoredDirectories> read_directories(ByteReader in, std::uint64_t file_size);

}  // namespace bt::media::isobmff
