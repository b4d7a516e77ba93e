#include "http/window.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bt::http {
namespace {

constexpr std::size_t kMaxMemoryAtOnce = 1U << 20;       // slices of memory cost nothing here, but let others have a turn
constexpr std::uint64_t kReadAheadBytes = 4U << 20;      // a segment of six seconds at 5 Mbit/s

/// Bytes from `offset` on that one read brings: this piece and followers of the same file behind it with small gaps.
std::size_t run_length(std::span<const Piece> pieces, std::uint64_t in_first, std::size_t room) {
    const auto& first = pieces.front();
    const auto begin = first.range.offset + in_first;
    auto end = first.range.end();
    for (const auto& next : pieces.subspan(1)) {
        if (end - begin >= room || next.file != first.file) break;
        if (next.range.offset < end || next.range.offset - end > kMaxGap) break;
        end = next.range.end();
    }
    // Never end in a gap: what is cut off at `room` must be wanted. Slicing stops at what was read either way.
    return static_cast<std::size_t>(std::min<std::uint64_t>(end - begin, room));
}

ssize_t read_once(int descriptor, std::byte* into, std::size_t length, std::uint64_t offset, Window::Wait wait) {
    iovec target{into, length};
    const int flags = wait == Window::Wait::Allowed ? 0 : RWF_NOWAIT;
    ssize_t got = 0;
    do {
        got = ::preadv2(descriptor, &target, 1, static_cast<off_t>(offset), flags);
    } while (got < 0 && errno == EINTR);
    return got;
}

}  // namespace

void BodyCursor::advance(std::uint64_t count) {
    BT_ASSERT(count <= remaining(), "no more was sent than there was");
    const auto of_head = position_ < head_.size() ? std::min<std::uint64_t>(count, head_.size() - position_) : 0;
    position_ += count;
    count -= of_head;
    const auto pieces = body_.pieces();
    while (count > 0) {
        const auto left = pieces[piece_].size() - in_piece_;
        if (count < left) {
            in_piece_ += count;
            return;
        }
        count -= left;
        ++piece_;
        in_piece_ = 0;
    }
}

// The buffer comes from new without initialisation: its pages are touched by the first read, not by us.
Window::Window() : bytes_(new std::byte[kWindowBytes]) {}

void Window::add(const std::byte* bytes, std::size_t count) {
    // sendmsg does not write through iov_base; the type is shared with recvmsg.
    slices_[count_++] = {const_cast<std::byte*>(bytes), count};
    size_ += count;
}

/// Slices of the pieces at `place` that lie in what was brought of their file, and moves `place` behind them.
void Window::add_slices(Place& place, const std::byte* bytes, ByteRange brought) {
    const auto* file = place.pieces.front().file.get();
    while (!place.pieces.empty() && count_ < kMaxSlices && place.pieces.front().file.get() == file) {
        const auto& range = place.pieces.front().range;
        const auto from = range.offset + place.skip;
        if (from < brought.offset || from >= brought.end()) return;
        const auto count = std::min(range.end(), brought.end()) - from;
        add(bytes + (from - brought.offset), static_cast<std::size_t>(count));
        place.skip += count;
        if (place.skip < range.size) return;
        place = {place.pieces.subspan(1), 0};
    }
}

Window::Fill Window::read_run(const Piece& first, std::uint64_t offset, std::size_t length, Wait wait, std::size_t& got) {
    const int descriptor = first.file->descriptor();
    if (wait == Wait::Allowed) ::posix_fadvise(descriptor, static_cast<off_t>(offset), kReadAheadBytes, POSIX_FADV_WILLNEED);
    const auto read = read_once(descriptor, bytes_.get() + used_, length, offset, wait);
    if (read == 0) return Fill::Truncated;
    if (read < 0) {
        // EOPNOTSUPP: a file system without RWF_NOWAIT; a reader thread does it then, always.
        const bool later = wait == Wait::Never && (errno == EAGAIN || errno == EOPNOTSUPP);
        return later ? Fill::WouldBlock : Fill::Failed;
    }
    got = static_cast<std::size_t>(read);
    return Fill::Ready;
}

Window::Fill Window::fill(const BodyCursor& cursor, Wait wait, std::size_t wish) {
    count_ = size_ = used_ = 0;
    if (cursor.position_ < cursor.head_.size()) {
        const auto rest = as_bytes(cursor.head_).subspan(static_cast<std::size_t>(cursor.position_));
        add(rest.data(), rest.size());
    }
    Place place{cursor.body_.pieces().subspan(cursor.piece_), cursor.in_piece_};
    const auto room = std::min(wish, kWindowBytes);
    while (!place.pieces.empty() && count_ < kMaxSlices && size_ < kMaxMemoryAtOnce) {
        const auto& piece = place.pieces.front();
        if (!piece.file) {
            add(piece.bytes + place.skip, static_cast<std::size_t>(piece.size() - place.skip));
            place = {place.pieces.subspan(1), 0};
            continue;
        }
        if (used_ == room) break;
        const auto begin = piece.range.offset + place.skip;
        const auto length = run_length(place.pieces, place.skip, room - used_);
        std::size_t got = 0;
        const auto status = read_run(piece, begin, length, wait, got);
        if (status != Fill::Ready) return size_ > 0 ? Fill::Ready : status;
        const auto* bytes = bytes_.get() + used_;
        used_ += got;
        add_slices(place, bytes, {begin, got});
        if (got < length) break;  // the rest is not in memory, or not in the file: the next call finds out
    }
    return size_ > 0 ? Fill::Ready : Fill::Truncated;
}

std::span<const std::byte> Window::flatten() {
    if (count_ == 1) return {static_cast<const std::byte*>(slices_[0].iov_base), slices_[0].iov_len};
    if (!flat_) flat_.reset(new std::byte[kWindowBytes]);
    std::size_t filled = 0;
    for (const auto& slice : slices()) {
        const auto count = std::min(slice.iov_len, kWindowBytes - filled);
        std::memcpy(flat_.get() + filled, slice.iov_base, count);
        filled += count;
    }
    return {flat_.get(), filled};
}

std::unique_ptr<Window> WindowPool::take() {
    if (free_.empty()) return std::make_unique<Window>();
    auto window = std::move(free_.back());
    free_.pop_back();
    return window;
}

void WindowPool::give_back(std::unique_ptr<Window> window) {
    if (free_.size() < kKept) free_.push_back(std::move(window));
}

}  // namespace bt::http
