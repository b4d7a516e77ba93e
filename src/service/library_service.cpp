#include "service/library_service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>

#include "base/wall_clock.h"
#include "delivery/presentation.h"
#include "service/content_folder.h"
#include "service/glance.h"
#include "service/index_store.h"
#include "store/catalogue_writer.h"
#include "store/file_reader.h"
#include "store/scan_state_store.h"

namespace bt::service {
namespace {

// A disk that was full or away may be back, a file that was being written may be whole; soon enough for who waits for it, seldom enough for the log.
constexpr auto kRetryAfter = std::chrono::seconds(30);

/// Whether others can be saved all the same; anything else is the database's.
bool is_of_the_series(Fault fault) { return fault == Fault::Conflict || fault == Fault::Invalid || fault == Fault::TooLarge; }

/// Whether it is the library's own folder that cannot be had.
bool is_of_the_folder(const Error& error, const std::string& root) {
    return error.place == root && (error.fault == Fault::NotFound || error.fault == Fault::Denied || error.fault == Fault::Io);
}

/// What the scanner asks of earlier scans, answered by the store.
class KnownFromStore final : public library::KnownLibrary {
public:
    KnownFromStore(store::Database& database, domain::LibraryId library) : state_(database), library_(library) {}
    Result<std::vector<domain::KnownFolder>> folders() const override { return state_.known_folders(library_); }
    Result<std::vector<domain::MediaFile>> files(const std::string& folder) const override { return state_.known_files(library_, folder); }
    Result<std::optional<domain::ContentPrint>> print_of(ContentKey content) const override { return state_.print_of(content); }

private:
    store::ScanStateStore state_;
    domain::LibraryId library_;
};

/// Looks into one file with our readers, keeping their index for playing, else asks who knows other containers.
Result<media::Description> probe(const LibraryService::Options& options, const library::ProbeRequest& request) {
    auto opened = open_indexed(options.index_folder, request.content, request.bytes);
    if (!opened) {
        if (opened.error().fault != Fault::Unsupported || !options.describe) return opened.error();
        auto described = options.describe(request.path);
        // What our reader took it for says more than that nobody knows it, and less than that it kills its decoder.
        const bool says_more = described || described.error().fault == Fault::Malformed || described.error().fault == Fault::Busy || opened.error().message.empty();
        return says_more ? described : opened.error();
    }
    auto description = (*opened)->description();
    if (const auto presentation = delivery::Presentation::open(*opened); !presentation) {
        // Told as what it is, but not played from the original.
        description.container = media::Container::Other;
        return description;
    }
    return description;
}

/// For viewers, so without the way to the folder.
std::string watching_text(const std::string& path, const library::WatchStatus& status) {
    const auto root = std::filesystem::path(path).filename().string();
    switch (status.mode) {
        case library::WatchStatus::Mode::Starting: return fmt::format("{}: not watched yet", root);
        case library::WatchStatus::Mode::Events:
            return fmt::format("{}: changes are noticed at once{}", root, status.reason.empty() ? "" : fmt::format(", and looked for once a minute ({})", status.reason));
        case library::WatchStatus::Mode::Polling: return fmt::format("{}: looked through once a minute ({})", root, status.reason);
    }
    return root;
}

/// Puts at rest what libraries hold that are not among `served`: seen by nobody, and itself again when its library is served again.
/// Returns how many series.
Result<std::int64_t> retire_unserved(store::Database& database, const std::set<domain::LibraryId>& served) {
    store::CatalogueWriter writer(database);
    BT_TRY(const auto libraries, store::ScanStateStore(database).libraries());
    std::int64_t retired = 0;
    for (const auto& library : libraries) {
        if (served.contains(library.id)) continue;
        BT_TRY(const auto series, writer.retire_absent(library.id, {}));
        BT_CHECK(writer.note_problems(library.id, {}));
        retired += series;
    }
    return retired;
}

/// Where a folder that is not there will be: the name by which its library is known, so links on the way are followed, and its own.
std::string future_place(const std::filesystem::path& named) {
    std::error_code fault;
    const auto target = std::filesystem::read_symlink(named, fault);
    const auto path = fault ? named : named.parent_path() / target;
    auto place = std::filesystem::weakly_canonical(std::filesystem::absolute(path, fault), fault);
    if (fault) place = std::filesystem::absolute(path, fault).lexically_normal();
    return (place.has_filename() ? place : place.parent_path()).string();
}

struct FoundRoot {
    std::string path;
    bool is_there = true;
};

/// A disk that is not plugged in takes no other library with it. Faults: NotFound when none is there; Invalid for what is no folder.
Result<std::vector<FoundRoot>> find_roots(const std::vector<std::string>& paths) {
    std::vector<FoundRoot> roots;
    std::optional<Error> missing;
    for (const auto& path : paths) {
        std::error_code fault;
        const auto absolute = std::filesystem::canonical(path, fault);
        if (fault) {
            if (!missing) missing = Error{.fault = Fault::NotFound, .message = fmt::format("the library {} cannot be opened: {}", path, fault.message())};
            roots.push_back({future_place(path), false});
            continue;
        }
        if (!std::filesystem::is_directory(absolute, fault)) return Error{.fault = Fault::Invalid, .message = fmt::format("the library {} is not a folder", path)};
        roots.push_back({absolute.string(), true});
    }
    if (missing && std::ranges::none_of(roots, &FoundRoot::is_there)) return *missing;
    return roots;
}

}  // namespace

Result<std::unique_ptr<LibraryService>> LibraryService::start(store::Database& database, Options options) {
    std::unique_ptr<LibraryService> service(new LibraryService(database, std::move(options)));
    store::ScanStateStore state(database);
    std::set<domain::LibraryId> served;
    bool is_any_unheard_of = false;
    BT_TRY(const auto roots, find_roots(service->options_.roots));
    for (const auto& root : roots) {
        BT_TRY(const auto id, state.library_at(root.path));
        BT_TRY(const auto known, state.known_folders(id));
        is_any_unheard_of = is_any_unheard_of || (!root.is_there && known.empty());
        service->due_.insert(service->roots_.size());
        service->status_.watching.push_back(watching_text(root.path, {}));
        service->roots_.push_back({id, root.path});
        served.insert(id);
    }
    // Before anybody is answered. Nothing is put at rest for a slip of the pen.
    if (!is_any_unheard_of) {
        BT_TRY(const auto retired, retire_unserved(database, served));
        if (retired > 0 && service->options_.on_change) service->options_.on_change();
    }
    service->watchers_.resize(service->roots_.size());
    for (std::size_t i = 0; i < service->roots_.size(); ++i) service->watch(i);
    service->worker_ = std::jthread([raw = service.get()](std::stop_token stop) { raw->run(std::move(stop)); });
    return service;
}

LibraryService::~LibraryService() {
    worker_.request_stop();
    wake_.notify_all();
    if (worker_.joinable()) worker_.join();  // it may be about to watch
    watchers_.clear();                       // they call back into this object
}

void LibraryService::watch(std::size_t root) {
    library::WatchOptions options;
    options.on_status = [this, root](const library::WatchStatus& status) {
        const auto text = watching_text(roots_[root].path, status);
        if (status.mode == library::WatchStatus::Mode::Polling) spdlog::warn("library_polled how=\"{}\"", text);
        const std::lock_guard lock(mutex_);
        status_.watching[root] = text;
    };
    auto watcher = library::Watcher::start(roots_[root].path, [this, root](const auto&) {
        const std::lock_guard lock(mutex_);
        due_.insert(root);
        wake_.notify_all();
    }, options);
    if (watcher) {
        watchers_[root] = std::move(*watcher);
        return;
    }
    const std::lock_guard lock(mutex_);
    status_.watching[root] = fmt::format("{}: not watched", std::filesystem::path(roots_[root].path).filename().string());
}

void LibraryService::watch_late(std::size_t root) {
    watch(root);
    if (!watchers_[root]) return;
    const std::lock_guard lock(mutex_);
    due_.insert(root);
}

ScanStatus LibraryService::status() const {
    const std::lock_guard lock(mutex_);
    auto now = status_;
    now.is_scanning = now.is_scanning || !due_.empty();  // nor between two libraries is it at rest
    return now;
}

void LibraryService::rescan() {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < roots_.size(); ++i) due_.insert(i);
    wake_.notify_all();
}

void LibraryService::stop() { worker_.request_stop(); }

void LibraryService::run(std::stop_token stop) {
    std::set<std::size_t> scanned, failed;
    for (;;) {
        std::size_t next = 0;
        {
            std::unique_lock lock(mutex_);
            const auto is_due = [this] { return !due_.empty(); };
            const bool asked = failed.empty() ? wake_.wait(lock, stop, is_due) : wake_.wait_for(lock, stop, kRetryAfter, is_due);
            if (stop.stop_requested()) return;
            if (!asked) due_.swap(failed);
            next = *due_.begin();
            due_.erase(due_.begin());
            status_.is_scanning = true;
        }
        failed.erase(next);
        if (!scan(roots_[next], stop)) failed.insert(next);
        if (!watchers_[next]) watch_late(next);
        scanned.insert(next);
        const std::lock_guard lock(mutex_);
        status_.is_scanning = false;  // who waits for this finds all others told, too
        status_.has_scanned = scanned.size() == roots_.size();
    }
}

bool LibraryService::scan(const Root& root, std::stop_token stop) {
    {
        const std::lock_guard lock(mutex_);
        status_.library = root.path;
        status_.progress = {};
        status_.started_ms = wall_clock_milliseconds();
        status_.finished_ms = 0;
        status_.failure.reset();
    }
    bool is_changed = false;
    const auto report = scan_root(root, stop, is_changed);
    const auto failure = !report && !stop.stop_requested() ? std::optional(report.error()) : std::nullopt;
    if (failure && is_of_the_folder(*failure, root.path)) {
        // Its series stay listed: somebody who cannot play them must find out why. What other trouble there was is not there to be seen, either.
        const std::vector<domain::ScanProblem> away{{"", fmt::format("the library folder {}; what it held before is kept", failure->message)}};
        if (const auto noted = store::CatalogueWriter(database_).note_problems(root.id, away); !noted) spdlog::warn("problem_not_kept reason=\"{}\"", noted.error().describe());
    }
    ScanStatus ended;
    {
        const std::lock_guard lock(mutex_);
        status_.finished_ms = wall_clock_milliseconds();
        status_.failure = failure;
        status_.unread = report ? report->problems.size() + report->files_unreadable : 0;
        ended = status_;
        ended.is_scanning = false;
    }
    if (options_.on_progress) options_.on_progress(ended);
    // A scan that broke off may have changed a part.
    if (!report || is_changed) {
        if (report) remove_unused_indexes();
        if (options_.on_change) options_.on_change();
    }
    return report && report->files_being_written == 0;
}

Result<library::ScanReport> LibraryService::scan_root(const Root& root, std::stop_token stop, bool& is_changed) {
    const KnownFromStore known(database_, root.id);
    store::CatalogueWriter writer(database_, [this](domain::LibraryId library, const std::string& path) {
        for (const auto& each : roots_) {
            std::error_code fault;
            if (each.id == library) return std::filesystem::exists(std::filesystem::path(each.path) / path, fault);
        }
        return false;
    });
    BT_TRY(const auto before, known.folders());
    std::set<std::string> present;
    for (const auto& each : before) present.insert(each.folder);

    std::vector<domain::ScanProblem> unread;
    library::ScanOptions options{.probe_threads = options_.probe_threads, .stop = stop, .glance = glance_at_sidecar};
    options.progress = [this](const library::ScanProgress& progress) { note_progress(progress); };
    BT_TRY(auto report, library::scan_library(
                            root.path, known, [this](const auto& request) { return probe(options_, request); },
                            [&](domain::ScannedSeries series) -> Result<void> {
                                // A folder below it could not be read: what is known of the series stays until it can be.
                                if (!present.insert(series.folder).second && series.is_partial) {
                                    unread.insert(unread.end(), series.problems.begin(), series.problems.end());
                                    return {};
                                }
                                const auto applied = writer.apply(root.id, series);
                                if (!applied && !is_of_the_series(applied.error().fault)) return applied.error();
                                if (!applied) unread.push_back({series.folder, applied.error().message});
                                is_changed = is_changed || (applied && applied->is_changed);
                                return {};
                            },
                            options));
    report.problems.insert(report.problems.end(), unread.begin(), unread.end());
    BT_CHECK(writer.note_problems(root.id, report.problems));
    BT_TRY(const auto retired, writer.retire(root.id, report.vanished));
    is_changed = is_changed || retired > 0;
    return report;
}

void LibraryService::remove_unused_indexes() {
    // Of what is only away an index is made again when it is played.
    const auto wanted = store::FileReader(database_).contents();
    if (wanted) ContentFolder(options_.index_folder).remove_all_but(*wanted);
}

void LibraryService::note_progress(const library::ScanProgress& progress) {
    ScanStatus now;
    {
        const std::lock_guard lock(mutex_);
        status_.progress = progress;
        now = status_;
    }
    if (options_.on_progress) options_.on_progress(now);
}

}  // namespace bt::service
