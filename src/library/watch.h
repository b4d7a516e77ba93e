// Notices changes below a library root within seconds: inotify(7) where the kernel sees every change, polling elsewhere, said out loud.
//
//   event -> the folder is unsettled until nothing happened in it for `settle` and no file in it grew -> reported
//
// The kernel tells nothing about writes that other machines make on a network share (NFS, SMB, FUSE mounts), and watches are a
// limited good (fs.inotify.max_user_watches): in both cases the tree is walked every `poll_interval` instead, and status() says why.
// Of an overlay (the file system of containers) it tells what is done through it, but nothing that changes in the folders below: there the
// tree is walked besides.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace bt::library {

struct WatchStatus {
    enum class Mode { Starting, Events, Polling } mode = Mode::Starting;
    std::string reason;         ///< why polling, or walking besides; empty otherwise
    std::size_t folders = 0;    ///< watched
};

struct WatchOptions {
    std::chrono::milliseconds settle{1500};
    /// Changes that never settle (a season being copied) are reported at least this often.
    std::chrono::milliseconds longest_wait{30'000};
    std::chrono::milliseconds poll_interval{60'000};
    std::size_t most_watches = 500'000;  ///< about 1 KiB of kernel memory each
    bool always_poll = false;
    /// Called from the watcher's thread when the mode changes.
    std::function<void(const WatchStatus&)> on_status = {};
};

/// Watches from construction to destruction, on a thread of its own.
class Watcher {
public:
    /// `changed` is called from the watcher's thread with the folders (under the root, sorted, "" for the root) in which something
    /// changed. After an overflow of the kernel's queue it is called with the root alone: anything may have changed. So it is when the
    /// root itself is gone, once, and when it is back.
    using Changed = std::function<void(const std::vector<std::string>& folders)>;

    /// Faults: those of opening the root; Io when no thread or descriptor can be had.
    static Result<std::unique_ptr<Watcher>> start(std::string root, Changed changed, WatchOptions options = {});
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    WatchStatus status() const;

private:
    class Loop;
    explicit Watcher(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

/// The kind of file system when the kernel does not see all its changes ("NFS", "SMB", "FUSE", ...); empty for local ones.
std::string network_file_system(const std::string& path);
/// The same by the kernel's number for the kind of file system: statfs(2), f_type.
std::string network_kind(std::uint32_t magic);
/// Whether `path` lies on an overlay: changes in the folders below it are not seen through it.
bool is_overlay(const std::string& path);

}  // namespace bt::library
