#include "media/isobmff/sample_tables.h"

#include <fmt/format.h>

namespace bt::media::isobmff {
namespace {

Error too_few(std::string_view what, std::uint64_t declared, std::uint64_t room, std::uint64_t offset) {
    return {.fault = Fault::Truncated, .message = fmt::format("{} {} declared, room for {}", declared, what, room), .offset = offset};
}

/// The part of a body that comes before its entries.
Result<ByteReader> read_head(FileWindow& window, const Box& box, std::uint64_t size) {
    if (box.body_size() < size) return too_few("bytes of header", size, box.body_size(), box.offset);
    BT_TRY(const ByteView bytes, window.view({box.body_offset(), size}, size));
    return ByteReader(bytes, box.body_offset());
}

/// A FullBox of entry_count entries of the same length: the shape of all tables but the sizes.
Result<Table> read_table(FileWindow& window, const Box& box, std::uint32_t entry_bytes) {
    constexpr std::uint64_t kHead = 8;
    BT_TRY(ByteReader in, read_head(window, box, kHead));
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_TRY(const auto entry_count, in.u32());
    const auto room = (box.body_size() - kHead) / entry_bytes;
    if (entry_count > room) return too_few("entries", entry_count, room, box.offset);
    return Table{.offset = box.body_offset() + kHead, .count = entry_count};
}

}  // namespace

Result<Table> read_stts(FileWindow& window, const Box& box) { return read_table(window, box, kSttsBytes); }
Result<Table> read_ctts(FileWindow& window, const Box& box) { return read_table(window, box, kCttsBytes); }
Result<Table> read_stsc(FileWindow& window, const Box& box) { return read_table(window, box, kStscBytes); }
Result<Table> read_stco(FileWindow& window, const Box& box) { return read_table(window, box, 4); }
Result<Table> read_co64(FileWindow& window, const Box& box) { return read_table(window, box, 8); }
Result<Table> read_stss(FileWindow& window, const Box& box) { return read_table(window, box, kStssBytes); }

Result<SampleSizes> read_stsz(FileWindow& window, const Box& box) {
    constexpr std::uint64_t kHead = 12;
    BT_TRY(ByteReader in, read_head(window, box, kHead));
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_TRY(const auto sample_size, in.u32());
    BT_TRY(const auto sample_count, in.u32());
    const auto room = (box.body_size() - kHead) / 4;
    if (sample_size == 0 && sample_count > room) return too_few("sample sizes", sample_count, room, box.offset);
    return SampleSizes{.constant = sample_size, .count = sample_count, .bits = 32, .offset = box.body_offset() + kHead};
}

Result<SampleSizes> read_stz2(FileWindow& window, const Box& box) {
    constexpr std::uint64_t kHead = 12;
    BT_TRY(ByteReader in, read_head(window, box, kHead));
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    BT_TRY(const auto reserved_and_field_size, in.u32());
    BT_TRY(const auto sample_count, in.u32());
    const auto field_size = static_cast<std::uint8_t>(reserved_and_field_size);
    if (field_size != 4 && field_size != 8 && field_size != 16) {
        return Error{.fault = Fault::Malformed, .message = fmt::format("sample sizes of {} bits", field_size), .offset = box.offset};
    }
    const auto room = (box.body_size() - kHead) * 8 / field_size;
    if (sample_count > room) return too_few("sample sizes", sample_count, room, box.offset);
    return SampleSizes{.constant = 0, .count = sample_count, .bits = field_size, .offset = box.body_offset() + kHead};
}

Result<void> read_sample_table(FileWindow& window, const Box& box, SampleTables& into) {
    const auto type = box.type;
    if (type == FourCc("stts")) {
        BT_TRY(into.stts, read_stts(window, box));
    } else if (type == FourCc("ctts")) {
        BT_TRY(into.ctts, read_ctts(window, box));
    } else if (type == FourCc("stsc")) {
        BT_TRY(into.stsc, read_stsc(window, box));
    } else if (type == FourCc("stsz")) {
        BT_TRY(into.sizes, read_stsz(window, box));
    } else if (type == FourCc("stz2")) {
        BT_TRY(into.sizes, read_stz2(window, box));
    } else if (type == FourCc("stco")) {
        BT_TRY(into.chunks, read_stco(window, box));
        into.chunk_bytes = 4;
    } else if (type == FourCc("co64")) {
        BT_TRY(into.chunks, read_co64(window, box));
        into.chunk_bytes = 8;
    } else if (type == FourCc("stss")) {
        BT_TRY(into.stss, read_stss(window, box));
    }
    return {};
}

}  // namespace bt::media::isobmff
