// Movie fragments: ISO/IEC 14496-12:2015 §8.8. A fragment is read whole, each time it is needed; it is a few kilobytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/isobmff/box.h"
#include "media/isobmff/directory.h"

namespace bt::media::isobmff {

/// The largest moof believed: ten seconds of twenty tracks are some hundred kilobytes.
inline constexpr std::uint64_t kLargestMoof = std::uint64_t{16} << 20;

/// Sample defaults of a track: TrackExtendsBox, §8.8.3.
struct TrackExtends {
    std::uint32_t track_id = 0;
    std::uint32_t description = 1, duration = 0, size = 0, flags = 0;
    friend bool operator==(const TrackExtends&, const TrackExtends&) = default;
};
/// The defaults of track `track_id`; a file without a 'trex' for it has none but description 1.
TrackExtends find_extends(std::span<const TrackExtends> all, std::uint32_t track_id);

/// TrackRunBox, §8.8.8. Borrows the moof's bytes.
struct TrackRun {
    std::optional<std::int32_t> data_offset;
    std::optional<std::uint32_t> first_sample_flags;
    std::uint32_t flags = 0;  ///< tr_flags: which fields an entry has
    std::uint32_t sample_count = 0;
    ByteView entries;
};
/// TrackFragmentBox, §8.8.6: its header and runs.
struct TrackFragment {
    std::uint32_t track_id = 0;
    std::optional<std::uint64_t> base_data_offset;
    bool default_base_is_moof = false;
    std::optional<std::uint32_t> description, duration, size, flags;  ///< what 'tfhd' says instead of 'trex'
    std::optional<std::uint64_t> base_media_decode_time;
    std::vector<TrackRun> runs;
};
/// The track fragments of a MovieFragmentBox, in order. Borrows `moof`, which is the box's body.
/// `bare_left`: so many samples may still be declared that have no fields of their own, and so cost no byte of the moof (as many as the file
/// has bytes, say: each lies somewhere). It is what is left afterwards. Faults: Truncated, Malformed.
Result<std::vector<TrackFragment>> read_moof(ByteReader moof, std::uint64_t& bare_left);

/// One sample as a run tells it.
struct RunSample {
    std::uint64_t offset = 0;  ///< in the file
    std::uint32_t size = 0, duration = 0, flags = 0;
    std::int32_t composition_offset = 0;

    /// §8.8.3.1. A sample that depends on others is no sync sample, whatever its other bit says (as libavformat reads it).
    bool is_sync() const { return (flags & (kIsNonSync | kDependsOnOthers)) == 0; }
    static constexpr std::uint32_t kIsNonSync = 0x0001'0000, kDependsOnOthers = 0x0100'0000;
};

/// Resolves where the data of each track fragment of one moof begins: §8.8.7.1, in the order of its three cases.
class DataPlaces {
public:
    explicit DataPlaces(std::uint64_t moof_offset) : moof_offset_(moof_offset), next_(moof_offset) {}
    /// Nothing when the offset is before the file's beginning or beyond what 64 bits hold.
    std::optional<std::uint64_t> begin_traf(const TrackFragment& traf);
    std::optional<std::uint64_t> begin_run(const TrackRun& run);
    void end_run(std::uint64_t data_end) { next_ = data_end; }

private:
    std::uint64_t moof_offset_;
    std::uint64_t base_ = 0;
    std::uint64_t next_;  ///< where data goes on when a run does not say
};

/// Where a track fragment's samples begin in time. Starting a fragment at its tfdt, unless that lies before the sample that
/// came last: decode times never fall, so such a fragment follows on instead.
struct FragmentClock {
    std::int64_t next = 0;
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    bool was_set_back = false;  ///< a tfdt was not followed

    void begin(const TrackFragment& traf);
    /// The first track fragment of a moof has begun: others in it do not lie before.
    void hold() { last = next; }
    void pass(std::uint32_t duration) {
        last = next;
        next += duration;
    }
};

/// Calls `visit(RunSample) -> bool` for every sample of `traf`; false from it ends the walk early. Returns false then, and
/// when the data offsets make no sense.
template <class Visit>
bool for_each_sample(const TrackFragment& traf, const TrackExtends& trex, DataPlaces& places, Visit visit);

/// Leaves `places` where the data of `traf` ends: the next track fragment's may follow on from it. The work is that of reading the sizes that are
/// written. False when the data offsets make no sense.
bool pass_over(const TrackFragment& traf, const TrackExtends& trex, DataPlaces& places);

/// Adds the samples of one moof to a track's directory, after a check that their bytes lie in the file.
class FragmentSurvey {
public:
    FragmentSurvey(std::uint64_t file_size, TrackKind kind, const TrackExtends& extends, Directory& directory, Survey& survey);
    /// `places` has passed the moof's earlier track fragments. Faults: TooLarge.
    Result<void> add(std::uint64_t moof_offset, const TrackFragment& traf, DataPlaces& places);
    bool clock_was_set_back() const { return clock_.was_set_back; }

private:
    Result<void> begin_fragment(std::uint64_t moof_offset);
    Result<void> take(const RunSample& sample);

    std::uint64_t file_size_;
    TrackKind kind_;
    TrackExtends extends_;
    Directory& directory_;
    Survey& survey_;
    FragmentClock clock_;
};

// ------------------------------------------------------------------------------------------------------------------------

namespace trun_flags {
inline constexpr std::uint32_t kDataOffset = 0x001, kFirstSampleFlags = 0x004, kDuration = 0x100, kSize = 0x200, kFlags = 0x400,
                               kCompositionOffset = 0x800;
}

template <class Visit>
bool for_each_sample(const TrackFragment& traf, const TrackExtends& trex, DataPlaces& places, Visit visit) {
    const RunSample usual{.size = traf.size.value_or(trex.size), .duration = traf.duration.value_or(trex.duration),
                          .flags = traf.flags.value_or(trex.flags)};
    if (!places.begin_traf(traf)) return false;
    for (const auto& run : traf.runs) {
        const auto begin = places.begin_run(run);
        if (!begin) return false;
        std::uint64_t at = *begin;
        const std::byte* entry = run.entries.data();
        const auto field = [&](std::uint32_t flag, std::uint32_t otherwise) {
            if ((run.flags & flag) == 0) return otherwise;
            std::uint32_t value;
            std::memcpy(&value, entry, sizeof value);
            entry += sizeof value;
            return __builtin_bswap32(value);
        };
        for (std::uint32_t i = 0; i < run.sample_count; ++i) {
            RunSample sample{.offset = at};
            sample.duration = believable_delta(field(trun_flags::kDuration, usual.duration));
            sample.size = field(trun_flags::kSize, usual.size);
            sample.flags = field(trun_flags::kFlags, usual.flags);
            if (i == 0 && run.first_sample_flags) sample.flags = *run.first_sample_flags;
            sample.composition_offset = static_cast<std::int32_t>(field(trun_flags::kCompositionOffset, 0));
            if (at + sample.size < at || !visit(sample)) return false;
            at += sample.size;
        }
        places.end_run(at);
    }
    return true;
}

}  // namespace bt::media::isobmff
