// The library at work: scans its folders, notices changes, keeps the catalogue, and says how far it is. Scanning has threads of
// its own; browsing and playing never wait for it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "library/scanner.h"
#include "library/watch.h"
#include "media/index/description.h"
#include "store/database.h"

namespace bt::service {

struct ScanStatus {
    bool is_scanning = false;                 ///< or about to, or telling others of it
    bool has_scanned = false;                 ///< at least one scan of every library has ended since the start
    std::string library;                      ///< the root being scanned, or scanned last
    library::ScanProgress progress;
    std::int64_t started_ms = 0, finished_ms = 0;  ///< since 1970; 0 when not yet
    std::optional<Error> failure;             ///< why the last scan failed
    std::uint64_t unread = 0;                 ///< folders and files that it could not read
    std::vector<std::string> watching;        ///< per root, by its folder's own name, how changes are noticed
};

class LibraryService {
public:
    struct Options {
        std::vector<std::string> roots;
        std::string index_folder;             ///< for the media indexes
        /// Describes a file that we have no reader for; by nobody: such a file is told by its first bytes.
        std::function<Result<media::Description>(const std::string& path)> describe = {};
        unsigned probe_threads = 2;
        std::function<void()> on_change = {}; ///< after the catalogue changed; called by start(), then from the scanning thread
        std::function<void(const ScanStatus&)> on_progress = {};
    };

    /// Registers the roots, puts at rest what other libraries in the database hold, and begins to scan, then to watch. A scan that fails is
    /// tried again, twice a minute; so is that of a root that is not there, whose series are kept. While there is one that no scan has seen, nothing
    /// is put at rest: its name may be a slip of the pen.
    /// `database` outlives the service.
    /// Faults: NotFound when there are roots and none of them is there; Invalid for one that is no folder; those of the database.
    static Result<std::unique_ptr<LibraryService>> start(store::Database& database, Options options);
    ~LibraryService();
    LibraryService(const LibraryService&) = delete;
    LibraryService& operator=(const LibraryService&) = delete;

    ScanStatus status() const;
    /// Scans everything again as soon as the running scan has ended.
    void rescan();
    /// Ends the scan that is running: nothing more of it is kept. Does not wait for that.
    void stop();

private:
    struct Root {
        domain::LibraryId id;
        std::string path;
    };
    LibraryService(store::Database& database, Options options) : database_(database), options_(std::move(options)) {}
    void run(std::stop_token stop);
    /// Notices changes of it from now on, when it is there.
    void watch(std::size_t root);
    /// For a root that was not there to be watched when the others were. What changed since its scan is looked for once more.
    void watch_late(std::size_t root);
    /// True when it was scanned to its end and no file was being written: else it is to be scanned again soon.
    bool scan(const Root& root, std::stop_token stop);
    /// `is_changed` becomes true when a reader of the catalogue could notice something: not by looking again into what still cannot be read.
    Result<library::ScanReport> scan_root(const Root& root, std::stop_token stop, bool& is_changed);
    void remove_unused_indexes();
    void note_progress(const library::ScanProgress& progress);

    store::Database& database_;
    const Options options_;
    std::vector<Root> roots_;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    ScanStatus status_;
    std::set<std::size_t> due_;               // roots to scan, by index

    std::vector<std::unique_ptr<library::Watcher>> watchers_;  // per root, null where it is not watched; touched by start(), then by the worker alone
    std::jthread worker_;
};

}  // namespace bt::service
