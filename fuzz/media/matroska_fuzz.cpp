// Any bytes are opened or refused; what is opened names only bytes that are there, in order, and survives its own directory.
#include <algorithm>
#include <cstdlib>

#include "io/byte_source.h"
#include "media/matroska/open.h"

namespace {

using namespace bt;
using namespace bt::media;

void require(bool holds) {
    if (!holds) std::abort();
}

std::vector<Sample> samples_of(const MediaFile& file, const Track& track) {
    if (track.kind == TrackKind::Video) {
        const std::size_t count = file.sync_points(track.number).size();
        if (count == 0) return {};
        auto samples = file.samples_from_sync(track.number, 0, count);
        return samples ? std::move(*samples) : std::vector<Sample>{};
    }
    auto samples = file.samples_between(track.number, std::nullopt, std::nullopt);
    return samples ? std::move(*samples) : std::vector<Sample>{};
}

void check(const MediaFile& file, const Track& track) {
    const auto points = file.sync_points(track.number);
    for (std::size_t i = 1; i < points.size(); ++i) require(points[i - 1].presentation_time <= points[i].presentation_time);
    std::int64_t last = INT64_MIN;
    for (const Sample& sample : samples_of(file, track)) {
        require(sample.data.size > 0 && sample.data.end() <= file.source()->size());
        require(sample.decode_time >= last);
        last = sample.decode_time;
    }
    if (track.kind != TrackKind::Video) {
        const MediaInstant middle{1'000, kMilliseconds};
        const auto early = file.samples_between(track.number, std::nullopt, middle);
        const auto late = file.samples_between(track.number, middle, std::nullopt);
        if (early)
            for (const Sample& sample : *early) require(MediaInstant{sample.presentation_time, track.timescale} < middle);
        if (late)
            for (const Sample& sample : *late) require(MediaInstant{sample.presentation_time, track.timescale} >= middle);
    }
    (void)file.first_sample(track.number);
    (void)file.bytes_before(track.number, MediaInstant{1'000, kMilliseconds});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span{data, size});
    const auto source = std::make_shared<io::MemorySource>(to_bytes(bytes));
    const auto file = open_matroska(source);
    if (!file) return 0;
    const Description& description = (*file)->description();
    for (const Track& track : description.tracks) check(**file, track);
    for (const Attachment& attachment : description.attachments) require(attachment.data.size <= (std::uint64_t{1} << 56));

    ByteWriter saved;
    (*file)->save_directory(saved);
    const auto again = restore_matroska(source, description, ByteReader(saved.view()));
    require(again.ok());
    ByteWriter saved_again;
    (*again)->save_directory(saved_again);
    require(std::ranges::equal(saved.view(), saved_again.view()));
    for (const Track& track : description.tracks) require(samples_of(**file, track) == samples_of(**again, track));

    // The end of the input as a directory for it: a stranger's.
    const auto strange = restore_matroska(source, description, ByteReader(bytes.last(size / 2)));
    if (strange)
        for (const Track& track : description.tracks) (void)samples_of(**strange, track);
    return 0;
}
