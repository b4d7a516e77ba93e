// A response body as a sequence of pieces: bytes in memory that nobody changes any more, and stretches of files.
//
//     | moof (memory) | video frame (file 81,920+5,120) | video frame (file 90,112+4,800) | ...
//
// Nothing is read until it is sent. Copies share their pieces, which are as many as frames in a segment.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "io/byte_source.h"

namespace bt::http {

/// Memory when `file` is null, a stretch of `file` otherwise. Never empty.
struct Piece {
    std::shared_ptr<const void> owner;     ///< keeps `bytes` alive
    const std::byte* bytes = nullptr;      ///< memory only
    std::shared_ptr<const io::File> file;  ///< file only
    ByteRange range;                       ///< memory: {0, size}

    std::uint64_t size() const { return range.size; }
};

class Body {
public:
    Body() = default;
    Body(std::string text);  // NOLINT(google-explicit-constructor): handlers write `response.body = text`

    Body& add(std::string text);
    Body& add(std::shared_ptr<const std::string> text);
    Body& add(std::shared_ptr<const Bytes> bytes);
    /// `bytes` lie inside what `owner` keeps alive and unchanged. Null for memory that lives as long as the program.
    Body& add(std::shared_ptr<const void> owner, ByteView bytes);
    Body& add(std::shared_ptr<const io::File> file, ByteRange range);
    /// In this order; ranges that touch become one piece.
    Body& add(const std::shared_ptr<const io::File>& file, std::span<const ByteRange> ranges);
    Body& add(const Body& other);

    std::uint64_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::span<const Piece> pieces() const { return pieces_ ? std::span<const Piece>(*pieces_) : std::span<const Piece>(); }
    bool in_memory() const { return !has_file_; }

    /// The same bytes of `range` only, which lies inside this body.
    Body slice(ByteRange range) const;
    /// All of it. Blocks on files. Faults: TooLarge beyond `limit`; Truncated, Io.
    Result<std::string> read(std::uint64_t limit = 64U << 20) const;

private:
    /// The pieces for this body alone, to add to.
    std::vector<Piece>& own_pieces();

    std::shared_ptr<std::vector<Piece>> pieces_;  // nobody's other than this body's when it is written to
    std::uint64_t size_ = 0;
    bool has_file_ = false;
};

}  // namespace bt::http
