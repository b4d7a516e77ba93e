#include "http/body.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::http {

Body::Body(std::string text) { add(std::move(text)); }

std::vector<Piece>& Body::own_pieces() {
    if (!pieces_) {
        pieces_ = std::make_shared<std::vector<Piece>>();
    } else if (pieces_.use_count() > 1) {
        pieces_ = std::make_shared<std::vector<Piece>>(*pieces_);
    }
    return *pieces_;
}

Body& Body::add(std::string text) {
    if (text.empty()) return *this;
    return add(std::make_shared<const std::string>(std::move(text)));
}

Body& Body::add(std::shared_ptr<const std::string> text) {
    const auto view = as_bytes(*text);
    return add(std::shared_ptr<const void>(std::move(text)), view);
}

Body& Body::add(std::shared_ptr<const Bytes> bytes) {
    const ByteView view = *bytes;
    return add(std::shared_ptr<const void>(std::move(bytes)), view);
}

Body& Body::add(std::shared_ptr<const void> owner, ByteView bytes) {
    if (bytes.empty()) return *this;
    own_pieces().push_back({.owner = std::move(owner), .bytes = bytes.data(), .file = nullptr, .range = {0, bytes.size()}});
    size_ += bytes.size();
    return *this;
}

Body& Body::add(std::shared_ptr<const io::File> file, ByteRange range) {
    if (range.size == 0) return *this;
    size_ += range.size;
    has_file_ = true;
    auto& pieces = own_pieces();
    if (!pieces.empty()) {
        auto& last = pieces.back();
        if (last.file == file && last.range.end() == range.offset) {
            last.range.size += range.size;
            return *this;
        }
    }
    pieces.push_back({.owner = nullptr, .bytes = nullptr, .file = std::move(file), .range = range});
    return *this;
}

Body& Body::add(const std::shared_ptr<const io::File>& file, std::span<const ByteRange> ranges) {
    auto& pieces = own_pieces();
    pieces.reserve(pieces.size() + ranges.size());
    for (const auto& range : ranges) add(file, range);
    return *this;
}

Body& Body::add(const Body& other) {
    for (const auto& piece : other.pieces()) {
        if (piece.file) {
            add(piece.file, piece.range);
        } else {
            add(piece.owner, {piece.bytes, static_cast<std::size_t>(piece.size())});
        }
    }
    return *this;
}

Body Body::slice(ByteRange range) const {
    BT_ASSERT(range.offset <= size_ && range.size <= size_ - range.offset, "the range was resolved against this body's size");
    Body part;
    std::uint64_t skip = range.offset;
    std::uint64_t left = range.size;
    for (const auto& piece : pieces()) {
        if (left == 0) break;
        if (skip >= piece.size()) {
            skip -= piece.size();
            continue;
        }
        const auto take = std::min(piece.size() - skip, left);
        if (piece.file) {
            part.add(piece.file, {piece.range.offset + skip, take});
        } else {
            part.add(piece.owner, {piece.bytes + skip, static_cast<std::size_t>(take)});
        }
        skip = 0;
        left -= take;
    }
    return part;
}

Result<std::string> Body::read(std::uint64_t limit) const {
    if (size_ > limit) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("a body of {} bytes, {} allowed", size_, limit)};
    }
    std::string all;
    all.reserve(static_cast<std::size_t>(size_));
    for (const auto& piece : pieces()) {
        if (piece.file) {
            BT_TRY(const auto bytes, piece.file->read(piece.range, limit));
            all.append(as_text(bytes));
        } else {
            all.append(as_text({piece.bytes, static_cast<std::size_t>(piece.size())}));
        }
    }
    return all;
}

}  // namespace bt::http
