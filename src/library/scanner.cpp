#include "library/scanner.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/wall_clock.h"
#include "library/content_naming.h"
#include "library/finish_series.h"
#include "library/layout.h"
#include "library/nfo.h"
#include "library/series_builder.h"
#include "library/text.h"
#include "library/tree.h"

namespace bt::library {
namespace {

// Series are planned until they hold this many files to probe: enough to keep the threads busy, little enough to bound memory and to
// show the first series soon.
constexpr std::size_t kBatchFiles = 64;
constexpr auto kProgressInterval = std::chrono::milliseconds(100);
/// The end of a reason that says nothing about the file itself.
constexpr std::string_view kTriesAgain = "; the next scan tries again";

/// Reading ahead of nobody: playing and browsing go first on the disk (ioprio_set(2), class idle).
void yield_disk_to_others() {
    constexpr int kWhoThisThread = 1;
    constexpr int kClassIdle = 3 << 13;
    syscall(SYS_ioprio_set, kWhoThisThread, 0, kClassIdle);
}

class Scan {
public:
    Scan(const std::string& root, const KnownLibrary& known, const Probe& probe, const SeriesSink& sink, const ScanOptions& options)
        : root_(root), known_(known), probe_(probe), sink_(sink), options_(options) {
        while (root_.size() > 1 && root_.ends_with('/')) root_.pop_back();
    }

    Result<ScanReport> run() {
        BT_TRY(const Tree tree, walk(root_, walk_options()));
        report_.folders_seen = progress_.folders_seen = tree.folders_seen;
        report_.files_seen = progress_.files_seen = tree.files_seen;
        report_.problems = tree.problems;
        std::vector<SeriesPlace> places = find_series(tree, file_name(root_));
        std::ranges::sort(places, {}, &SeriesPlace::folder);
        const MusicElsewhere music = find_music(tree, places);
        for (auto& place : places) place.music = &music;
        BT_TRY(const auto changed, changed_places(tree, places));
        progress_.series_found = places.size();
        progress_.series_changed = report_.series_changed = changed.size();
        report_.series_unchanged = places.size() - changed.size();
        tell(true);
        for (std::size_t next = 0; next < changed.size();) {
            BT_TRY(next, run_batch(changed, next));
        }
        tell(true);
        return std::move(report_);
    }

private:
    struct Planned {
        domain::ScannedSeries scanned;
        std::unordered_map<std::string, domain::MediaFile> known;
        std::atomic<bool> is_settled{true};  // false: a file could not be looked into now, but perhaps next time
        std::uint64_t unnamed = 0;           // files without a content key, those that were probed apart
        std::uint64_t being_written = 0;     // files that somebody is filling
        std::mutex lock;                     // of those counts, the problems and the prints, while files are looked into
    };
    using Job = std::function<void()>;

    WalkOptions walk_options() {
        return {.keep_hidden_soundtracks = options_.keep_hidden_soundtracks, .stop = options_.stop,
                .progress = [this](std::uint64_t folders, std::uint64_t files) {
                    progress_.folders_seen = folders;
                    progress_.files_seen = files;
                    tell(false);
                }};
    }

    /// The places to read again; what vanished goes to the report.
    Result<std::vector<const SeriesPlace*>> changed_places(const Tree& tree, const std::vector<SeriesPlace>& places) {
        BT_TRY(const auto known, known_.folders());
        std::unordered_map<std::string_view, domain::FolderSignature> before;
        for (const auto& folder : known) before.emplace(folder.folder, folder.signature);
        std::vector<const SeriesPlace*> changed;
        for (const auto& place : places) {
            const auto found = before.find(place.folder);
            if (found == before.end() || found->second != signature_of(place)) changed.push_back(&place);
            if (found != before.end()) before.erase(found);
        }
        // A disk that is not mounted leaves an empty folder: nothing is taken as gone then, nor below folders that cannot be read.
        if (!before.empty() && tree.files_seen == 0) {
            report_.problems.push_back({"", "the library folder is empty; what it held before is kept"});
            return changed;
        }
        for (const auto& [folder, signature] : before)
            if (!is_below_unread(tree, folder)) report_.vanished.emplace_back(folder);
        std::ranges::sort(report_.vanished);
        return changed;
    }

    static bool is_below_unread(const Tree& tree, std::string_view folder) {
        if (!tree.root.is_partial) return false;
        if (folder.starts_with("//")) folder.remove_prefix(2);
        return std::ranges::any_of(tree.problems, [&](const domain::ScanProblem& problem) {
            return problem.path.empty() || folder == problem.path || (folder.starts_with(problem.path) && folder[problem.path.size()] == '/');
        });
    }

    /// Plans from `next` on, probes and delivers; returns where the next batch begins.
    Result<std::size_t> run_batch(const std::vector<const SeriesPlace*>& places, std::size_t next) {
        std::vector<std::unique_ptr<Planned>> batch;
        std::vector<Job> jobs;
        while (next < places.size() && jobs.size() < kBatchFiles) {
            if (options_.stop.stop_requested()) return stopped();
            progress_.current = places[next]->folder;
            tell(false);
            BT_TRY(auto planned, plan(*places[next]));
            add_jobs(*planned, jobs);
            batch.push_back(std::move(planned));
            ++next;
        }
        progress_.files_to_probe += jobs.size();
        run_jobs(jobs);
        if (options_.stop.stop_requested()) return stopped();
        for (auto& planned : batch) {
            finish_series(planned->scanned);
            if (!planned->is_settled) planned->scanned.signature = {};  // so that the next scan does not pass it by
            report_.files_unreadable += planned->unnamed;
            report_.files_being_written += planned->being_written;
            for (const auto* file : domain::media_files_of(planned->scanned.series)) report_.files_unreadable += file->unreadable.empty() ? 0U : 1U;
            BT_CHECK(sink_(std::move(planned->scanned)));
            ++progress_.series_done;
            tell(false);
        }
        return next;
    }

    static Error stopped() { return Error{Fault::Busy, "the scan was stopped"}; }
    std::string absolute(std::string_view path) const { return join_path(root_ == "/" ? "" : root_, path); }

    Result<std::unique_ptr<Planned>> plan(const SeriesPlace& place) {
        auto planned = std::make_unique<Planned>();
        BT_TRY(auto known, known_.files(place.folder));
        for (auto& file : known) planned->known.emplace(file.path, std::move(file));
        planned->scanned = plan_series(place, [this, &planned](const std::string& path) -> Result<std::string> {
            auto text = read_small_file(absolute(path), kMaxNfoBytes);
            if (!text) return Error{.fault = text.error().fault, .message = reason_of(path, text.error(), *planned)};
            return text;
        });
        return planned;
    }

    void add_jobs(Planned& planned, std::vector<Job>& jobs) {
        const PlanFiles files = files_of(planned.scanned.series);
        for (auto* file : files.media) {
            const auto known = planned.known.find(file->path);
            if (known != planned.known.end() && known->second.stamp == file->stamp && is_settled(known->second)) {
                *file = known->second;
                continue;
            }
            jobs.emplace_back([this, file, &planned] { probe_file(*file, planned); });
        }
        const auto add_naming = [&](auto* file, SidecarRequest::Kind kind) {
            jobs.emplace_back([this, file, kind, &planned] { name_only(file->path, file->stamp, kind, file->content, planned); });
        };
        using Kind = SidecarRequest::Kind;
        for (auto* track : files.tracks) add_naming(track, track->kind == domain::StreamKind::Audio ? Kind::Sound : Kind::Subtitle);
        for (auto* song : files.songs) add_naming(song, Kind::Song);
        for (auto* theme : files.themes) add_naming(theme, Kind::Song);
    }

    /// Whether looking again would tell the same. An empty file has no content to name.
    static bool is_settled(const domain::MediaFile& file) {
        return !file.unreadable.ends_with(kTriesAgain) && (file.content || file.stamp.size == 0);
    }

    Result<ContentKey> content_of(const io::ByteSource& source, const domain::FileStamp& stamp, Planned& planned) {
        const auto named = name_content(source, stamp.modified_ns, wall_clock_milliseconds() * 1'000'000, [this](ContentKey key) { return known_.print_of(key); });
        const std::scoped_lock lock(planned.lock);
        if (!named) {
            if (named.error().fault == Fault::Conflict) ++planned.being_written;
            return named.error();
        }
        if (named->print) planned.scanned.prints.push_back({named->content, *named->print});
        return named->content;
    }

    /// Of a file that is not looked into much further: a song, a theme, a track beside its film.
    void name_only(const std::string& path, const domain::FileStamp& stamp, SidecarRequest::Kind kind, std::optional<ContentKey>& content, Planned& planned) {
        const auto source = io::File::open(absolute(path));
        const auto key = source ? content_of(**source, stamp, planned) : Result<ContentKey>(source.error());
        if (key) content = *key;
        const auto fine = key && options_.glance ? options_.glance({.kind = kind, .format = extension(path), .bytes = **source}) : Result<void>();
        if (key && fine) return;
        domain::ScanProblem problem{path, reason_of(path, key ? fine.error() : key.error(), planned)};
        const std::scoped_lock lock(planned.lock);
        planned.scanned.problems.push_back(std::move(problem));
        ++planned.unnamed;
    }

    void probe_file(domain::MediaFile& file, Planned& planned) {
        tell_current(file.path);
        const std::string path = absolute(file.path);
        const auto source = io::File::open(path);
        const auto key = source ? content_of(**source, file.stamp, planned) : Result<ContentKey>(source.error());
        if (!key) {
            file.unreadable = reason_of(file.path, key.error(), planned);
            return;
        }
        file.content = *key;
        const auto description = probe_({.path = path, .bytes = *source, .content = *key});
        if (description) file.summary = summarise(*description);
        else file.unreadable = reason_of(file.path, description.error(), planned);
    }

    /// Why the file cannot be used; what may pass is looked at again by the next scan. Viewers read these words: they tell where the file
    /// lies in the library, not on the disk.
    std::string reason_of(const std::string& path, const Error& error, Planned& planned) const {
        const bool is_said = error.place.empty() || error.place == absolute(path);
        std::string reason = is_said ? error.message : error.place + ": " + error.message;
        if (error.fault == Fault::Busy) reason = "it could not be looked into just now";  // whatever kept us says nothing about the file
        if (reason.empty()) reason = "it cannot be read";
        if (is_lasting(error.fault)) return reason;
        planned.is_settled = false;
        return reason.append(kTriesAgain);
    }

    /// Runs every job once, on a few threads; returns when all are done or the scan is stopped.
    void run_jobs(const std::vector<Job>& jobs) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            yield_disk_to_others();
            for (std::size_t i = next++; i < jobs.size() && !options_.stop.stop_requested(); i = next++) {
                jobs[i]();
                const std::scoped_lock lock(progress_lock_);
                ++progress_.files_probed;
                ++report_.files_probed;
            }
        };
        const auto count = std::min<std::size_t>(std::clamp(options_.probe_threads, 1U, 8U), jobs.size());
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < count; ++i) threads.emplace_back(work);
    }

    void tell_current(const std::string& path) {
        const std::scoped_lock lock(progress_lock_);
        progress_.current = path;
        tell_locked(false);
    }
    void tell(bool always) {
        const std::scoped_lock lock(progress_lock_);
        tell_locked(always);
    }
    void tell_locked(bool always) {
        const auto now = std::chrono::steady_clock::now();
        if (!options_.progress || (!always && now - told_ < kProgressInterval)) return;
        told_ = now;
        options_.progress(progress_);
    }

    std::string root_;
    const KnownLibrary& known_;
    const Probe& probe_;
    const SeriesSink& sink_;
    const ScanOptions& options_;
    ScanReport report_;
    std::mutex progress_lock_;
    ScanProgress progress_;
    std::chrono::steady_clock::time_point told_{};
};

domain::StreamKind stream_kind(media::TrackKind kind) {
    switch (kind) {
        case media::TrackKind::Video: return domain::StreamKind::Video;
        case media::TrackKind::Audio: return domain::StreamKind::Audio;
        case media::TrackKind::Subtitle: return domain::StreamKind::Subtitle;
        case media::TrackKind::Other: return domain::StreamKind::Other;
    }
    return domain::StreamKind::Other;
}

}  // namespace

domain::MediaSummary summarise(const media::Description& description) {
    domain::MediaSummary out{.container = description.format, .title = description.title, .duration = description.duration,
                             .is_direct = description.container != media::Container::Other};
    if (out.container.empty()) out.container = std::string(to_string(description.container));
    for (const auto& track : description.tracks) {
        domain::StreamSummary stream{.kind = stream_kind(track.kind), .codec = std::string(to_string(track.codec)), .language = track.language,
                                     .name = track.name, .is_default = track.is_default, .is_forced = track.is_forced,
                                     .is_hearing_impaired = track.is_hearing_impaired};
        if (track.video) {
            stream.width = track.video->width;
            stream.height = track.video->height;
        }
        if (track.audio) stream.channels = track.audio->channels;
        out.streams.push_back(std::move(stream));
    }
    return out;
}

Result<ScanReport> scan_library(const std::string& root, const KnownLibrary& known, const Probe& probe, const SeriesSink& sink,
                                const ScanOptions& options) {
    return Scan(root, known, probe, sink, options).run();
}

}  // namespace bt::library
