#include "media/isobmff/stretch.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::isobmff {
namespace {

Error does_not_fit(std::string_view what) {
    return {.fault = Fault::Malformed, .message = fmt::format("the index does not fit the file: {}", what)};
}

/// Collects the samples asked for, in decode order.
class Collector {
public:
    Collector(const io::ByteSource& source, const Directory& directory, TrackKind kind, SampleSpan span, const TimeSpan& times)
        : file_size_(source.size()), directory_(directory), kind_(kind), times_(times),
          next_sync_(std::lower_bound(directory.sync_samples.begin(), directory.sync_samples.end(), span.first)) {}

    /// `decode_time` and `offset` on the media's own line.
    Result<void> add(std::uint32_t index, ByteRange data, std::int64_t decode_time, std::int64_t offset, std::uint32_t duration) {
        if (data.offset > file_size_ || data.size > file_size_ - data.offset) return does_not_fit("a sample beyond its end");
        if (decode_time > kLastTick || decode_time < 0) return does_not_fit("a decode time beyond belief");
        Sample sample{.data = data, .decode_time = decode_time - directory_.shift, .duration = duration};
        sample.presentation_time = sample.decode_time + offset;
        sample.is_sync = is_sync(index);
        join(index, sample.decode_time);
        if (sample.presentation_time < times_.from || sample.presentation_time >= times_.until) return {};
        samples_.push_back(sample);
        last_index_ = index;
        return {};
    }

    /// The sample at `index` is decoded at `decode_time`: the one before it lasts until then. Fragments may leave gaps or
    /// overlap; the moov's tables never do. A subtitle's duration is how long it is shown, and stays.
    void join(std::uint32_t index, std::int64_t decode_time) {
        if (samples_.empty() || last_index_ + 1 != index || kind_ == TrackKind::Subtitle) return;
        auto& before = samples_.back();
        before.duration = static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(decode_time - before.decode_time, 0, std::numeric_limits<std::uint32_t>::max()));
    }
    std::int64_t shift() const { return directory_.shift; }
    std::vector<Sample> take() && { return std::move(samples_); }

private:
    bool is_sync(std::uint32_t index) {
        if (directory_.all_sync) return true;
        const auto end = directory_.sync_samples.end();
        while (next_sync_ != end && *next_sync_ < index) ++next_sync_;
        return next_sync_ != end && *next_sync_ == index;
    }

    std::uint64_t file_size_;
    const Directory& directory_;
    TrackKind kind_;
    TimeSpan times_;
    std::vector<std::uint32_t>::const_iterator next_sync_;
    std::vector<Sample> samples_;
    std::uint32_t last_index_ = 0;
};

/// The last place at or before `sample`.
const Place& find_place(const Directory& directory, std::uint32_t sample) {
    const auto after = std::upper_bound(directory.places.begin(), directory.places.end(), sample,
                                        [](std::uint32_t wanted, const Place& place) { return wanted < place.sample; });
    return *std::prev(after);
}

Error walk_fault(SampleCursor& cursor) {
    return cursor.fault() ? *cursor.fault() : does_not_fit("fewer samples in its tables");
}

Result<void> read_from_tables(const io::ByteSource& source, const Directory& directory, SampleSpan span, Collector& into) {
    if (directory.places.empty() || directory.places.front().sample > span.first) return does_not_fit("no place to begin");
    const Place& from = find_place(directory, span.first);
    constexpr std::uint32_t kLeast = 64, kMost = 1U << 14;
    SampleCursor cursor(source, directory.tables, from, std::clamp(span.end - from.sample, kLeast, kMost));
    while (cursor.place().sample < span.end) {
        if (!cursor.settle()) return walk_fault(cursor);
        const auto& here = cursor.place();
        const auto skipped = here.sample < span.first ? std::min(cursor.stretch(), span.first - here.sample) : 1;
        std::uint64_t bytes = 0;
        if (!cursor.measure(skipped, bytes)) return walk_fault(cursor);
        if (here.sample >= span.first) {
            std::uint64_t offset = 0;
            if (__builtin_add_overflow(cursor.chunk_offset(), here.offset_in_chunk, &offset)) return does_not_fit("an offset");
            BT_CHECK(into.add(here.sample, {offset, bytes}, here.decode_time, cursor.composition_offset(), cursor.sample_delta()));
        }
        cursor.advance(skipped, bytes);
    }
    return {};
}

/// One moof's track fragments, with the bytes they borrow.
struct Fragment {
    Bytes bytes;
    std::vector<TrackFragment> trafs;
};

Result<Fragment> read_fragment(FileWindow& window, std::uint64_t offset) {
    const auto file_size = window.source().size();
    BT_TRY(const Box box, window.box_at(offset, file_size));
    if (box.type != FourCc("moof")) return does_not_fit("no moof where one was");
    Fragment fragment;
    BT_TRY(fragment.bytes, window.body(box, kLargestMoof));
    auto bare_left = file_size;
    BT_TRY(fragment.trafs, read_moof(ByteReader(fragment.bytes, box.body_offset()), bare_left));
    return fragment;
}

/// The samples of the track in one moof, as far as they lie in `span`.
Result<void> read_from_fragment(const Fragment& fragment, const FragmentPlace& place, std::uint32_t track_id,
                                std::span<const TrackExtends> extends, SampleSpan span, Collector& into) {
    const auto stop = std::min<std::uint64_t>(span.end, std::uint64_t{place.first_sample} + place.sample_count);
    DataPlaces places(place.moof_offset);
    FragmentClock clock{.next = place.decode_time};
    std::uint32_t index = place.first_sample;
    bool is_first = true;
    for (const auto& traf : fragment.trafs) {
        if (index >= stop) break;
        const auto trex = find_extends(extends, traf.track_id);
        if (traf.track_id != track_id) {
            pass_over(traf, trex, places);
            continue;
        }
        if (!std::exchange(is_first, false)) clock.begin(traf);
        if (index == place.first_sample) clock.hold();
        Result<void> added;
        for_each_sample(traf, trex, places, [&](const RunSample& sample) {
            if (index >= stop) return false;
            const auto decode_time = clock.next;
            clock.pass(sample.duration);
            if (clock.next > kLastTick * 2) clock.next = kLastTick * 2;
            if (index++ < span.first) return true;
            added = into.add(index - 1, {sample.offset, sample.size}, decode_time, sample.composition_offset, sample.duration);
            return added.ok();
        });
        BT_CHECK(added);
    }
    if (index < stop) return does_not_fit("fewer samples in a moof");
    return {};
}

Result<void> read_from_fragments(const io::ByteSource& source, const Directory& directory,
                                 std::span<const TrackExtends> extends, SampleSpan span, Collector& into) {
    FileWindow window(source);
    const auto& list = directory.fragments;
    auto fragment = std::upper_bound(list.begin(), list.end(), span.first, [](std::uint32_t wanted, const FragmentPlace& place) {
        return wanted < place.first_sample;
    });
    if (fragment == list.begin()) return does_not_fit("no fragment to begin");
    for (--fragment; fragment != list.end() && fragment->first_sample < span.end; ++fragment) {
        BT_TRY(const Fragment read, read_fragment(window, fragment->moof_offset));
        BT_CHECK(read_from_fragment(read, *fragment, directory.track_id, extends, span, into));
    }
    // How long the last sample lasts is told by where the next fragment begins.
    if (fragment != list.end()) into.join(fragment->first_sample, fragment->decode_time - directory.shift);
    return {};
}

/// Limits of the decode times at which a presentation in `times` can be found, on the media's own line.
TimeSpan decode_limits(const Directory& directory, const TimeSpan& times) {
    const auto clamp = [](std::int64_t t) { return std::clamp(t, -2 * kLastTick, 2 * kLastTick); };
    return {clamp(times.from) + directory.shift - directory.most_offset,
            clamp(times.until) + directory.shift - directory.least_offset};
}

}  // namespace

SampleSpan find_span(const Directory& directory, const TimeSpan& times) {
    const TimeSpan limits = decode_limits(directory, times);
    SampleSpan span{0, directory.sample_count};
    // The places, then the fragments: decode times never fall along them. The stretch begins at the last entry before
    // `from` and ends at the first one not before `until`.
    const auto narrow = [&](const auto& list, auto sample_of) {
        const auto before = [](const auto& entry, std::int64_t time) { return entry.decode_time < time; };
        const auto first = std::lower_bound(list.begin(), list.end(), limits.from, before);
        if (first != list.begin()) span.first = std::max(span.first, sample_of(*std::prev(first)));
        const auto end = std::lower_bound(list.begin(), list.end(), limits.until, before);
        if (end != list.end()) span.end = std::min(span.end, sample_of(*end));
    };
    narrow(directory.places, [](const Place& place) { return place.sample; });
    narrow(directory.fragments, [](const FragmentPlace& place) { return place.first_sample; });
    span.first = std::min(span.first, span.end);
    return span;
}

Result<std::vector<Sample>> read_samples(const io::ByteSource& source, const Directory& directory, TrackKind kind,
                                         std::span<const TrackExtends> extends, SampleSpan span, const TimeSpan& times) {
    if (span.end - span.first > kMostSamplesAtOnce) {
        return Error{.fault = Fault::TooLarge,
                     .message = fmt::format("{} samples at once, {} allowed", span.end - span.first, kMostSamplesAtOnce)};
    }
    Collector collected(source, directory, kind, span, times);
    if (span.first < span.end && span.first < directory.table_samples) {
        BT_CHECK(read_from_tables(source, directory, {span.first, std::min(span.end, directory.table_samples)}, collected));
    }
    if (span.end > directory.table_samples && span.first < span.end) {
        BT_CHECK(read_from_fragments(source, directory, extends, {std::max(span.first, directory.table_samples), span.end},
                                     collected));
    }
    if (span.end == directory.table_samples && !directory.fragments.empty()) {
        collected.join(span.end, directory.fragments.front().decode_time - directory.shift);
    }
    return std::move(collected).take();
}

}  // namespace bt::media::isobmff
