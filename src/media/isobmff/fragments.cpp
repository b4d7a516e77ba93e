#include "media/isobmff/fragments.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::isobmff {
namespace {

/// More movie fragments than this are not listed: 24 hours of quarter seconds are fewer.
constexpr std::size_t kMostFragments = std::size_t{1} << 19;

Result<std::optional<std::uint32_t>> read_if(ByteReader& in, bool present) {
    if (!present) return std::optional<std::uint32_t>{};
    BT_TRY(const auto value, in.u32());
    return std::optional(value);
}

/// TrackFragmentHeaderBox, §8.8.7.
Result<void> read_tfhd(ByteReader in, TrackFragment& into) {
    BT_TRY(const auto full_box, read_full_box(in));
    const auto has = [&](std::uint32_t flag) { return (full_box.flags & flag) != 0; };
    BT_TRY(into.track_id, in.u32());
    if (has(0x000001)) {
        BT_TRY(into.base_data_offset, in.u64());
    }
    BT_TRY(into.description, read_if(in, has(0x000002)));
    BT_TRY(into.duration, read_if(in, has(0x000008)));
    BT_TRY(into.size, read_if(in, has(0x000010)));
    BT_TRY(into.flags, read_if(in, has(0x000020)));
    into.default_base_is_moof = has(0x020000);
    return {};
}

/// TrackFragmentBaseMediaDecodeTimeBox, §8.8.12. A time beyond belief counts as none.
Result<void> read_tfdt(ByteReader in, TrackFragment& into) {
    BT_TRY(const auto full_box, read_full_box(in));
    std::uint64_t time = 0;
    if (full_box.version == 1) {
        BT_TRY(time, in.u64());
    } else {
        BT_TRY(time, in.u32());
    }
    if (time <= static_cast<std::uint64_t>(kLastTick)) into.base_media_decode_time = time;
    return {};
}

std::uint32_t fields_of(const TrackRun& run) {
    using namespace trun_flags;
    std::uint32_t count = 0;
    for (const auto flag : {kDuration, kSize, kFlags, kCompositionOffset}) count += (run.flags & flag) != 0 ? 1 : 0;
    return count;
}

Result<TrackRun> read_trun(ByteReader in, std::uint64_t& bare_left) {
    using namespace trun_flags;
    BT_TRY(const auto full_box, read_full_box(in));
    TrackRun run{.flags = full_box.flags};
    BT_TRY(run.sample_count, in.u32());
    if ((run.flags & kDataOffset) != 0) {
        BT_TRY(run.data_offset, in.i32());
    }
    BT_TRY(run.first_sample_flags, read_if(in, (run.flags & kFirstSampleFlags) != 0));
    const std::uint64_t entry_bytes = std::uint64_t{4} * fields_of(run);
    const auto room = entry_bytes == 0 ? bare_left : in.remaining() / entry_bytes;
    if (run.sample_count > room) {
        return Error{.fault = Fault::Truncated, .message = fmt::format("{} samples declared, room for {}", run.sample_count, room),
                     .offset = in.file_offset()};
    }
    if (entry_bytes == 0) bare_left -= run.sample_count;
    BT_TRY(run.entries, in.bytes(entry_bytes * run.sample_count));
    return run;
}

Result<TrackFragment> read_traf(ByteReader in, std::uint64_t& bare_left) {
    TrackFragment traf;
    while (has_box(in)) {
        BT_TRY(const auto box, read_box(in));
        if (box.type == FourCc("tfhd")) {
            BT_CHECK(read_tfhd(box.body, traf).within("tfhd"));
        } else if (box.type == FourCc("tfdt")) {
            BT_CHECK(read_tfdt(box.body, traf).within("tfdt"));
        } else if (box.type == FourCc("trun")) {
            BT_TRY(const auto run, read_trun(box.body, bare_left).within("trun"));
            traf.runs.push_back(run);
        }
    }
    return traf;
}

}  // namespace

Result<std::vector<TrackFragment>> read_moof(ByteReader moof, std::uint64_t& bare_left) {
    std::vector<TrackFragment> trafs;
    while (has_box(moof)) {
        BT_TRY(const auto box, read_box(moof));
        if (box.type != FourCc("traf")) continue;
        BT_TRY(auto traf, read_traf(box.body, bare_left).within(fmt::format("traf {}", trafs.size() + 1)));
        trafs.push_back(std::move(traf));
    }
    return trafs;
}

std::optional<std::uint64_t> DataPlaces::begin_traf(const TrackFragment& traf) {
    if (traf.base_data_offset) {
        next_ = *traf.base_data_offset;
    } else if (traf.default_base_is_moof) {
        next_ = moof_offset_;
    }
    base_ = next_;
    return base_;
}

std::optional<std::uint64_t> DataPlaces::begin_run(const TrackRun& run) {
    if (!run.data_offset) return next_;
    std::uint64_t begin = 0;
    if (__builtin_add_overflow(base_, *run.data_offset, &begin)) return std::nullopt;
    return begin;
}

void FragmentClock::begin(const TrackFragment& traf) {
    if (!traf.base_media_decode_time) return;
    const auto time = static_cast<std::int64_t>(*traf.base_media_decode_time);
    if (time >= last) {
        next = time;
    } else {
        was_set_back = true;
    }
}

bool pass_over(const TrackFragment& traf, const TrackExtends& trex, DataPlaces& places) {
    using namespace trun_flags;
    if (!places.begin_traf(traf)) return false;
    const std::uint32_t usual_size = traf.size.value_or(trex.size);
    for (const auto& run : traf.runs) {
        const auto begin = places.begin_run(run);
        if (!begin) return false;
        std::uint64_t bytes = std::uint64_t{run.sample_count} * usual_size;
        if ((run.flags & kSize) != 0) {
            const std::size_t entry_bytes = std::size_t{4} * fields_of(run), before_size = (run.flags & kDuration) != 0 ? 4 : 0;
            bytes = 0;
            for (std::size_t at = before_size; at < run.entries.size(); at += entry_bytes) {
                std::uint32_t size;
                std::memcpy(&size, run.entries.data() + at, sizeof size);
                bytes += __builtin_bswap32(size);
            }
        }
        if (*begin + bytes < *begin) return false;
        places.end_run(*begin + bytes);
    }
    return true;
}

TrackExtends find_extends(std::span<const TrackExtends> all, std::uint32_t track_id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const TrackExtends& one) { return one.track_id == track_id; });
    return found != all.end() ? *found : TrackExtends{.track_id = track_id};
}

FragmentSurvey::FragmentSurvey(std::uint64_t file_size, TrackKind kind, const TrackExtends& extends, Directory& directory,
                               Survey& survey)
    : file_size_(file_size), kind_(kind), extends_(extends), directory_(directory), survey_(survey) {
    if (directory.sample_count == 0) return;
    clock_.next = survey.next_decode_time;
    clock_.last = survey.last_decode_time;
}

Result<void> FragmentSurvey::begin_fragment(std::uint64_t moof_offset) {
    auto& list = directory_.fragments;
    if (!list.empty() && list.back().moof_offset == moof_offset) return {};
    if (!list.empty() && list.back().sample_count == 0) list.pop_back();
    if (list.size() >= kMostFragments) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("more than {} movie fragments", kMostFragments)};
    }
    list.push_back({.moof_offset = moof_offset, .decode_time = clock_.next, .bytes_before = directory_.byte_count,
                    .first_sample = directory_.sample_count});
    clock_.hold();
    return {};
}

Result<void> FragmentSurvey::add(std::uint64_t moof_offset, const TrackFragment& traf, DataPlaces& places) {
    for (const auto& run : traf.runs) survey_.declared_samples += run.sample_count;
    const auto description = traf.description.value_or(extends_.description);
    if (directory_.sample_count == 0) survey_.first_description = description;
    if (description != survey_.first_description && survey_.other_description_from == 0) {
        survey_.other_description_from = directory_.sample_count;
        survey_.other_description = description;
    }
    clock_.begin(traf);
    BT_CHECK(begin_fragment(moof_offset));
    const DataPlaces before = places;
    Result<void> taken;
    const bool whole = for_each_sample(traf, extends_, places, [&](const RunSample& sample) {
        if (sample.offset > file_size_ || sample.size > file_size_ - sample.offset) return false;
        taken = take(sample);
        return taken.ok();
    });
    BT_CHECK(taken);
    if (whole) return {};
    survey_.ends_early = true;
    places = before;
    pass_over(traf, extends_, places);
    return {};
}

Result<void> FragmentSurvey::take(const RunSample& sample) {
    auto& out = directory_;
    // Every sample has a byte somewhere, so a file holds no more samples than bytes.
    if (out.sample_count >= std::min<std::uint64_t>(kMostSamples, file_size_) || clock_.next > kLastTick) {
        return Error{.fault = Fault::TooLarge, .message = "more samples or time than a film has", .place = "trun"};
    }
    const std::int64_t offset = sample.composition_offset;
    const auto time = clock_.next + offset;
    if (out.sample_count == 0) {
        survey_.first_time = survey_.least_time = out.end_time = time;
        out.least_offset = out.most_offset = offset;
    }
    survey_.least_time = std::min(survey_.least_time, time);
    out.end_time = std::max(out.end_time, time + sample.duration);
    out.least_offset = std::min(out.least_offset, offset);
    out.most_offset = std::max(out.most_offset, offset);
    if (kind_ == TrackKind::Video && sample.is_sync()) {
        BT_CHECK(add_sync_sample(out, survey_, out.sample_count, time, out.byte_count));
    }
    note_presentation(out, survey_, time);
    clock_.pass(sample.duration);
    survey_.durations.add(sample.duration, 1);
    survey_.last_decode_time = clock_.last;
    survey_.next_decode_time = clock_.next;
    ++out.sample_count;
    ++out.fragments.back().sample_count;
    out.byte_count += sample.size;
    return {};
}

}  // namespace bt::media::isobmff
