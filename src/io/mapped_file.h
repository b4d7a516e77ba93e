// A file as bytes in memory, read by the system as they are touched.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::io {

/// Stays readable when the path is renamed or removed. Map only what is never cut short in place: files that appear whole (AtomicFile).
class MappedFile {
public:
    /// Faults: NotFound, Denied, Io; Unsupported for anything but a regular file.
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    /// As long as this object lives.
    ByteView bytes() const { return bytes_; }

private:
    explicit MappedFile(ByteView bytes) : bytes_(bytes) {}
    ByteView bytes_;
};

}  // namespace bt::io
