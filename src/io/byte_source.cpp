#include "io/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace bt::io {
namespace {

bool knows_nowait(int descriptor) {
    std::byte byte{};
    iovec target{&byte, 1};
    return ::preadv2(descriptor, &target, 1, 0, RWF_NOWAIT) >= 0 || errno == EAGAIN;
}

}  // namespace

Result<Bytes> ByteSource::read(ByteRange range, std::uint64_t limit) const {
    if (range.size > limit) {
        return Error{.fault = Fault::TooLarge,
                     .message = fmt::format("{} bytes wanted at once, {} allowed", range.size, limit),
                     .offset = range.offset};
    }
    // A size from a file is believed only as far as there are bytes for it.
    if (range.offset > size() || range.size > size() - range.offset) {
        return Error{.fault = Fault::Truncated,
                     .message = fmt::format("{} bytes wanted, {} left", range.size,
                                            range.offset > size() ? 0 : size() - range.offset),
                     .offset = range.offset};
    }
    Bytes bytes(static_cast<std::size_t>(range.size));
    BT_TRY(const auto got, read_at(range.offset, bytes));
    if (got != bytes.size()) {
        return Error{.fault = Fault::Truncated,
                     .message = fmt::format("{} bytes wanted, {} read: the file became shorter", range.size, got),
                     .offset = range.offset};
    }
    return bytes;
}

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<std::byte> into) const {
    if (offset >= bytes_.size()) return std::size_t{0};
    const auto count = std::min<std::size_t>(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), count, into.begin());
    return count;
}

Result<std::shared_ptr<const File>> File::open(const std::string& path) {
    // O_NONBLOCK: opening a FIFO by mistake must not wait for a writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) return system_error(errno, "cannot be opened", path);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        const int failed = errno;
        ::close(descriptor);
        return system_error(failed, "cannot be looked at", path);
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return Error{.fault = Fault::Unsupported, .message = "not a regular file", .place = path};
    }
    const auto modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    return std::shared_ptr<const File>(new File(descriptor, static_cast<std::uint64_t>(status.st_size), modified));
}

File::File(int descriptor, std::uint64_t size, std::int64_t modified_ns)
    : descriptor_(descriptor), size_(size), modified_ns_(modified_ns), never_waits_(knows_nowait(descriptor)) {}

File::~File() { ::close(descriptor_); }

Result<std::size_t> File::read_at(std::uint64_t offset, std::span<std::byte> into) const {
    std::size_t done = 0;
    while (done < into.size()) {
        const auto got = ::pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got == 0) break;
        if (got < 0) {
            if (errno == EINTR) continue;
            return system_error(errno, fmt::format("cannot be read at byte {}", offset + done));
        }
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Error system_error(int errno_value, std::string_view what, std::string place) {
    const auto fault = errno_value == ENOENT || errno_value == ENOTDIR                            ? Fault::NotFound
                       : errno_value == EACCES || errno_value == EPERM                            ? Fault::Denied
                       : errno_value == ENOSPC || errno_value == EDQUOT || errno_value == EFBIG ? Fault::Full
                                                                                                  : Fault::Io;
    return {.fault = fault, .message = fmt::format("{}: {}", what, std::generic_category().message(errno_value)), .place = std::move(place)};
}

}  // namespace bt::io
