// A stretch of a file as it lies in the page cache, for sendmsg to copy from: nothing is read into a buffer first.
//
// Only the kernel may touch the bytes. Where the file has lost a page the kernel's copy fails with EFAULT; anybody else would be sent SIGBUS.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "io/byte_source.h"

namespace bt::http {

class Mapping {
public:
    /// Nothing unless all of `range` is in the file and in memory, so that copying does not wait for a disk. Nothing as well where that
    /// cannot be told: cachestat(2) came with Linux 6.5, newer ones answer only who may write the file, and file systems of other
    /// machines are never sure.
    static std::optional<Mapping> of(std::shared_ptr<const io::File> file, ByteRange range);

    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&&) = delete;
    ~Mapping();

    /// The first byte of the range.
    const std::byte* bytes() const { return bytes_; }
    /// Whether the file still reaches to the range's end. If not, what was copied may end in zeros: the kernel clears the last page behind
    /// the file's end.
    bool is_whole() const;

private:
    Mapping(std::shared_ptr<const io::File> file, ByteRange range, const std::byte* bytes);

    std::shared_ptr<const io::File> file_;
    ByteRange range_;
    const std::byte* bytes_;
};

}  // namespace bt::http
