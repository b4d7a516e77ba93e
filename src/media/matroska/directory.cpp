// The saved form: a version, the layout, then each list as differences in LEB128, three or four bytes an entry. An hour with a key
// frame each two seconds takes about 16 kB and 20 µs.
#include "media/matroska/directory.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::matroska {
namespace {

constexpr std::uint8_t kVersion = 2;

void put(ByteWriter& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out.u8(static_cast<std::uint8_t>(value | 0x80));
    out.u8(static_cast<std::uint8_t>(value));
}
void put_signed(ByteWriter& out, std::int64_t value) {
    put(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

/// Reads LEB128 numbers; after a failure everything is 0 and ok() is false.
class Numbers {
public:
    explicit Numbers(ByteView bytes) : bytes_(bytes) {}

    std::uint64_t next() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (position_ >= bytes_.size()) break;
            const auto part = std::to_integer<std::uint64_t>(bytes_[position_++]);
            value |= (part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        ok_ = false;
        position_ = bytes_.size();
        return 0;
    }
    std::int64_t next_signed() {
        const std::uint64_t value = next();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    /// A count of things that take at least `bytes_each`; fails when they cannot be there.
    std::size_t count(std::size_t bytes_each) {
        const std::uint64_t value = next();
        if (value <= (bytes_.size() - position_) / bytes_each) return static_cast<std::size_t>(value);
        ok_ = false;
        return 0;
    }
    /// Fails unless `condition` holds.
    void require(bool condition) { ok_ = ok_ && condition; }
    bool ok() const { return ok_; }
    bool at_end() const { return position_ == bytes_.size(); }

private:
    ByteView bytes_;
    std::size_t position_ = 0;
    bool ok_ = true;
};

void save_timing(const TrackTiming& timing, ByteWriter& out) {
    put(out, timing.timescale.ticks_per_second);
    for (const TickLength& length : {timing.frame, timing.grid}) {
        put_signed(out, length.numerator);
        put_signed(out, length.denominator);
    }
    put_signed(out, timing.origin);
    put_signed(out, timing.delay);
}

TrackTiming restore_timing(Numbers& in, const SegmentLayout& layout) {
    TrackTiming timing{.timestamp_scale = layout.timestamp_scale};
    const std::uint64_t ticks = in.next();
    in.require(ticks >= 1 && ticks <= 1'000'000'000);
    timing.timescale = {static_cast<std::uint32_t>(ticks)};
    constexpr std::int64_t kLargest = std::int64_t{1} << 60;
    for (TickLength* length : {&timing.frame, &timing.grid}) {
        length->numerator = in.next_signed();
        length->denominator = in.next_signed();
        in.require(length->numerator >= 0 && length->numerator <= kLargest && length->denominator >= 1 && length->denominator <= 1'000'000'000);
        in.require(length->numerator / std::max<std::int64_t>(length->denominator, 1) <= kLargest >> 10);
    }
    timing.origin = in.next_signed();
    timing.delay = in.next_signed();
    in.require(timing.origin <= kLargest && timing.origin >= -kLargest && timing.delay >= 0 && timing.delay <= kLargest);
    return timing;
}

void save_sync(const std::vector<SyncEntry>& sync, ByteWriter& out) {
    put(out, sync.size());
    SyncEntry last;
    for (const SyncEntry& entry : sync) {
        put_signed(out, entry.time - last.time);
        put(out, entry.cluster - last.cluster);
        put(out, entry.block + 1);  // kUnknownPosition becomes 0
        last = entry;
    }
}

std::vector<SyncEntry> restore_sync(Numbers& in, const SegmentLayout& layout) {
    std::vector<SyncEntry> sync(in.count(3));
    in.require(sync.size() <= kMaxSyncEntries);
    SyncEntry last;
    const std::uint64_t room = layout.end - layout.data;
    for (std::size_t i = 0; i < sync.size() && in.ok(); ++i) {
        const std::int64_t step = in.next_signed();
        const std::uint64_t ahead = in.next();
        const std::uint64_t block = in.next() - 1;
        in.require(step <= 2 * kMaxNanoseconds && step >= -2 * kMaxNanoseconds && ahead <= layout.end);
        if (!in.ok()) break;
        sync[i] = {last.time + step, last.cluster + ahead, block};
        in.require(sync[i].time <= layout.latest() && sync[i].time >= -layout.latest());
        in.require((i == 0 || step > 0) && sync[i].cluster >= layout.data && sync[i].cluster < layout.end);
        in.require(block == kUnknownPosition || block < room);
        last = sync[i];
    }
    return sync;
}

void save_clusters(const std::vector<ClusterEntry>& clusters, ByteWriter& out) {
    put(out, clusters.size());
    ClusterEntry last;
    for (const ClusterEntry& entry : clusters) {
        put(out, entry.offset - last.offset);
        put_signed(out, entry.time - last.time);
        last = entry;
    }
}

std::vector<ClusterEntry> restore_clusters(Numbers& in, const SegmentLayout& layout) {
    std::vector<ClusterEntry> clusters(in.count(2));
    in.require(clusters.size() <= kMaxSyncEntries);
    ClusterEntry last;
    for (std::size_t i = 0; i < clusters.size() && in.ok(); ++i) {
        const std::uint64_t ahead = in.next();
        const std::int64_t step = in.next_signed();
        in.require(step <= 2 * kMaxNanoseconds && step >= -2 * kMaxNanoseconds && ahead <= layout.end);
        if (!in.ok()) break;
        clusters[i] = {last.offset + ahead, last.time + step};
        in.require((i == 0 || (ahead > 0 && step >= 0)) && clusters[i].offset >= layout.data && clusters[i].offset < layout.end);
        in.require(clusters[i].time <= layout.latest() && clusters[i].time >= -layout.latest());
        last = clusters[i];
    }
    return clusters;
}

void save_knots(const std::vector<PayloadKnot>& knots, ByteWriter& out) {
    put(out, knots.size());
    PayloadKnot last;
    for (const PayloadKnot& knot : knots) {
        put_signed(out, knot.time - last.time);
        put(out, knot.bytes - last.bytes);
        last = knot;
    }
}

std::vector<PayloadKnot> restore_knots(Numbers& in) {
    constexpr std::int64_t kLargest = std::int64_t{1} << 60;
    std::vector<PayloadKnot> knots(in.count(2));
    in.require(knots.size() <= kMostKnots);
    PayloadKnot last;
    for (std::size_t i = 0; i < knots.size() && in.ok(); ++i) {
        const std::int64_t step = in.next_signed();
        const std::uint64_t more = in.next();
        in.require(step <= kLargest && step >= -kLargest && (i == 0 || step > 0) && more <= static_cast<std::uint64_t>(kLargest));
        if (!in.ok()) break;
        knots[i] = {last.time + step, last.bytes + more};
        in.require(knots[i].time <= kLargest && knots[i].time >= -kLargest);
        last = knots[i];
    }
    return knots;
}

std::vector<ByteRange> restore_gaps(Numbers& in, const SegmentLayout& layout) {
    std::vector<ByteRange> gaps(in.count(2));
    in.require(gaps.size() <= kMostGaps);
    std::uint64_t behind = layout.data;
    for (std::size_t i = 0; i < gaps.size() && in.ok(); ++i) {
        gaps[i] = {in.next(), in.next()};
        in.require(gaps[i].offset >= behind && gaps[i].offset <= layout.end && gaps[i].size <= layout.end - gaps[i].offset);
        behind = gaps[i].offset + gaps[i].size;
    }
    return gaps;
}

void save_layout(const SegmentLayout& layout, ByteWriter& out) {
    put(out, layout.data);
    put(out, layout.end);
    put(out, layout.first_cluster + 1);
    put(out, layout.timestamp_scale);
}

SegmentLayout restore_layout(Numbers& in, const Description& description, std::uint64_t file_size) {
    SegmentLayout layout;
    layout.data = in.next();
    layout.end = in.next();
    layout.first_cluster = in.next() - 1;
    layout.timestamp_scale = in.next();
    in.require(layout.data <= layout.end && layout.end <= file_size);
    in.require(layout.first_cluster == kUnknownPosition || (layout.first_cluster >= layout.data && layout.first_cluster < layout.end));
    in.require(layout.timestamp_scale >= 1 && layout.timestamp_scale <= 1'000'000'000);
    for (const Track& track : description.tracks) layout.track_numbers.push_back(track.source_id);
    return layout;
}

}  // namespace

void save(const Directory& directory, ByteWriter& out) {
    out.u8(kVersion);
    save_layout(directory.layout, out);
    put(out, directory.tracks.size());
    for (const TrackDirectory& track : directory.tracks) {
        save_timing(track.timing, out);
        out.u8(track.has_key_frames ? 1 : 0);
        put(out, track.payload_bytes);
        save_knots(track.knots, out);
        save_sync(track.sync, out);
    }
    save_clusters(directory.clusters, out);
    put(out, directory.gaps.size());
    for (const ByteRange& gap : directory.gaps) {
        put(out, gap.offset);
        put(out, gap.size);
    }
}

Result<Directory> restore(ByteReader in, const Description& description, std::uint64_t file_size) {
    BT_TRY(const std::uint8_t version, in.u8());
    if (version != kVersion) return Error{Fault::Unsupported, fmt::format("a directory of version {}", version), "directory"};
    Numbers numbers(in.rest());
    Directory directory;
    directory.layout = restore_layout(numbers, description, file_size);
    const Error malformed{Fault::Malformed, "it does not fit the file", "directory"};
    if (!numbers.ok() || numbers.next() != description.tracks.size() || description.tracks.size() > kMaxTracks) return malformed;
    for (const Track& described : description.tracks) {
        TrackDirectory track{.timing = restore_timing(numbers, directory.layout)};
        track.has_key_frames = numbers.next() == 1;
        track.payload_bytes = numbers.next();
        track.knots = restore_knots(numbers);
        if (!numbers.ok()) return malformed;
        track.sync = restore_sync(numbers, directory.layout);
        numbers.require(track.timing.timescale == described.timescale);
        numbers.require(described.kind == TrackKind::Video || track.sync.empty());
        if (!numbers.ok()) return malformed;
        directory.tracks.push_back(std::move(track));
    }
    directory.clusters = restore_clusters(numbers, directory.layout);
    if (!numbers.ok()) return malformed;
    directory.gaps = restore_gaps(numbers, directory.layout);
    if (!numbers.ok() || !numbers.at_end()) return malformed;
    return directory;
}

}  // namespace bt::media::matroska
