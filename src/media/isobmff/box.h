// The boxes of ISO/IEC 14496-12:2015 §4.2: found in a file through a small window, or in bytes already read.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "io/byte_source.h"

namespace bt::media::isobmff {

/// A box in the file.
struct Box {
    FourCc type;
    std::uint64_t offset = 0;       ///< of its first byte, the size field
    std::uint64_t header_size = 8;  ///< 8, or 16 with largesize; 16 more for 'uuid'
    std::uint64_t size = 8;         ///< with the header; never reaches past the end it was read with
    bool cut_short = false;         ///< it says it is longer than the file

    std::uint64_t body_offset() const { return offset + header_size; }
    std::uint64_t body_size() const { return size - header_size; }
    std::uint64_t end() const { return offset + size; }
};

/// Reads small pieces of a file with few calls: keeps the last stretch it read.
class FileWindow {
public:
    explicit FileWindow(const io::ByteSource& source) : source_(source) {}

    const io::ByteSource& source() const { return source_; }
    /// The bytes of `range`, valid until the next call. Faults: Truncated past the file's end; TooLarge beyond `limit`.
    Result<ByteView> view(ByteRange range, std::uint64_t limit);
    /// How much to read at least when the window moves: callers that know the size of what comes next say so.
    void read_ahead(std::size_t bytes);

    /// The box at `offset`, whose container ends at `end`. A box that reaches beyond is cut to `end` and marked.
    /// Faults: Truncated when there is no room for a header; Malformed when the size is smaller than the header.
    Result<Box> box_at(std::uint64_t offset, std::uint64_t end);
    /// A box's body, copied. Faults: Truncated when the box was cut short; TooLarge beyond `limit`.
    Result<Bytes> body(const Box& box, std::uint64_t limit);

private:
    const io::ByteSource& source_;
    Bytes bytes_;
    std::uint64_t first_ = 0;
    std::size_t read_ahead_ = 4096;
};

/// Calls `visit(const Box&)` for every box inside `parent`, whose first child begins `skip` bytes into the body. Stops at the
/// end, at fewer than eight bytes, or at a size of zero: QuickTime closes lists so. A fault names the child it came from.
template <class Visit>
Result<void> for_each_child(FileWindow& window, const Box& parent, std::uint64_t skip, Visit visit) {
    constexpr std::uint64_t kSmallestBox = 8;
    if (skip > parent.body_size()) return {};
    for (auto at = parent.body_offset() + skip; parent.end() - at >= kSmallestBox;) {
        BT_TRY(const ByteView size, window.view({at, 4}, 4));
        if (ByteReader(size).u32().value() == 0) return {};
        BT_TRY(const Box child, window.box_at(at, parent.end()));
        BT_CHECK(visit(child).within(child.type.text()));
        at = child.end();
    }
    return {};
}

/// A box in memory.
struct BoxView {
    FourCc type;
    ByteReader body;
    ByteView whole;  ///< with its header
};
/// Takes the next box from `in`; its body never reaches past `in`. Faults: Truncated, Malformed.
Result<BoxView> read_box(ByteReader& in);
/// Whether another box can follow: eight bytes and no QuickTime terminator.
bool has_box(const ByteReader& in);

/// 'version' and 'flags' of a FullBox: §4.2.
struct FullBox {
    std::uint8_t version = 0;
    std::uint32_t flags = 0;
};
Result<FullBox> read_full_box(ByteReader& in);

/// Text up to a zero byte or the end, made valid UTF-8, trimmed.
std::string read_c_string(ByteReader& in);

}  // namespace bt::media::isobmff
