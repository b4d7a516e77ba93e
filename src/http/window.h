// How a body gets from its files to the socket: through windows, brought in one go and sent as slices.
//
//     file     | v1 | a1 | v2 | a2 | v3 | ...         wanted: v1 v2 v3 ...
//     window   [ up to 1 MB mapped, or 256 kB read  ]
//     sendmsg    v1        v2        v3
//
// What is in the page cache is mapped, so that the kernel copies it from there to the socket. Short runs, TLS and what the kernel does not
// tell enough about are read, with RWF_NOWAIT, which never waits for a disk; what is not in memory is left to a reader thread. Small
// gaps between wanted ranges are brought along: a few kilobytes cost less than a system call. Measured against sendfile and others in
// docs/decisions/0003-sending-bodies.md.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "http/body.h"
#include "http/mapping.h"

namespace bt::http {

/// The most that is read into a window, and the most that is mapped. A megabyte is most of a segment; of smaller ones the system calls show.
inline constexpr std::size_t kWindowBytes = 256U << 10;
inline constexpr std::size_t kMappedBytes = 1U << 20;
/// The shortest run that is mapped. Windows of a megabyte cost 40 % less mapped than read, those of 256 kB 12 %.
inline constexpr std::size_t kMapFrom = 128U << 10;
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
    const Body& body() const { return body_; }

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
        WouldBlock,  ///< the next bytes are not in memory; never with How::Wait
        Truncated,   ///< the file ends before the next byte
        Failed,      ///< reading failed
    };
    enum class How {
        Map,   ///< does not wait for a disk; the slices are for the kernel alone (mapping.h)
        Read,  ///< does not wait for a disk
        Wait,  ///< waits
    };

    Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Slices of what follows at `cursor`, about `wish` bytes of files at most. The slices point into this window and into the
    /// cursor's memory pieces; both must stay until they are sent.
    Fill fill(const BodyCursor& cursor, How how, std::size_t wish = kMappedBytes);

    std::span<const iovec> slices() const { return {slices_.data(), count_}; }
    std::size_t size() const { return size_; }
    bool is_mapped() const { return mapping_.has_value(); }
    /// Bytes read from files for these slices, gaps included. None for what is mapped.
    std::size_t read() const { return used_; }
    /// Whether the slices are bytes of the file still. To be asked after they were sent: a file may become shorter meanwhile.
    bool is_whole() const { return !mapping_ || mapping_->is_whole(); }
    /// Gives the file's pages back; the slices are gone.
    void clear();
    /// The slices' bytes in one stretch, for TLS. Only the first kWindowBytes of them are kept.
    std::span<const std::byte> flatten();

private:
    static constexpr std::size_t kMaxSlices = 512;  // half of Linux' IOV_MAX; a megabyte rarely holds more frames

    /// The next byte of `pieces` to bring.
    struct Place {
        std::span<const Piece> pieces;
        std::uint64_t skip;
    };

    void add(const std::byte* bytes, std::size_t count);
    void add_slices(Place& place, const std::byte* bytes, ByteRange brought);
    bool map_run(Place& place, std::size_t most);
    Fill read_run(const Piece& first, std::uint64_t offset, std::size_t length, How how, std::size_t& got);

    std::unique_ptr<std::byte[]> bytes_;
    std::unique_ptr<std::byte[]> flat_;
    std::optional<Mapping> mapping_;
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
