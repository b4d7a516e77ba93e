// A sample table read from the file a window of entries at a time: memory stays the same however long the table is.
//
// Reading an entry happens a few times for every sample of a film, so it must cost a nanosecond: `hold` is a comparison when
// the entry is in the window, and what went wrong is kept to be asked for at the end instead of being returned each time.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "io/byte_source.h"

namespace bt::media::isobmff {

/// Where the entries of a table lie in the file.
struct Table {
    std::uint64_t offset = 0;
    std::uint32_t count = 0;
    friend bool operator==(const Table&, const Table&) = default;
};

class TableWindow {
public:
    /// Reads about `window_entries` (at least 2) at once.
    TableWindow(const io::ByteSource& source, Table table, std::uint32_t entry_bytes, std::uint32_t window_entries);

    std::uint32_t count() const { return table_.count; }
    /// Makes entry `index` readable. False when it cannot: `fault()` says why.
    [[nodiscard]] bool hold(std::uint32_t index) { return index - first_ < held_ || fill(index); }
    /// How many entries from `index`, which is held, can be read without another `hold`.
    std::uint32_t held_from(std::uint32_t index) const { return held_ - (index - first_); }

    /// Big-endian values `at` bytes into the held entry `index`.
    std::uint8_t u8(std::uint32_t index, std::size_t at = 0) const { return std::to_integer<std::uint8_t>(*place(index, at)); }
    std::uint16_t u16(std::uint32_t index, std::size_t at = 0) const { return __builtin_bswap16(load<std::uint16_t>(index, at)); }
    std::uint32_t u32(std::uint32_t index, std::size_t at = 0) const { return __builtin_bswap32(load<std::uint32_t>(index, at)); }
    std::uint64_t u64(std::uint32_t index, std::size_t at = 0) const { return __builtin_bswap64(load<std::uint64_t>(index, at)); }

    const std::optional<Error>& fault() const { return fault_; }

private:
    const std::byte* place(std::uint32_t index, std::size_t at) const {
        return buffer_.data() + std::size_t{index - first_} * entry_bytes_ + at;
    }
    template <class T>
    T load(std::uint32_t index, std::size_t at) const {
        static_assert(std::endian::native == std::endian::little, "the swaps above assume it");
        T value;
        std::memcpy(&value, place(index, at), sizeof value);
        return value;
    }
    bool fill(std::uint32_t index);

    const io::ByteSource* source_;
    Table table_;
    std::uint32_t entry_bytes_;
    std::uint32_t window_entries_;
    std::uint32_t first_ = 0;
    std::uint32_t held_ = 0;
    Bytes buffer_;
    std::optional<Error> fault_;
};

}  // namespace bt::media::isobmff
