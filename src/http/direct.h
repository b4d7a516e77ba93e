// Sending stretches of files without copying them: sendfile, where a stretch is long enough to be worth a system call of its own and in
// the page cache, so that it does not wait for a disk. Everything else goes through windows (window.h).
#pragma once

#include <cstdint>
#include <optional>

#include "http/body.h"

namespace bt::http {

/// Stretches this long on the average are cheaper to send one by one than to copy together: see docs/decisions/0003-sending-bodies.md.
inline constexpr std::uint64_t kDirectPiece = 8U << 10;

/// Whether the stretches of files in `body` are long enough.
bool is_worth_sending_directly(const Body& body);

/// Knows which part of a file is in the page cache, having asked a little ahead.
class Resident {
public:
    /// Whether all of `range` is in memory and can be sent without waiting. False as well where the kernel cannot tell: cachestat(2)
    /// came with Linux 6.5, and file systems of other machines are never sure.
    bool holds(const std::shared_ptr<const io::File>& file, ByteRange range);

private:
    std::shared_ptr<const io::File> file_;
    std::uint64_t from_ = 0, until_ = 0;
};

}  // namespace bt::http
