// ISO BMFF boxes written by hand in tests: box("stsc", u32(0), u32(1), u32(1), u32(5), u32(1)).
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace bt::testing {

inline Bytes u8(unsigned v) { return std::move(ByteWriter().u8(static_cast<std::uint8_t>(v))).take(); }
inline Bytes u16(unsigned v) { return std::move(ByteWriter().u16(static_cast<std::uint16_t>(v))).take(); }
inline Bytes u24(unsigned v) { return std::move(ByteWriter().u24(v)).take(); }
inline Bytes u32(std::uint32_t v) { return std::move(ByteWriter().u32(v)).take(); }
inline Bytes i32(std::int32_t v) { return std::move(ByteWriter().i32(v)).take(); }
inline Bytes u64(std::uint64_t v) { return std::move(ByteWriter().u64(v)).take(); }
inline Bytes i64(std::int64_t v) { return std::move(ByteWriter().i64(v)).take(); }
inline Bytes text(std::string_view v) { return to_bytes(as_bytes(v)); }
inline Bytes zeros(std::size_t count) { return Bytes(count); }

/// The parts one after the other.
template <class... Parts>
Bytes join(const Parts&... parts) {
    Bytes out;
    (out.insert(out.end(), parts.begin(), parts.end()), ...);
    return out;
}
/// A box around the parts.
template <class... Parts>
Bytes box(FourCc type, const Parts&... parts) {
    const Bytes body = join(parts...);
    return join(u32(static_cast<std::uint32_t>(body.size() + 8)), u32(type.value), body);
}
/// A FullBox around the parts.
template <class... Parts>
Bytes full_box(FourCc type, unsigned version, unsigned flags, const Parts&... parts) {
    return box(type, u8(version), u24(flags), parts...);
}
/// The same box with a 64-bit size.
inline Bytes with_large_size(const Bytes& box) {
    return join(u32(1), Bytes(box.begin() + 4, box.begin() + 8), u64(box.size() + 8), Bytes(box.begin() + 8, box.end()));
}

}  // namespace bt::testing
