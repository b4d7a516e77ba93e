// The walk goes from stretch to stretch (see sample_cursor.h), not from sample to sample: in a stretch the first and last
// times tell all others, and the sizes are one sum.
#include "media/isobmff/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "media/index/frame_rate.h"

namespace bt::media::isobmff {
namespace {

constexpr std::uint32_t kBulkEntries = 1U << 15;  // 128 to 384 kB a read

/// Entries of 'stss' one after the other, leaving out what does not rise.
class SyncSamples {
public:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    SyncSamples(const io::ByteSource& source, const std::optional<Table>& stss)
        : all_(!stss), window_(source, stss.value_or(Table{}), kStssBytes, kBulkEntries) {
        next_ = all_ ? 0 : find_after(kNone);
    }
    std::uint32_t next() const { return next_; }
    void pass() { next_ = all_ ? next_ + 1 : find_after(next_); }
    const std::optional<Error>& fault() const { return window_.fault(); }

private:
    std::uint32_t find_after(std::uint32_t last) {
        for (; entry_ < window_.count(); ++entry_) {
            if (!window_.hold(entry_)) return kNone;
            const auto sample = window_.u32(entry_) - 1;  // sample_number counts from 1
            if (sample != kNone && (last == kNone || sample > last)) return sample;
        }
        return kNone;
    }
    bool all_;
    TableWindow window_;
    std::uint32_t entry_ = 0;
    std::uint32_t next_ = kNone;
};

/// The number of samples the tables can speak of, whatever they say.
Result<std::uint32_t> believable_count(const io::ByteSource& source, const SampleSizes& sizes) {
    auto count = std::uint64_t{sizes.count};
    // One size for all needs no table: only the bytes of the file bound it.
    if (sizes.constant != 0) count = std::min(count, source.size() / sizes.constant);
    if (count > kMostSamples) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("{} samples, {} allowed", count, kMostSamples)};
    }
    return static_cast<std::uint32_t>(count);
}

/// §8.7.4: the runs begin at chunk 1 and rise. Two that begin together are let pass: the first has no chunks.
Result<void> check_stsc(const io::ByteSource& source, const Table& stsc) {
    TableWindow runs(source, stsc, kStscBytes, kBulkEntries);
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < stsc.count; ++i) {
        if (!runs.hold(i)) return Error(*runs.fault()).within("stsc");
        const auto first_chunk = runs.u32(i);
        if (i == 0 ? first_chunk != 1 : first_chunk < last) {
            return Error{.fault = Fault::Malformed,
                         .message = fmt::format("run {} begins at chunk {}, after chunk {}", i + 1, first_chunk, last),
                         .place = "stsc", .offset = stsc.offset + std::uint64_t{i} * kStscBytes};
        }
        last = first_chunk;
    }
    return {};
}

class TableWalk {
public:
    TableWalk(const io::ByteSource& source, TrackKind kind, std::uint32_t timescale, Directory& directory, std::uint64_t declared)
        : kind_(kind), timescale_(timescale), file_size_(source.size()), out_(directory),
          cursor_(source, directory.tables, Place{}, kBulkEntries), sync_(source, directory.tables.stss) {
        survey_.declared_samples = declared;
    }

    Result<Survey> run(std::uint32_t count) {
        count_ = count;
        while (cursor_.place().sample < count && cursor_.settle()) {
            if (cursor_.place().sample == 0) begin();
            BT_CHECK(remember());
            auto stretch = longest_stretch();
            std::uint64_t bytes = 0;
            if (!cursor_.measure(stretch, bytes)) break;
            if (!fits(bytes)) {
                survey_.ends_early = true;
                if (!shorten_to_fit(stretch, bytes)) break;
                if (stretch > 0) BT_CHECK(take(stretch, bytes));
                break;
            }
            BT_CHECK(take(stretch, bytes));
        }
        if (cursor_.fault()) return *cursor_.fault();
        if (sync_.fault()) return Error(*sync_.fault()).within("stss");
        return finish();
    }

private:
    static constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

    bool keeps_sync() const { return kind_ == TrackKind::Video || !out_.all_sync; }
    std::int64_t time() const { return cursor_.place().decode_time + cursor_.composition_offset(); }

    /// Places some seconds apart, as a segment is long: a sample of sound may last 1/48000 s (PCM) or 20 s (a subtitle).
    void begin() {
        constexpr std::uint64_t kSeconds = 4;
        const auto apart = std::min<std::uint64_t>(kSeconds * timescale_ / std::max(cursor_.sample_delta(), 1U), kNever);
        spacing_ = kind_ == TrackKind::Video ? kNever : std::max(64U, static_cast<std::uint32_t>(apart));
        survey_.first_time = survey_.least_time = time();
        survey_.first_description = cursor_.sample_description_index();
        out_.end_time = time();
        out_.least_offset = out_.most_offset = cursor_.composition_offset();
    }

    /// The place and the sync sample here, if there is one to keep.
    Result<void> remember() {
        const auto& here = cursor_.place();
        const bool sync = keeps_sync() && sync_.next() == here.sample;
        if (sync) {
            BT_CHECK(add_sync_sample(out_, survey_, here.sample, time(), here.bytes_before));
            sync_.pass();
        }
        const bool due = out_.places.empty() || here.sample >= next_place_ ||
                         (sync && here.sample - out_.places.back().sample >= kClosestPlaces);
        if (due) {
            out_.places.push_back(here);
            next_place_ = spacing_ < kNever - here.sample ? here.sample + spacing_ : kNever;
        }
        return {};
    }

    std::uint32_t longest_stretch() const {
        const auto sample = cursor_.place().sample;
        auto stretch = std::min({cursor_.stretch(), count_ - sample, next_place_ - sample});
        if (keeps_sync()) stretch = std::min(stretch, sync_.next() - sample);
        return stretch;
    }

    bool fits(std::uint64_t bytes) const {
        const auto start = cursor_.chunk_offset();
        const auto used = cursor_.place().offset_in_chunk;
        return start <= file_size_ && used <= file_size_ - start && bytes <= file_size_ - start - used;
    }
    /// Halves the stretch until the samples that fit are known. False on a fault.
    bool shorten_to_fit(std::uint32_t& stretch, std::uint64_t& bytes) {
        std::uint32_t fitting = 0, too_many = stretch;
        while (too_many - fitting > 1) {
            const auto middle = fitting + (too_many - fitting) / 2;
            if (!cursor_.measure(middle, bytes)) return false;
            (fits(bytes) ? fitting : too_many) = middle;
        }
        stretch = fitting;
        return cursor_.measure(stretch, bytes);
    }

    Result<void> take(std::uint32_t count, std::uint64_t bytes) {
        const auto delta = cursor_.sample_delta();
        const auto offset = cursor_.composition_offset();
        const auto first = time();
        const auto last_decode = cursor_.place().decode_time + std::int64_t{count - 1} * delta;
        if (last_decode > kLastTick) {
            return Error{.fault = Fault::TooLarge, .message = "the sample durations add up to more than any film", .place = "stts"};
        }
        note_description();
        survey_.durations.add(delta, count);
        survey_.least_time = std::min(survey_.least_time, first);
        note_presentation(out_, survey_, first);
        survey_.last_decode_time = last_decode;
        out_.end_time = std::max(out_.end_time, last_decode + offset + delta);
        out_.least_offset = std::min(out_.least_offset, offset);
        out_.most_offset = std::max(out_.most_offset, offset);
        cursor_.advance(count, bytes);
        return {};
    }

    void note_description() {
        if (survey_.other_description_from == 0 && cursor_.sample_description_index() != survey_.first_description) {
            survey_.other_description_from = cursor_.place().sample;
            survey_.other_description = cursor_.sample_description_index();
        }
    }

    Survey finish() {
        const auto& end = cursor_.place();
        // The walk may have stopped at a sample it had already remembered, but which does not fit into the file.
        while (!out_.places.empty() && out_.places.back().sample >= end.sample) out_.places.pop_back();
        while (!out_.sync_samples.empty() && out_.sync_samples.back() >= end.sample) {
            out_.sync_samples.pop_back();
            out_.sync_points.pop_back();
            out_.sync_bytes_before.pop_back();
        }
        out_.sample_count = out_.table_samples = end.sample;
        out_.byte_count = end.bytes_before;
        survey_.next_decode_time = end.decode_time;
        return survey_;
    }

    TrackKind kind_;
    std::uint32_t timescale_;
    std::uint64_t file_size_;
    Directory& out_;
    SampleCursor cursor_;
    SyncSamples sync_;
    Survey survey_;
    std::uint32_t count_ = 0;
    std::uint32_t spacing_ = 0;
    std::uint32_t next_place_ = kNever;
};

}  // namespace

Result<Survey> survey_tables(const io::ByteSource& source, TrackKind kind, std::uint32_t timescale, Directory& directory) {
    const auto& tables = directory.tables;
    directory.all_sync = !tables.stss;
    BT_TRY(const auto count, believable_count(source, tables.sizes));
    BT_CHECK(check_stsc(source, tables.stsc));
    TableWalk walk(source, kind, timescale, directory, tables.sizes.count);
    BT_TRY(Survey survey, walk.run(count));
    if (count < tables.sizes.count) survey.ends_early = true;
    return survey;
}

Result<void> add_sync_sample(Directory& directory, Survey& survey, std::uint32_t sample, std::int64_t time,
                             std::uint64_t bytes_before) {
    const auto shown_at = time - directory.shift;
    auto& points = directory.sync_points;
    if (!points.empty() && shown_at <= points.back().presentation_time) {
        ++survey.unordered_sync;
        return {};
    }
    if (points.size() >= kMostSyncSamples) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("more than {} sync samples", kMostSyncSamples)};
    }
    points.push_back({shown_at});
    directory.sync_samples.push_back(sample);
    directory.sync_bytes_before.push_back(bytes_before);
    return {};
}

void Durations::add(std::uint32_t delta, std::uint64_t count) {
    if (last_) note(*last_, 1);
    if (count > 1) note(delta, count - 1);
    last_ = delta;
}

void Durations::note(std::uint32_t delta, std::uint64_t count) {
    least_ = std::min(least_, delta);
    most_ = std::max(most_, delta);
    count_ += count;
    ticks_ += static_cast<double>(delta) * static_cast<double>(count);
}

std::optional<Rational> Durations::rate(Timescale timescale) const {
    if (count_ == 0 || most_ == 0) return std::nullopt;
    const std::int64_t scale = timescale.ticks_per_second;
    if (least_ == most_) {
        const auto divisor = std::gcd(scale, std::int64_t{most_});
        return Rational{scale / divisor, most_ / divisor};
    }
    const std::int64_t rounding = most_ - least_;
    if (rounding > std::max<std::int64_t>(1, (scale + 999) / 1'000) || static_cast<double>(rounding) > ticks_ * kFrameRateTolerance) return std::nullopt;
    return recognise_frame_rate(1e9 * ticks_ / (static_cast<double>(count_) * static_cast<double>(scale)));
}

}  // namespace bt::media::isobmff
