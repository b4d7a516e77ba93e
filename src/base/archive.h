// Plain values as bytes and back, for bytes that only this program reads: stored indexes, messages between its processes.
//
// A type names its fields once, for writing and reading alike, in its own namespace:
//
//     template <class Archive> void fields(Archive& a, Chapter& c) { a(c.start, c.end, c.title); }
//
// Whole numbers take eight bytes, texts and lists are counted: the bytes lie on a disk or in a socket for moments, and nothing else is asked
// of them than that they are read safely.
#pragma once

#include <bit>
#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/media_time.h"

namespace bt {

template <class Archive, class Tag, class Number> void fields(Archive& a, StrongId<Tag, Number>& id) { a(id.value); }
template <class Archive> void fields(Archive& a, ContentKey& key) { a(key.high, key.low); }
template <class Archive> void fields(Archive& a, ByteRange& r) { a(r.offset, r.size); }
template <class Archive> void fields(Archive& a, Timescale& t) { a(t.ticks_per_second); }
template <class Archive> void fields(Archive& a, MediaInstant& t) { a(t.ticks, t.scale); }
template <class Archive> void fields(Archive& a, MediaDuration& d) { a(d.ticks, d.scale); }

class WritingArchive {
public:
    explicit WritingArchive(ByteWriter& out) : out_(out) {}
    template <class... T> void operator()(const T&... values) { (value(values), ...); }

private:
    template <class T> requires std::integral<T> || std::is_enum_v<T>
    void value(T v) { out_.u64(static_cast<std::uint64_t>(v)); }
    void value(double v) { out_.u64(std::bit_cast<std::uint64_t>(v)); }
    void value(float v) { out_.u32(std::bit_cast<std::uint32_t>(v)); }
    void value(const std::string& v) { out_.u32(static_cast<std::uint32_t>(v.size())).text(v); }
    void value(const Bytes& v) { out_.u32(static_cast<std::uint32_t>(v.size())).bytes(v); }
    template <class Rep, class Period> void value(const std::chrono::duration<Rep, Period>& v) { value(v.count()); }
    template <class T> void value(const std::optional<T>& v) {
        out_.u8(v.has_value());
        if (v) value(*v);
    }
    template <class T> void value(const std::vector<T>& v) {
        out_.u32(static_cast<std::uint32_t>(v.size()));
        for (const auto& each : v) value(each);
    }
    // fields() is written for the reader, too, which fills what it is given; nothing is changed here.
    template <class T> requires std::is_class_v<T>
    void value(const T& v) { fields(*this, const_cast<T&>(v)); }

    ByteWriter& out_;
};

/// Reads what WritingArchive wrote. The bytes may be anything: after the first fault everything stays at its default. A number that its type
/// cannot hold is a fault, and so is one that is not finite; what an enumeration means is for the caller to check.
class ReadingArchive {
public:
    explicit ReadingArchive(ByteReader& in) : in_(in) {}
    template <class... T> void operator()(T&... values) { (value(values), ...); }
    bool ok() const { return ok_; }

private:
    template <class T> void whole(T& v) {
        const auto got = in_.u64();
        if (!got) return fail();
        const bool fits = std::is_signed_v<T> ? std::in_range<T>(static_cast<std::int64_t>(*got)) : std::in_range<T>(*got);
        if (!fits) return fail();
        v = static_cast<T>(*got);
    }
    template <class T> requires std::integral<T>
    void value(T& v) { whole(v); }
    template <class T> requires std::is_enum_v<T>
    void value(T& v) {
        std::underlying_type_t<T> number{};
        whole(number);
        v = static_cast<T>(number);
    }
    void value(bool& v) {
        std::uint64_t number = 0;
        whole(number);
        v = number != 0;
    }
    void value(double& v) {
        const auto got = in_.u64();
        if (!got || !std::isfinite(std::bit_cast<double>(*got))) return fail();
        v = std::bit_cast<double>(*got);
    }
    void value(float& v) {
        const auto got = in_.u32();
        if (!got || !std::isfinite(std::bit_cast<float>(*got))) return fail();
        v = std::bit_cast<float>(*got);
    }
    ByteView blob() {
        const auto size = in_.u32();
        if (!size) return fail(), ByteView{};
        const auto bytes = in_.bytes(*size);
        if (!bytes) return fail(), ByteView{};
        return *bytes;
    }
    void value(std::string& v) { v = as_text(blob()); }
    void value(Bytes& v) { v = to_bytes(blob()); }
    template <class Rep, class Period> void value(std::chrono::duration<Rep, Period>& v) {
        Rep count{};
        value(count);
        v = std::chrono::duration<Rep, Period>(count);
    }
    template <class T> void value(std::optional<T>& v) {
        const auto present = in_.u8();
        if (!present) return fail();
        if (*present != 0) value(v.emplace());
    }
    template <class T> void value(std::vector<T>& v) {
        const auto count = in_.u32();
        // Every element takes at least a byte: a longer list cannot be there.
        if (!count || *count > in_.remaining()) return fail();
        for (std::uint32_t i = 0; i < *count && ok_; ++i) value(v.emplace_back());
    }
    template <class T> requires std::is_class_v<T>
    void value(T& v) { fields(*this, v); }
    void fail() { ok_ = false; }

    ByteReader& in_;
    bool ok_ = true;
};

}  // namespace bt
