// A file that appears whole or not at all.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace bt::io {

/// Written beside `path` under a name of its own, then renamed over it: `write+ commit`. Without commit() nothing remains.
class AtomicFile {
public:
    /// Faults: NotFound when the folder is missing; Denied, Io.
    static Result<AtomicFile> create(std::string path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    /// Faults: Io (a full disk among them).
    Result<void> write(ByteView bytes);
    /// Makes the file appear under its name. With `durable` its bytes are on the disk before.
    Result<void> commit(bool durable = false);

private:
    AtomicFile(std::string path, std::string temporary, int descriptor)
        : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
    std::string path_, temporary_;
    int descriptor_;
};

/// create, write and commit in one.
Result<void> write_file(const std::string& path, ByteView bytes, bool durable = false);

}  // namespace bt::io
