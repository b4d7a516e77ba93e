// How a body gets from its files to the socket: through windows, read in one go and sent as slices.
//
//     file     | v1 | a1 | v2 | a2 | v3 | ...         wanted: v1 v2 v3 ...
//     window   [ one pread of up to 256 kB          ]
//     sendmsg    v1        v2        v3
//
// The gaps between wanted ranges are read along when they are small: a few kilobytes cost less than a system call. On a serving
// thread the read is tried with RWF_NOWAIT, which never waits for a disk: what is not in the page cache is left to a reader
// thread. Measured against mapping, sendfile and others in docs/decisions/0003-sending-bodies.md.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "http/body.h"

namespace bt::http {

/// The most that is read into a window: a quarter of the cache that the kernel's second copy finds it in.
inline constexpr std::size_t kWindowBytes = 256U << 10;
/// The largest gap read along with what is wanted: about what copying costs as much as another read. The frames of sound in an MP4 lie
/// between frames of picture of 10 kB and more; read along, a segment of sound would cost as much as one of picture.
inline constexpr std::uint64_t kMaxGap = 4U << 10;

/// A place in an answer: its head, then its body.
class BodyCursor {
public:
    BodyCursor(std::string head, Body body) : head_(std::move(head)), body_(std::move(body)) {}

    std::uint64_t remaining() const { return head_.size() + body_.size() - position_; }
    bool done() const { return remaining() == 0; }
    void advance(std::uint64_t count);

private:
    friend class Window;
    std::string head_;
    Body body_;
    std::uint64_t position_ = 0;  ///< of head and body together
    std::size_t piece_ = 0;       ///< the piece at position_, once the head is sent
    std::uint64_t in_piece_ = 0;  ///< the position in it
};

class Window {
public:
    enum class Fill {
        Ready,       ///< slices() hold at least one byte
        WouldBlock,  ///< the next bytes are not in memory; never with Wait::Allowed
        Truncated,   ///< the file ends before the next byte
        Failed,      ///< reading failed
    };
    enum class Wait { Never, Allowed };

    Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Slices of what follows at `cursor`, `wish` bytes of files at most. The slices point into this window and into the
    /// cursor's memory pieces; both must stay until they are sent.
    Fill fill(const BodyCursor& cursor, Wait wait, std::size_t wish = kWindowBytes);

    std::span<const iovec> slices() const { return {slices_.data(), count_}; }
    std::size_t size() const { return size_; }
    /// Bytes read from files for these slices, gaps included.
    std::size_t read() const { return used_; }
    /// The slices' bytes in one stretch, for TLS. Only the first kWindowBytes of them are kept.
    std::span<const std::byte> flatten();

private:
    static constexpr std::size_t kMaxSlices = 512;  // half of Linux' IOV_MAX; 256 kB rarely hold more frames

    /// The next byte of `pieces` to bring.
    struct Place {
        std::span<const Piece> pieces;
        std::uint64_t skip;
    };

    void add(const std::byte* bytes, std::size_t count);
    void add_slices(Place& place, const std::byte* bytes, ByteRange brought);
    Fill read_run(const Piece& first, std::uint64_t offset, std::size_t length, Wait wait, std::size_t& got);

    std::unique_ptr<std::byte[]> bytes_;
    std::unique_ptr<std::byte[]> flat_;
    std::array<iovec, kMaxSlices> slices_;
    std::size_t count_ = 0;
    std::size_t size_ = 0;
    std::size_t used_ = 0;  ///< of bytes_
};

/// Windows for one thread, the last used first so that its memory is still in the processor's cache.
class WindowPool {
public:
    std::unique_ptr<Window> take();
    void give_back(std::unique_ptr<Window> window);

private:
    static constexpr std::size_t kKept = 8;
    std::vector<std::unique_ptr<Window>> free_;
};

}  // namespace bt::http
