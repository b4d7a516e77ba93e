// The directories as bytes. Numbers are big-endian in the order of the structs' members; every list goes after its count.
// Reading back is a restart of the server for each file of a library, so lists are read in one loop each, and checked in it.
#include <fmt/format.h>

#include <cstring>
#include <limits>

#include "media/isobmff/isobmff_file.h"

namespace bt::media::isobmff {
namespace {

constexpr std::uint32_t kMagic = FourCc("bIM1").value;  ///< changes with the layout
constexpr std::size_t kPlaceBytes = 56, kFragmentBytes = 32, kSyncBytes = 20, kExtendsBytes = 20;

Error malformed(std::string_view what) {
    return {.fault = Fault::Malformed, .message = fmt::format("the saved index is damaged: {}", what)};
}

/// Numbers of a list whose whole length was checked before.
class Numbers {
public:
    explicit Numbers(ByteView bytes) : at_(bytes.data()) {}
    std::uint32_t u32() { return __builtin_bswap32(load<std::uint32_t>()); }
    std::uint64_t u64() { return __builtin_bswap64(load<std::uint64_t>()); }
    std::int64_t i64() { return static_cast<std::int64_t>(u64()); }

private:
    template <class T>
    T load() {
        T value;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }
    const std::byte* at_;
};

/// The numbers of `count` entries of `entry_bytes`. The count is believed as far as there are bytes.
struct List {
    std::uint32_t count = 0;
    Numbers numbers;
};
Result<List> read_list(ByteReader& in, std::size_t entry_bytes) {
    BT_TRY(const auto count, in.u32());
    BT_TRY(const auto bytes, in.bytes(std::uint64_t{count} * entry_bytes));
    return List{.count = count, .numbers = Numbers(bytes)};
}

void write_table(ByteWriter& out, const Table& table) { out.u64(table.offset).u32(table.count); }

/// A table lies in the file.
Result<Table> read_table(ByteReader& in, std::uint64_t entry_bytes, std::uint64_t file_size) {
    Table table;
    BT_TRY(table.offset, in.u64());
    BT_TRY(table.count, in.u32());
    const auto bytes = table.count * entry_bytes;
    if (table.offset > file_size || bytes > file_size - table.offset) return malformed("a table beyond the file");
    return table;
}

void write_tables(ByteWriter& out, const SampleTables& tables) {
    for (const auto* table : {&tables.stts, &tables.ctts, &tables.stsc}) write_table(out, *table);
    out.u8(tables.chunk_bytes);
    write_table(out, tables.chunks);
    out.u32(tables.sizes.constant).u32(tables.sizes.count).u8(tables.sizes.bits).u64(tables.sizes.offset);
}

Result<SampleTables> read_tables(ByteReader& in, std::uint64_t file_size) {
    SampleTables tables;
    BT_TRY(tables.stts, read_table(in, kSttsBytes, file_size));
    BT_TRY(tables.ctts, read_table(in, kCttsBytes, file_size));
    BT_TRY(tables.stsc, read_table(in, kStscBytes, file_size));
    BT_TRY(tables.chunk_bytes, in.u8());
    if (tables.chunk_bytes != 4 && tables.chunk_bytes != 8) return malformed("the length of a chunk offset");
    BT_TRY(tables.chunks, read_table(in, tables.chunk_bytes, file_size));
    auto& sizes = tables.sizes;
    BT_TRY(sizes.constant, in.u32());
    BT_TRY(sizes.count, in.u32());
    BT_TRY(sizes.bits, in.u8());
    BT_TRY(sizes.offset, in.u64());
    if (sizes.bits != 4 && sizes.bits != 8 && sizes.bits != 16 && sizes.bits != 32) return malformed("the length of a sample size");
    const auto bytes = sizes.constant != 0 ? 0 : (std::uint64_t{sizes.count} * sizes.bits + 7) / 8;
    if (sizes.offset > file_size || bytes > file_size - sizes.offset) return malformed("sample sizes beyond the file");
    return tables;
}

void write_sync_samples(ByteWriter& out, const Directory& directory) {
    out.u8(directory.all_sync ? 1 : 0).u32(static_cast<std::uint32_t>(directory.sync_samples.size()));
    for (std::size_t i = 0; i < directory.sync_samples.size(); ++i) {
        out.u32(directory.sync_samples[i]).i64(directory.sync_points[i].presentation_time).u64(directory.sync_bytes_before[i]);
    }
}

/// Samples and their presentations rise, bytes do not fall.
Result<void> read_sync_samples(ByteReader& in, Directory& into) {
    BT_TRY(const auto all_sync, in.u8());
    into.all_sync = all_sync != 0;
    BT_TRY(List list, read_list(in, kSyncBytes));
    into.sync_samples.resize(list.count);
    into.sync_points.resize(list.count);
    into.sync_bytes_before.resize(list.count);
    std::int64_t last_sample = -1, last_time = std::numeric_limits<std::int64_t>::min();
    std::uint64_t last_bytes = 0;
    for (std::size_t i = 0; i < list.count; ++i) {
        const auto sample = list.numbers.u32();
        const auto time = list.numbers.i64();
        const auto bytes = list.numbers.u64();
        if (sample <= last_sample || time <= last_time || bytes < last_bytes) return malformed("sync samples");
        into.sync_samples[i] = sample;
        into.sync_points[i].presentation_time = time;
        into.sync_bytes_before[i] = bytes;
        last_sample = sample;
        last_time = time;
        last_bytes = bytes;
    }
    if (last_sample >= into.sample_count || last_bytes > into.byte_count) return malformed("a sync sample after the last sample");
    return {};
}

void write_places(ByteWriter& out, std::span<const Place> places) {
    out.u32(static_cast<std::uint32_t>(places.size()));
    for (const auto& place : places) {
        out.i64(place.decode_time).u64(place.bytes_before).u64(place.offset_in_chunk).u32(place.sample).u32(place.chunk);
        out.u32(place.sample_in_chunk).u32(place.stts_run).u32(place.stts_used).u32(place.ctts_run).u32(place.ctts_used);
        out.u32(place.stsc_run);
    }
}

/// The first is the first sample; samples rise, times and bytes do not fall. Where the tables' runs are is believed: a walk
/// checks every entry it reads against the tables.
Result<void> read_places(ByteReader& in, Directory& into) {
    BT_TRY(List list, read_list(in, kPlaceBytes));
    into.places.resize(list.count);
    std::int64_t last_sample = -1, last_time = 0;
    std::uint64_t last_bytes = 0;
    for (auto& place : into.places) {
        auto& in_list = list.numbers;
        place.decode_time = in_list.i64();
        place.bytes_before = in_list.u64();
        place.offset_in_chunk = in_list.u64();
        place.sample = in_list.u32();
        place.chunk = in_list.u32();
        place.sample_in_chunk = in_list.u32();
        place.stts_run = in_list.u32();
        place.stts_used = in_list.u32();
        place.ctts_run = in_list.u32();
        place.ctts_used = in_list.u32();
        place.stsc_run = in_list.u32();
        if (place.sample <= last_sample || place.decode_time < last_time || place.bytes_before < last_bytes) return malformed("places");
        last_sample = place.sample;
        last_time = place.decode_time;
        last_bytes = place.bytes_before;
    }
    if ((into.table_samples > 0) != (list.count > 0) || last_sample >= into.table_samples || last_time > kLastTick ||
        last_bytes > into.byte_count || (list.count > 0 && into.places.front().sample != 0)) {
        return malformed("places that do not cover the samples");
    }
    return {};
}

void write_fragments(ByteWriter& out, std::span<const FragmentPlace> fragments) {
    out.u32(static_cast<std::uint32_t>(fragments.size()));
    for (const auto& place : fragments) {
        out.u64(place.moof_offset).i64(place.decode_time).u64(place.bytes_before).u32(place.first_sample).u32(place.sample_count);
    }
}

/// Fragments follow each other without a gap, from the end of the tables to the last sample.
Result<void> read_fragments(ByteReader& in, std::uint64_t file_size, Directory& into) {
    BT_TRY(List list, read_list(in, kFragmentBytes));
    into.fragments.resize(list.count);
    std::uint64_t next_sample = into.table_samples, last_bytes = 0;
    std::int64_t last_time = 0;
    for (auto& place : into.fragments) {
        auto& in_list = list.numbers;
        place.moof_offset = in_list.u64();
        place.decode_time = in_list.i64();
        place.bytes_before = in_list.u64();
        place.first_sample = in_list.u32();
        place.sample_count = in_list.u32();
        if (place.first_sample != next_sample || place.sample_count == 0 || place.decode_time < last_time ||
            place.bytes_before < last_bytes || place.moof_offset >= file_size) {
            return malformed("fragments");
        }
        next_sample += place.sample_count;
        last_time = place.decode_time;
        last_bytes = place.bytes_before;
    }
    if (next_sample != into.sample_count || last_time > kLastTick || last_bytes > into.byte_count) {
        return malformed("fragments that do not cover the samples");
    }
    return {};
}

Result<Directory> read_directory(ByteReader& in, std::uint64_t file_size) {
    Directory directory;
    BT_TRY(directory.track_id, in.u32());
    BT_TRY(directory.shift, in.i64());
    BT_TRY(directory.least_offset, in.i64());
    BT_TRY(directory.most_offset, in.i64());
    BT_TRY(directory.end_time, in.i64());
    BT_TRY(directory.sample_count, in.u32());
    BT_TRY(directory.table_samples, in.u32());
    BT_TRY(directory.byte_count, in.u64());
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min(), kMost = std::numeric_limits<std::int32_t>::max();
    const auto beyond = [](std::int64_t value, std::int64_t limit) { return value > limit || value < -limit; };
    if (beyond(directory.shift, 2 * kLastTick) || beyond(directory.end_time, 2 * kLastTick) || directory.least_offset < kLeast ||
        directory.most_offset > kMost || directory.least_offset > directory.most_offset) {
        return malformed("times beyond belief");
    }
    if (directory.sample_count > kMostSamples || directory.table_samples > directory.sample_count) return malformed("sample counts");
    BT_TRY(directory.tables, read_tables(in, file_size));
    BT_CHECK(read_sync_samples(in, directory));
    BT_CHECK(read_places(in, directory));
    BT_CHECK(read_fragments(in, file_size, directory));
    return directory;
}

}  // namespace

void write_directories(ByteWriter& out, std::uint64_t file_size, std::span<const Directory> directories,
                       std::span<const TrackExtends> extends) {
    out.u32(kMagic).u64(file_size).u32(static_cast<std::uint32_t>(extends.size()));
    for (const auto& one : extends) out.u32(one.track_id).u32(one.description).u32(one.duration).u32(one.size).u32(one.flags);
    out.u32(static_cast<std::uint32_t>(directories.size()));
    for (const auto& directory : directories) {
        out.u32(directory.track_id).i64(directory.shift).i64(directory.least_offset).i64(directory.most_offset);
        out.i64(directory.end_time).u32(directory.sample_count).u32(directory.table_samples).u64(directory.byte_count);
        write_tables(out, directory.tables);
        write_sync_samples(out, directory);
        write_places(out, directory.places);
        write_fragments(out, directory.fragments);
    }
}

Result<StoredDirectories> read_directories(ByteReader in, std::uint64_t file_size) {
    BT_TRY(const auto magic, in.u32());
    if (magic != kMagic) return malformed("it is of another version");
    BT_TRY(const auto stored_size, in.u64());
    if (stored_size != file_size) {
        return Error{.fault = Fault::Conflict,
                     .message = fmt::format("the file was {} bytes long and is {} now", stored_size, file_size)};
    }
    StoredDirectories stored;
    BT_TRY(List extends, read_list(in, kExtendsBytes));
    stored.extends.resize(extends.count);
    for (auto& one : stored.extends) {
        one = {.track_id = extends.numbers.u32(), .description = extends.numbers.u32(), .duration = extends.numbers.u32(),
               .size = extends.numbers.u32(), .flags = extends.numbers.u32()};
    }
    BT_TRY(const auto count, in.u32());
    for (std::uint32_t i = 0; i < count; ++i) {
        BT_TRY(auto directory, read_directory(in, file_size).within(fmt::format("track {}", i)));
        stored.directories.push_back(std::move(directory));
    }
    if (!in.empty()) return malformed("it goes on after its end");
    return stored;
}

}  // namespace bt::media::isobmff
