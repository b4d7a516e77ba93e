// VACUUM INTO rather than SQLite's backup interface, which begins again at every page that somebody writes meanwhile: this reads one unchanging view.
// It never asks the system to write the copy out (https://sqlite.org/lang_vacuum.html), so that is done here.
#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "io/byte_source.h"
#include "store/connection.h"
#include "store/faults.h"
#include "store/integrity.h"

namespace bt::store {
namespace {

/// Gone at the end, unless it got its name.
class Part {
public:
    explicit Part(const std::string& path) : path_(fmt::format("{}.{}.part", path, ::getpid())) {}
    ~Part() {
        if (!is_named_) ::unlink(path_.c_str());
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    const std::string& path() const { return path_; }
    /// VACUUM INTO takes an empty file and leaves it its mode.
    Result<void> create() const {
        const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (descriptor < 0) return io::system_error(errno, "cannot write the backup " + path_);
        ::close(descriptor);
        return {};
    }
    Result<void> name(const std::string& path) {
        if (std::rename(path_.c_str(), path.c_str()) != 0) return io::system_error(errno, "cannot name the backup " + path);
        is_named_ = true;
        return {};
    }

private:
    std::string path_;
    bool is_named_ = false;
};

Result<void> write_out(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_written = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int failed = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!is_written) return io::system_error(failed, "cannot write the backup out to the disk: " + path);
    return {};
}

Result<void> expect_place_for(const std::string& database, const std::string& path, Existing existing) {
    std::error_code ignored;
    const auto there = std::filesystem::status(path, ignored);
    if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) return Error{Fault::Invalid, path + " is no regular file; name one"};
    // Whoever writes to the database would go on with the file that is replaced, or take the log of one for the other's.
    for (const auto* own : {"", "-wal", "-shm"}) {
        if (std::filesystem::equivalent(path, database + own, ignored)) return Error{Fault::Invalid, path + " is a file of the database itself"};
    }
    if (existing == Existing::Refuse && std::filesystem::exists(there)) return Error{Fault::Conflict, "there is already a file called " + path};
    return {};
}

}  // namespace

Result<void> back_up(const std::string& database, const std::string& path, Existing existing, std::chrono::milliseconds busy_timeout) {
    BT_CHECK(expect_place_for(database, path, existing));
    Part part(path);
    BT_CHECK(part.create());
    BT_CHECK(guarded("back up the database to " + path, [&]() -> Result<void> {
        // A connection of its own: VACUUM runs outside a transaction and takes as long as copying the file does.
        Connection(database, Access::Write, busy_timeout).run("VACUUM INTO :file", use(part.path()));
        return {};
    }));
    BT_CHECK(guarded("check the backup", [&]() -> Result<void> {
        Connection copy(part.path(), Access::Read, busy_timeout);
        return check_whole(copy);
    }));
    BT_CHECK(write_out(part.path()));
    BT_CHECK(part.name(path));
    const auto folder = std::filesystem::path(path).parent_path();
    return write_out(folder.empty() ? "." : folder.string());
}

}  // namespace bt::store
