// How a response is put together: bytes made here and ranges of the original file, in order. Nothing is read until it is sent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bt::delivery {

/// Bytes in memory or, where `memory` is null, a range of the media file.
struct Piece {
    std::shared_ptr<const Bytes> memory;
    ByteRange range;

    std::uint64_t size() const { return memory ? memory->size() : range.size; }
};

/// One thing a player can ask for.
struct Resource {
    std::string content_type;
    /// Whether its URL names its content for ever: segments do; playlists may gain a subtitle and do not.
    bool is_immutable = false;
    /// Text that is worth compressing.
    bool is_text = false;
    std::vector<Piece> pieces;

    std::uint64_t size() const;
    /// Appends a range, joining it to the piece before when they touch.
    void append(ByteRange range);
    void append(Bytes bytes);
};

/// A text in one piece.
Resource text_resource(std::string content_type, std::string text);

}  // namespace bt::delivery
