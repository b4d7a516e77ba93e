#include "media/isobmff/sample_cursor.h"

#include <algorithm>

namespace bt::media::isobmff {
namespace {

/// The table whose entries hold the sizes: bytes, or pairs of halves, or whole numbers.
Table table_of(const SampleSizes& sizes) {
    if (sizes.constant != 0) return {};
    return {.offset = sizes.offset, .count = sizes.bits == 4 ? sizes.count / 2 + sizes.count % 2 : sizes.count};
}

}  // namespace

SampleCursor::SampleCursor(const io::ByteSource& source, const SampleTables& tables, const Place& from,
                           std::uint32_t window_entries)
    : size_format_(tables.sizes),
      chunk_bytes_(tables.chunk_bytes),
      stts_(source, tables.stts, kSttsBytes, window_entries),
      ctts_(source, tables.ctts, kCttsBytes, window_entries),
      stsc_(source, tables.stsc, kStscBytes, window_entries),
      chunks_(source, tables.chunks, tables.chunk_bytes, window_entries),
      sizes_(source, table_of(tables.sizes), std::max(1U, tables.sizes.bits / 8U), window_entries),
      place_(from) {}

const std::optional<Error>& SampleCursor::fault() {
    const auto take = [&](const TableWindow& window, std::string_view name) {
        if (!fault_ && window.fault()) fault_ = Error(*window.fault()).within(name);
    };
    take(stts_, "stts");
    take(ctts_, "ctts");
    take(stsc_, "stsc");
    take(chunks_, chunk_bytes_ == 8 ? "co64" : "stco");
    take(sizes_, size_format_.bits == 32 ? "stsz" : "stz2");
    return fault_;
}

bool SampleCursor::enter_stts_run() {
    for (; place_.stts_run < stts_.count(); ++place_.stts_run, place_.stts_used = 0) {
        if (!stts_.hold(place_.stts_run)) return false;
        const auto sample_count = stts_.u32(place_.stts_run);
        if (place_.stts_used >= sample_count) continue;
        stts_left_ = sample_count - place_.stts_used;
        delta_ = believable_delta(stts_.u32(place_.stts_run, 4));
        return true;
    }
    // Fewer durations than samples: the last one holds for the rest.
    if (stts_.count() == 0 || !stts_.hold(stts_.count() - 1)) {
        if (!fault_) fault_ = Error{.fault = Fault::Malformed, .message = "samples have no durations", .place = "stts"};
        return false;
    }
    delta_ = believable_delta(stts_.u32(stts_.count() - 1, 4));
    place_.stts_used = 0;
    stts_left_ = kForever;
    return true;
}

bool SampleCursor::enter_ctts_run() {
    for (; place_.ctts_run < ctts_.count(); ++place_.ctts_run, place_.ctts_used = 0) {
        if (!ctts_.hold(place_.ctts_run)) return false;
        const auto sample_count = ctts_.u32(place_.ctts_run);
        if (place_.ctts_used >= sample_count) continue;
        ctts_left_ = sample_count - place_.ctts_used;
        // Signed in version 1; players read version 0 so as well, since writers of negative offsets got the version wrong.
        composition_offset_ = static_cast<std::int32_t>(ctts_.u32(place_.ctts_run, 4));
        return true;
    }
    composition_offset_ = 0;
    place_.ctts_used = 0;
    ctts_left_ = kForever;
    return true;
}

bool SampleCursor::enter_chunk() {
    for (; place_.chunk < chunks_.count(); ++place_.chunk, place_.sample_in_chunk = 0, place_.offset_in_chunk = 0) {
        if (place_.chunk >= stsc_run_ends_ && !enter_stsc_run()) return false;
        if (place_.sample_in_chunk >= samples_per_chunk_) continue;
        if (!chunks_.hold(place_.chunk)) return false;
        chunk_offset_ = chunk_bytes_ == 8 ? chunks_.u64(place_.chunk) : chunks_.u32(place_.chunk);
        chunk_left_ = samples_per_chunk_ - place_.sample_in_chunk;
        return true;
    }
    return false;
}

bool SampleCursor::enter_stsc_run() {
    const auto count = stsc_.count();
    // first_chunk counts from 1: the next run holds our chunk when its first_chunk is at most chunk + 1.
    while (place_.stsc_run + 1 < count) {
        if (!stsc_.hold(place_.stsc_run + 1)) return false;
        if (stsc_.u32(place_.stsc_run + 1) > place_.chunk + 1) break;
        ++place_.stsc_run;
    }
    if (!stsc_.hold(place_.stsc_run)) return false;
    samples_per_chunk_ = stsc_.u32(place_.stsc_run, 4);
    description_ = stsc_.u32(place_.stsc_run, 8);
    stsc_run_ends_ = chunks_.count();
    if (place_.stsc_run + 1 < count) {
        if (!stsc_.hold(place_.stsc_run + 1)) return false;
        stsc_run_ends_ = stsc_.u32(place_.stsc_run + 1) - 1;
    }
    return true;
}

bool SampleCursor::measure(std::uint32_t count, std::uint64_t& bytes) {
    bytes = 0;
    if (size_format_.constant != 0) {
        bytes = std::uint64_t{size_format_.constant} * count;
        return true;
    }
    auto sample = place_.sample;
    while (count > 0) {
        const auto entry = size_format_.bits == 4 ? sample / 2 : sample;
        if (!sizes_.hold(entry)) return false;
        const auto here = size_format_.bits == 4 ? 1U : std::min(count, sizes_.held_from(entry));
        switch (size_format_.bits) {
            case 4: bytes += sample % 2 == 0 ? sizes_.u8(entry) >> 4 : sizes_.u8(entry) & 15U; break;
            case 8: for (std::uint32_t i = 0; i < here; ++i) bytes += sizes_.u8(entry + i); break;
            case 16: for (std::uint32_t i = 0; i < here; ++i) bytes += sizes_.u16(entry + i); break;
            default: for (std::uint32_t i = 0; i < here; ++i) bytes += sizes_.u32(entry + i); break;
        }
        sample += here;
        count -= here;
    }
    return true;
}

void SampleCursor::advance(std::uint32_t count, std::uint64_t bytes) {
    place_.sample += count;
    place_.decode_time += std::int64_t{count} * delta_;
    place_.bytes_before += bytes;
    if (stts_left_ != kForever) {
        stts_left_ -= count;
        place_.stts_used += count;
    }
    if (ctts_left_ != kForever) {
        ctts_left_ -= count;
        place_.ctts_used += count;
    }
    chunk_left_ -= count;
    place_.sample_in_chunk += count;
    place_.offset_in_chunk += bytes;
}

}  // namespace bt::media::isobmff
