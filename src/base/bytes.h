// Bytes and how they are read and written: bounded, big-endian (as ISO BMFF and Matroska are), never past the end.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bt {

using Bytes = std::vector<std::byte>;
/// Borrowed bytes: whoever hands them out keeps them alive.
using ByteView = std::span<const std::byte>;

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }

/// A stretch of a file: [offset, offset + size).
struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
    constexpr std::uint64_t end() const { return offset + size; }
};

/// Four printable bytes that name a box, brand, codec or handler, as in ISO/IEC 14496-12:2015 §4.2.
struct FourCc {
    std::uint32_t value = 0;

    constexpr FourCc() = default;
    constexpr explicit FourCc(std::uint32_t v) : value(v) {}
    constexpr FourCc(const char (&text)[5])  // NOLINT(google-explicit-constructor): written as "moov"
        : value((std::uint32_t{static_cast<unsigned char>(text[0])} << 24) |
                (std::uint32_t{static_cast<unsigned char>(text[1])} << 16) |
                (std::uint32_t{static_cast<unsigned char>(text[2])} << 8) | static_cast<unsigned char>(text[3])) {}
    friend constexpr auto operator<=>(const FourCc&, const FourCc&) = default;
    /// The four characters; bytes outside printable ASCII become '.'.
    std::string text() const;
};

/// Reads forward through borrowed bytes. Every read past the end is Fault::Truncated with the offset; nothing is consumed then.
class ByteReader {
public:
    ByteReader() = default;
    /// `origin` is the file position of the first byte: errors report offsets in the file.
    explicit ByteReader(ByteView bytes, std::uint64_t origin = 0) : bytes_(bytes), origin_(origin) {}

    std::size_t remaining() const { return bytes_.size() - position_; }
    bool empty() const { return remaining() == 0; }
    std::size_t position() const { return position_; }
    std::uint64_t file_offset() const { return origin_ + position_; }
    ByteView rest() const { return bytes_.subspan(position_); }

    Result<std::uint8_t> u8() { return integer<std::uint8_t, 1>(); }
    Result<std::uint16_t> u16() { return integer<std::uint16_t, 2>(); }
    Result<std::uint32_t> u24() { return integer<std::uint32_t, 3>(); }
    Result<std::uint32_t> u32() { return integer<std::uint32_t, 4>(); }
    Result<std::uint64_t> u64() { return integer<std::uint64_t, 8>(); }
    Result<std::int16_t> i16() { return integer<std::int16_t, 2>(); }
    Result<std::int32_t> i32() { return integer<std::int32_t, 4>(); }
    Result<std::int64_t> i64() { return integer<std::int64_t, 8>(); }
    Result<FourCc> four_cc();
    Result<ByteView> bytes(std::uint64_t count);
    Result<void> skip(std::uint64_t count);
    /// A reader over the next `count` bytes, which are consumed here.
    Result<ByteReader> slice(std::uint64_t count);

private:
    template <class T, std::size_t kCount>
    Result<T> integer() {
        if (remaining() < kCount) return truncated(kCount);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < kCount; ++i) value = (value << 8) | std::to_integer<std::uint64_t>(bytes_[position_ + i]);
        position_ += kCount;
        return static_cast<T>(value);
    }
    Error truncated(std::uint64_t wanted) const;

    ByteView bytes_;
    std::uint64_t origin_ = 0;
    std::size_t position_ = 0;
};

/// Appends big-endian values to bytes it owns.
class ByteWriter {
public:
    /// Room for `count` bytes in all, so that writing them allocates once.
    ByteWriter& reserve(std::size_t count) { bytes_.reserve(count); return *this; }
    std::size_t size() const { return bytes_.size(); }
    ByteView view() const { return bytes_; }
    Bytes take() && { return std::move(bytes_); }

    ByteWriter& u8(std::uint8_t v) { return integer(v, 1); }
    ByteWriter& u16(std::uint16_t v) { return integer(v, 2); }
    ByteWriter& u24(std::uint32_t v) { return integer(v, 3); }
    ByteWriter& u32(std::uint32_t v) { return integer(v, 4); }
    ByteWriter& u64(std::uint64_t v) { return integer(v, 8); }
    ByteWriter& i16(std::int16_t v) { return integer(static_cast<std::uint16_t>(v), 2); }
    ByteWriter& i32(std::int32_t v) { return integer(static_cast<std::uint32_t>(v), 4); }
    ByteWriter& i64(std::int64_t v) { return integer(static_cast<std::uint64_t>(v), 8); }
    ByteWriter& four_cc(FourCc v) { return u32(v.value); }
    ByteWriter& bytes(ByteView v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); return *this; }
    ByteWriter& text(std::string_view v) { return bytes(as_bytes(v)); }
    ByteWriter& zeros(std::size_t count) { bytes_.resize(bytes_.size() + count); return *this; }

    /// Overwrites four bytes written earlier: sizes and offsets known only afterwards.
    void patch_u32(std::size_t position, std::uint32_t v);

private:
    ByteWriter& integer(std::uint64_t v, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) bytes_.push_back(static_cast<std::byte>(v >> shift));
        return *this;
    }
    Bytes bytes_;
};

/// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);

}  // namespace bt
