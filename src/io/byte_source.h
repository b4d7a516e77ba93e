// Random-access bytes: a file, memory, or anything a test makes up. Readers of media see nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::io {

/// Immutable for its readers and safe to use from several threads at once.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    /// Length in bytes when it was opened.
    virtual std::uint64_t size() const = 0;
    /// Fills as much of `into` as there are bytes from `offset` on; returns how many (fewer only at the end).
    /// Faults: Io when the system fails.
    virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const = 0;

    /// Exactly `range.size` bytes. Faults: Truncated when the source ends before; TooLarge beyond `limit`.
    Result<Bytes> read(ByteRange range, std::uint64_t limit = 64U << 20) const;
};

/// Bytes in memory, owned.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(Bytes bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override;

private:
    Bytes bytes_;
};

/// A regular file, read with pread. Stays readable when the path is renamed or removed.
class File final : public ByteSource {
public:
    /// Faults: NotFound, Denied, Io; Unsupported for anything but a regular file.
    static Result<std::shared_ptr<const File>> open(const std::string& path);
    ~File() override;
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::uint64_t size() const override { return size_; }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) const override;
    /// The descriptor, for mapping and reads that do not wait; owned by this object.
    int descriptor() const { return descriptor_; }
    /// Last modification when opened, nanoseconds since 1970.
    std::int64_t modified_ns() const { return modified_ns_; }
    /// Whether the file system tells what is in memory (RWF_NOWAIT): then neither that nor a question for the file's status waits for a
    /// disk or another machine. Network shares and FUSE do not.
    bool never_waits() const { return never_waits_; }

private:
    File(int descriptor, std::uint64_t size, std::int64_t modified_ns);
    int descriptor_;
    std::uint64_t size_;
    std::int64_t modified_ns_;
    bool never_waits_;
};

/// The fault for an errno value: "{what}: {the system's words}". A path is its place and not in its words, which viewers may read.
Error system_error(int errno_value, std::string_view what, std::string place = {});

}  // namespace bt::io
