// Whatever the bytes are: opening ends, every sample lies in the file, stretches that touch join up, and a directory saved and
// restored gives the same answers. The second half of the input is also tried as a saved directory.
#include <algorithm>
#include <cstdlib>

#include "media/isobmff/open.h"

namespace {

using namespace bt;
using namespace bt::media;

#define MUST(condition) \
    do { if (!(condition)) std::abort(); } while (false)

void check_samples(const std::vector<Sample>& samples, std::uint64_t file_size) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
        MUST(samples[i].data.offset <= file_size && samples[i].data.size <= file_size - samples[i].data.offset);
        MUST(i == 0 || samples[i - 1].decode_time <= samples[i].decode_time);
    }
}

Result<std::vector<Sample>> all_samples(const MediaFile& file, const Track& track) {
    if (track.kind == TrackKind::Video) return file.samples_from_sync(track.number, 0, file.sync_points(track.number).size());
    return file.samples_between(track.number, {}, {});
}

/// Asks everything once; what is answered must be in order. Faults are answers.
void ask_everything(const MediaFile& file) {
    const auto size = file.source()->size();
    for (const auto& track : file.description().tracks) {
        static_cast<void>(file.first_sample(track.number));
        const auto points = file.sync_points(track.number);
        for (std::size_t i = 1; i < points.size(); ++i) MUST(points[i - 1].presentation_time < points[i].presentation_time);
        const auto all = all_samples(file, track);
        if (all) check_samples(all.value(), size);
        const MediaInstant middle{track.start.ticks + track.duration.ticks / 2, track.timescale};
        const auto before = file.samples_between(track.number, {}, middle);
        const auto after = file.samples_between(track.number, middle, {});
        const auto whole = file.samples_between(track.number, {}, {});
        if (before && after && whole) MUST(before.value().size() + after.value().size() == whole.value().size());
        static_cast<void>(file.bytes_before(track.number, middle));
    }
}

/// The two files answer alike.
void compare(const MediaFile& a, const MediaFile& b) {
    for (const auto& track : a.description().tracks) {
        const auto x = all_samples(a, track), y = all_samples(b, track);
        MUST(x.ok() == y.ok());
        if (x) MUST(x.value() == y.value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto source = std::make_shared<const io::MemorySource>(to_bytes(bytes));
    const auto opened = open_isobmff(source);
    if (!opened) return 0;
    ask_everything(*opened.value());
    ByteWriter saved;
    opened.value()->save_directory(saved);
    const auto restored = restore_isobmff(source, opened.value()->description(), ByteReader(saved.view()));
    MUST(restored.ok());
    compare(*opened.value(), *restored.value());

    // The same directory with the input's last bytes over its middle: refused, or safe to ask.
    Bytes damaged = to_bytes(saved.view());
    const auto count = std::min<std::size_t>(size / 2, 24);
    const auto at = size % (damaged.size() - std::min(count, damaged.size() - 1));
    std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(count), std::min(count, damaged.size() - at),
                damaged.begin() + static_cast<std::ptrdiff_t>(at));
    const auto doubtful = restore_isobmff(source, opened.value()->description(), ByteReader(damaged));
    if (doubtful) ask_everything(*doubtful.value());
    return 0;
}
