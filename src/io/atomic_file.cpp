#include "io/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "io/byte_source.h"

namespace bt::io {
namespace {

constexpr int kMostAttempts = 1'000;

}  // namespace

Result<AtomicFile> AtomicFile::create(std::string path) {
    static std::atomic<unsigned> serial{0};
    for (int attempt = 0;; ++attempt) {
        auto temporary = fmt::format("{}.{}-{}.part", path, ::getpid(), ++serial);
        const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (descriptor >= 0) return AtomicFile(std::move(path), std::move(temporary), descriptor);
        // Left by a program that was killed and had the same number, as the first of every container has.
        if (errno != EEXIST || attempt == kMostAttempts) return system_error(errno, "cannot be made", path);
    }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

Result<void> AtomicFile::write(ByteView bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return system_error(errno, "cannot be written", path_);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::commit(bool durable) {
    if (durable && ::fsync(descriptor_) != 0) return system_error(errno, "cannot be written", path_);
    if (::close(std::exchange(descriptor_, -1)) != 0) {
        const int failed = errno;
        ::unlink(temporary_.c_str());
        return system_error(failed, "cannot be written", path_);
    }
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
        const int failed = errno;
        ::unlink(temporary_.c_str());
        return system_error(failed, "cannot be put in place", path_);
    }
    return {};
}

Result<void> write_file(const std::string& path, ByteView bytes, bool durable) {
    BT_TRY(auto file, AtomicFile::create(path));
    BT_CHECK(file.write(bytes));
    return file.commit(durable);
}

}  // namespace bt::io
