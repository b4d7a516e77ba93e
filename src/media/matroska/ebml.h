// EBML, the notation Matroska is written in: RFC 8794. Every element is an ID, a size (both of variable length) and a body.
//
// Two ways to read: SourceWindow looks at a file through 4 kB at a time, for walking over block headers with the payload
// skipped; Children goes through a body that was read into memory (Tracks, Cues, Tags).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "io/byte_source.h"

namespace bt::media::matroska {

/// A variable-size integer (RFC 8794 §4): `length` bytes, the marker bit removed.
struct Vint {
    std::uint64_t value = 0;
    unsigned length = 0;
    bool all_ones = false;  ///< every data bit set: as a size it means "unknown" (RFC 8794 §6.2)
};
/// The variable-size integer at the beginning of `bytes`; nothing when it is longer than what is there or than `longest`.
std::optional<Vint> read_vint(ByteView bytes, unsigned longest = 8);
/// An element ID: the marker bit is kept, 1 to 4 bytes (RFC 8794 §5).
std::optional<Vint> read_element_id(ByteView bytes);

/// Where an element lies in the file.
struct Element {
    std::uint32_t id = 0;
    std::uint64_t offset = 0;  ///< of its ID
    std::uint64_t data = 0;    ///< of its body
    std::uint64_t size = 0;    ///< of its body; 0 when unknown
    bool unknown_size = false;
    /// The first byte after it; may lie beyond the file. Never overflows: sizes are below 2^56, offsets are those of a file.
    std::uint64_t end() const { return data + size; }
};

/// A file seen through a small buffer. Not for several threads.
///
/// Faster: behind a payload only 1 kB is read, then 4 kB at a time while it goes on without a jump. Of the 1.6 us that reading 4 kB takes
/// from the page cache 0.4 are copying; with 512 bytes the second frame of sound was read for once more, and larger windows copy payload.
class SourceWindow {
public:
    static constexpr std::size_t kBytes = 4'096;

    explicit SourceWindow(const io::ByteSource& source) : source_(&source), size_(source.size()) {}

    std::uint64_t size() const { return size_; }
    /// How often the source was read so far: what bounds the work of a walk.
    std::uint64_t reads() const { return reads_; }

    /// At most `count` (<= kBytes) bytes at `offset`, fewer only where the file ends. Valid until the next call.
    Result<ByteView> look(std::uint64_t offset, std::size_t count);
    /// A stretch read past the window, for the rare header that does not fit it.
    Result<Bytes> read_once(ByteRange range) {
        ++reads_;
        return source_->read(range);
    }
    /// The element that begins at `offset`. Faults: Truncated when its header does not end before `limit`; Malformed.
    Result<Element> element(std::uint64_t offset, std::uint64_t limit);

private:
    /// What is read behind a payload that was jumped over: headers of the frames of sound up to the next picture.
    static constexpr std::size_t kBytesAfterJump = 1'024;

    const io::ByteSource* source_;
    std::uint64_t size_;
    std::uint64_t start_ = 0;
    std::size_t filled_ = 0;
    std::uint64_t reads_ = 0;
    std::array<std::byte, kBytes> buffer_;
};

/// A child element in memory.
struct Child {
    std::uint32_t id = 0;
    ByteView data;
    std::uint64_t data_offset = 0;  ///< in the file

    /// An unsigned integer; `absent` for an empty element (RFC 8794 §6.1), and for more than 8 bytes.
    std::uint64_t number(std::uint64_t absent = 0) const;
    /// A float of 0, 4 or 8 bytes; `absent` for other sizes and for what is not finite.
    double real(double absent = 0) const;
    /// A string up to its first NUL, at most `longest` bytes, made valid UTF-8.
    std::string text(std::size_t longest = 4'096) const;
};

/// Goes through the children of a body in memory; ends at the body's end or at the first child that does not fit.
class Children {
public:
    explicit Children(ByteView body, std::uint64_t origin = 0) : body_(body), origin_(origin) {}
    explicit Children(const Child& parent) : Children(parent.data, parent.data_offset) {}

    std::optional<Child> next();
    /// The body went on with something that is no element, or with one that does not fit.
    bool damaged() const { return damaged_; }

private:
    ByteView body_;
    std::uint64_t origin_;
    std::size_t position_ = 0;
    bool damaged_ = false;
};

}  // namespace bt::media::matroska
