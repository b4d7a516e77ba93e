#include "library/watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>

#include "io/byte_source.h"
#include "io/descriptor.h"
#include "library/ignore_rules.h"
#include "library/text.h"
#include "library/tree.h"

namespace bt::library {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::uint32_t kEvents = IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |
                                  IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

using io::Descriptor;

/// Folders with changes that have not settled yet.
class Unsettled {
public:
    Unsettled(const std::string& root, const WatchOptions& options) : root_(root), options_(options) {}

    void touch(const std::string& folder, Clock::time_point now) {
        auto& entry = folders_.try_emplace(folder, Entry{.first = now}).first->second;
        entry.due = now + options_.settle;
    }
    /// A file someone is writing: its folder waits until it is closed, or stops growing.
    void writing(const std::string& folder, const std::string& name, Clock::time_point now) {
        touch(folder, now);
        auto& files = folders_.at(folder).growing;
        if (files.size() < kMostGrowing) files.try_emplace(name, -1);
    }
    void written(const std::string& folder, const std::string& name, Clock::time_point now) {
        touch(folder, now);
        folders_.at(folder).growing.erase(name);
    }
    std::optional<Clock::time_point> next_due() const {
        std::optional<Clock::time_point> due;
        for (const auto& [folder, entry] : folders_)
            if (!due || entry.due < *due) due = entry.due;
        return due;
    }
    /// Removes and returns what has settled by `now`.
    std::vector<std::string> take_settled(Clock::time_point now) {
        std::vector<std::string> settled;
        for (auto at = folders_.begin(); at != folders_.end();) {
            auto& [folder, entry] = *at;
            const bool waited_enough = now - entry.first >= options_.longest_wait;
            if (!waited_enough && (entry.due > now || grew(folder, entry))) {
                if (entry.due <= now) entry.due = now + options_.settle;
                ++at;
                continue;
            }
            settled.push_back(folder);
            at = folders_.erase(at);
        }
        return settled;
    }

private:
    static constexpr std::size_t kMostGrowing = 64;
    struct Entry {
        Clock::time_point first{}, due{};
        std::map<std::string, off_t> growing = {};  ///< name and last size
    };
    /// Looks at the files still open for writing; true when one changed its size since the last look.
    bool grew(const std::string& folder, Entry& entry) const {
        bool any = false;
        for (auto& [name, size] : entry.growing) {
            struct stat info {};
            if (stat(join_path(root_, join_path(folder, name)).c_str(), &info) != 0) continue;
            any = any || info.st_size != size;
            size = info.st_size;
        }
        return any;
    }

    const std::string& root_;
    const WatchOptions& options_;
    std::map<std::string, Entry> folders_;
};

/// The names, sizes and times directly in each folder, in one number each.
using FolderStates = std::map<std::string, std::uint64_t>;

void collect_states(const TreeFolder& folder, FolderStates& into) {
    TreeFolder own{.name = folder.name, .path = folder.path, .files = folder.files};
    own.is_partial = folder.is_partial;
    into.emplace(folder.path, signature_of(own).value);
    for (const auto& child : folder.folders) collect_states(child, into);
}

std::vector<std::string> differences(const FolderStates& before, const FolderStates& now) {
    std::set<std::string> changed;
    for (const auto& [folder, state] : now)
        if (const auto was = before.find(folder); was == before.end() || was->second != state) changed.insert(folder);
    for (const auto& [folder, state] : before)
        if (!now.contains(folder)) changed.insert(std::string(parent_path(folder)));
    return {changed.begin(), changed.end()};
}

}  // namespace

std::string network_kind(std::uint32_t magic) {
    struct Row {
        std::uint32_t magic;
        const char* name;
    };
    // statfs(2) and the kernel's include/uapi/linux/magic.h.
    static constexpr Row kRows[] = {{0x6969, "NFS"}, {0x517B, "SMB"}, {0xFF534D42, "SMB"}, {0xFE534D42, "SMB"}, {0x65735546, "FUSE"}, {0x01021997, "9P"},
                                    {0x5346414F, "AFS"}, {0x00C36400, "Ceph"}, {0x73757245, "Coda"}, {0x564C, "NCP"}, {0x47504653, "GPFS"}, {0x786F4256, "VirtualBox"}};
    const auto* const row = std::ranges::find(kRows, magic, &Row::magic);
    return row == std::end(kRows) ? std::string() : row->name;
}

std::string network_file_system(const std::string& path) {
    struct statfs info {};
    if (statfs(path.c_str(), &info) != 0) return {};
    return network_kind(static_cast<std::uint32_t>(info.f_type));
}

bool is_overlay(const std::string& path) {
    constexpr std::uint32_t kOverlay = 0x794C7630;
    struct statfs info {};
    return statfs(path.c_str(), &info) == 0 && static_cast<std::uint32_t>(info.f_type) == kOverlay;
}

class Watcher::Loop {
public:
    Loop(std::string root, Changed changed, WatchOptions options, Descriptor wake)
        : root_(std::move(root)), changed_(std::move(changed)), options_(std::move(options)), wake_(std::move(wake)), unsettled_(root_, options_) {
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~Loop() {
        thread_.request_stop();
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
    }

    WatchStatus status() const {
        const std::scoped_lock lock(status_lock_);
        return status_;
    }

private:
    using Mode = WatchStatus::Mode;
    /// A watched folder by the name that events of it are told under.
    struct Place {
        std::string folder = {};  ///< under the root
        bool is_linked = false;   ///< a link led there: the same folder may have a name of its own
    };

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::string reason = options_.always_poll ? "polling was asked for" : watch_everything();
            if (reason.empty()) {
                set_status(Mode::Events, is_overlay(root_) ? "it lies on an overlay, and the kernel does not report what changes below that" : "");
                reason = run_events(stop);
            }
            forget_watches();
            if (stop.stop_requested()) return;
            set_status(Mode::Polling, reason);
            run_polling(stop, reason == kRootGone);
        }
    }

    void set_status(Mode mode, std::string reason) {
        WatchStatus now{.mode = mode, .reason = std::move(reason), .folders = folders_.size()};
        {
            const std::scoped_lock lock(status_lock_);
            status_ = now;
        }
        if (options_.on_status) options_.on_status(now);
    }

    std::string absolute(const std::string& folder) const { return folder.empty() ? root_ : join_path(root_, folder); }

    void report(const std::vector<std::string>& folders) {
        if (!folders.empty()) changed_(folders);
    }

    // ---- events ------------------------------------------------------------------------------------------------------------

    /// Empty when every folder is watched, else why not.
    std::string watch_everything() {
        inotify_ = Descriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
        if (!inotify_.valid()) return std::string("inotify is not to be had: ") + std::strerror(errno);
        return watch_folder({}, 0);
    }

    std::string watch_folder(const Place& place, int depth) {
        const auto& folder = place.folder;
        const std::string path = absolute(folder);
        if (depth >= kMaxDepth) return {};
        if (const auto kind = network_file_system(path); !kind.empty())
            return (folder.empty() ? std::string("the library") : to_shown(folder)) + " lies on a network share or mount (" + kind + ") whose changes the kernel does not report";
        const int watch = inotify_add_watch(inotify_.get(), path.c_str(), kEvents);
        if (watch < 0) {
            if (errno == ENOSPC) return "the kernel's limit of watches is reached; raise fs.inotify.max_user_watches";
            return folder.empty() ? kRootGone : "";  // gone, or not ours to read: of a folder the scan says so
        }
        // The kernel has one watch a folder, whatever it is called: its own name counts, of several links the first.
        const auto known = folders_.find(watch);
        if (known == folders_.end() && folders_.size() >= options_.most_watches) return "the library has more folders than may be watched";
        if (known != folders_.end() && (!known->second.is_linked || place.is_linked)) return {};
        folders_.insert_or_assign(watch, place);
        return watch_children(place, path, depth);
    }

    std::string watch_children(const Place& place, const std::string& path, int depth) {
        const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()), closedir);
        if (!directory) return {};
        while (const dirent* entry = readdir(directory.get())) {
            const std::string name = entry->d_name;
            if (is_skipped_name(name, true)) continue;
            const auto kind = entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN ? kind_of(join_path(path, name)) : entry->d_type == DT_DIR ? Kind::Folder : Kind::Other;
            if (kind == Kind::Other) continue;
            const Place child{.folder = join_path(place.folder, name), .is_linked = place.is_linked || kind == Kind::LinkToFolder};
            if (auto reason = watch_folder(child, depth + 1); !reason.empty()) return reason;
        }
        return {};
    }

    enum class Kind { Folder, LinkToFolder, Other };
    static Kind kind_of(const std::string& path) {
        struct stat info {};
        if (lstat(path.c_str(), &info) != 0) return Kind::Other;
        if (S_ISDIR(info.st_mode)) return Kind::Folder;
        return S_ISLNK(info.st_mode) && stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) ? Kind::LinkToFolder : Kind::Other;
    }

    void forget_watches() {
        ++generation_;
        inotify_ = Descriptor();
        folders_.clear();
    }

    static constexpr const char* kRootGone = "the library folder is gone; looking for it now and then";

    /// Until stopped, or until watching is no longer enough: the reason.
    std::string run_events(const std::stop_token& stop) {
        // What changed before the last watch was set was not seen: the caller's first scan may have run before it too.
        unsettled_.touch("", Clock::now());
        auto below = is_overlay(root_) ? look(stop) : std::nullopt;
        auto next_look = Clock::now() + options_.poll_interval;
        while (!stop.stop_requested()) {
            wait_for(inotify_.get(), timeout(below ? std::optional(next_look) : std::nullopt));
            if (auto reason = read_events(); !reason.empty()) return reason;
            if (below && Clock::now() >= next_look) {
                look_below(stop, *below);
                next_look = Clock::now() + options_.poll_interval;
            }
            report(unsettled_.take_settled(Clock::now()));
        }
        return {};
    }

    /// What has changed since, seen through the overlay or not: a second report of it is a scan that finds nothing new.
    void look_below(const std::stop_token& stop, FolderStates& before) {
        auto now = look(stop);
        if (!now) return;
        for (const auto& folder : differences(before, *now)) unsettled_.touch(folder, Clock::now());
        before = *std::move(now);
    }

    int timeout(std::optional<Clock::time_point> next_look) const {
        auto due = unsettled_.next_due();
        if (next_look) due = due ? std::min(*due, *next_look) : *next_look;
        if (!due) return -1;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - Clock::now()).count();
        return static_cast<int>(std::clamp<long long>(wait, 1, 60'000));
    }

    /// Until there is something to read, the thread is woken to stop, or `milliseconds` are over.
    void wait_for(int descriptor, int milliseconds) const {
        std::array<pollfd, 2> waits{pollfd{wake_.get(), POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
        ::poll(waits.data(), descriptor >= 0 ? 2 : 1, milliseconds);
    }

    std::string read_events() {
        alignas(inotify_event) std::array<char, 64U << 10> buffer;
        for (;;) {
            const auto size = ::read(inotify_.get(), buffer.data(), buffer.size());
            if (size <= 0) return {};
            for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                const std::string name = event.len > 0 ? std::string(buffer.data() + at + sizeof event) : std::string();
                at += sizeof event + event.len;
                const auto watches = generation_;
                if (auto reason = handle(event, name); !reason.empty()) return reason;
                if (generation_ != watches) return {};  // what was read before speaks of watches that are no more
            }
        }
    }

    std::string handle(const inotify_event& event, const std::string& name) {
        const auto now = Clock::now();
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            unsettled_.touch("", now);
            return rewatch();
        }
        const auto found = folders_.find(event.wd);
        if (found == folders_.end()) return {};
        const Place place = found->second;
        const auto& folder = place.folder;
        if ((event.mask & IN_IGNORED) != 0) {
            folders_.erase(found);
            return folder.empty() ? kRootGone : "";
        }
        if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0 && folder.empty()) return kRootGone;
        const bool is_folder = (event.mask & IN_ISDIR) != 0;
        if (name.empty() || is_skipped_name(name, is_folder)) return {};
        if (is_folder) return handle_folder(event.mask, place, name, now);
        if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0 && kind_of(absolute(join_path(folder, name))) == Kind::LinkToFolder)
            return handle_folder(event.mask, {.folder = folder, .is_linked = true}, name, now);
        if ((event.mask & (IN_CREATE | IN_MODIFY)) != 0) unsettled_.writing(folder, name, now);
        else if ((event.mask & (IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) != 0) unsettled_.written(folder, name, now);
        else unsettled_.touch(folder, now);
        return {};
    }

    std::string handle_folder(std::uint32_t mask, const Place& parent, const std::string& name, Clock::time_point now) {
        const Place child{.folder = join_path(parent.folder, name), .is_linked = parent.is_linked};
        unsettled_.touch(parent.folder, now);
        if ((mask & (IN_MOVED_FROM | IN_DELETE)) != 0 && forget_below(child.folder)) {
            unsettled_.touch("", now);
            return rewatch();
        }
        if ((mask & (IN_CREATE | IN_MOVED_TO)) == 0) return {};
        // Files may have been put into it before the watch was set: it counts as changed itself.
        unsettled_.touch(child.folder, now);
        return watch_folder(child, static_cast<int>(std::ranges::count(child.folder, '/')) + 1);
    }

    /// True when links led to some of them: those folders may be reached by other links still.
    bool forget_below(const std::string& folder) {
        bool any_linked = false;
        for (auto at = folders_.begin(); at != folders_.end();) {
            if (at->second.folder == folder || at->second.folder.starts_with(folder + '/')) {
                any_linked = any_linked || at->second.is_linked;
                inotify_rm_watch(inotify_.get(), at->first);
                at = folders_.erase(at);
            } else {
                ++at;
            }
        }
        return any_linked;
    }

    /// Some folders may have come unseen, or are watched no more: whoever calls it says that anything may have changed.
    std::string rewatch() {
        forget_watches();
        return watch_everything();
    }

    static std::string to_shown(const std::string& folder) { return '"' + nfc(folder) + '"'; }

    // ---- polling -----------------------------------------------------------------------------------------------------------

    std::optional<FolderStates> look(const std::stop_token& stop) const {
        auto tree = walk(root_, {.stop = stop});
        if (!tree) return std::nullopt;
        FolderStates states;
        collect_states(tree->root, states);
        return states;
    }

    /// Until stopped; with `until_root_is_back` also until then, so that watching can begin again.
    void run_polling(const std::stop_token& stop, bool until_root_is_back) {
        std::optional<FolderStates> reported = until_root_is_back ? std::nullopt : look(stop);
        // What changed before the first look was not seen: the caller's first scan may have run before it too.
        // Of a root that is gone the scan says so.
        if (reported || until_root_is_back) report({""});
        bool was_gone = until_root_is_back;
        while (!stop.stop_requested()) {
            wait_for(-1, static_cast<int>(options_.poll_interval.count()));
            auto now = look(stop);
            if (stop.stop_requested()) return;
            if (!now) {
                if (!was_gone) report({""});
                was_gone = true;
                continue;
            }
            if (was_gone) report({""});
            if (was_gone && until_root_is_back) return;
            was_gone = false;
            if (reported) report_settled(stop, *reported, *std::move(now), reported);
            else reported = std::move(now);
        }
    }

    /// Looks again until two looks agree, so that a file is not reported while it grows; at most for `longest_wait`.
    void report_settled(const std::stop_token& stop, const FolderStates& before, FolderStates now, std::optional<FolderStates>& reported) {
        const auto changed = differences(before, now);
        if (changed.empty()) return;
        const auto end = Clock::now() + options_.longest_wait;
        while (!stop.stop_requested() && Clock::now() < end) {
            wait_for(-1, static_cast<int>(options_.settle.count()));
            auto again = look(stop);
            if (!again || *again == now) break;
            now = *std::move(again);
        }
        if (stop.stop_requested()) return;
        report(differences(before, now));
        reported = std::move(now);
    }

    std::string root_;
    Changed changed_;
    WatchOptions options_;
    Descriptor wake_;
    Descriptor inotify_;
    std::unordered_map<int, Place> folders_;  // by watch
    std::uint64_t generation_ = 0;            // of the watches: their numbers begin anew
    Unsettled unsettled_;
    mutable std::mutex status_lock_;
    WatchStatus status_;
    std::jthread thread_;  // last: it uses all the others
};

Watcher::Watcher(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Watcher::~Watcher() = default;
WatchStatus Watcher::status() const { return loop_->status(); }

Result<std::unique_ptr<Watcher>> Watcher::start(std::string root, Changed changed, WatchOptions options) {
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    const Descriptor test(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!test.valid()) return io::system_error(errno, "cannot be opened", root);
    Descriptor wake(eventfd(0, EFD_CLOEXEC));
    if (!wake.valid()) return io::system_error(errno, "making an event descriptor");
    return std::unique_ptr<Watcher>(
        new Watcher(std::make_unique<Loop>(std::move(root), std::move(changed), std::move(options), std::move(wake))));  // NOLINT: private constructor
}

}  // namespace bt::library
