// A file that one process holds at a time.
#pragma once

#include <string>

#include "base/result.h"

namespace bt::io {

/// Held until it is destroyed or the process ends, however it ends (flock). The file itself stays.
class LockFile {
public:
    /// Faults: Busy when another process holds it; NotFound, Denied, Io. A file system that knows no locks gives one that holds nothing.
    static Result<LockFile> take(const std::string& path);
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&&) = delete;
    ~LockFile();

private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace bt::io
