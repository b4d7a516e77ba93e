// A scan of one library root: walk, find the series, and for those that changed read names and sidecars and probe new files.
//
//   scan: walk the tree -> series places -> signatures against what is known -> changed ones, some at a time:
//         plan, probe on a few threads, finish, hand to the sink
//
// Whether a series changed is decided from one walk, without opening a file of it; media files with an unchanged path and stamp are not
// opened again even in a series that changed (songs and subtitles are named anew). Nothing here stops a scan but the root itself: what cannot be read is reported.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/scan.h"
#include "io/byte_source.h"
#include "media/index/description.h"

namespace bt::library {

/// A file to look into. Called from several threads at once.
struct ProbeRequest {
    std::string path;                            ///< absolute
    std::shared_ptr<const io::ByteSource> bytes;
    ContentKey content;
};
/// What the container says. A fault becomes the file's reason for not being readable.
using Probe = std::function<Result<media::Description>(const ProbeRequest&)>;

/// A file that is not probed: a song, a theme, a subtitle or sound beside a film.
struct SidecarRequest {
    enum class Kind { Subtitle, Sound, Song } kind = Kind::Song;  ///< Sound: beside a film
    std::string format;  ///< lower-case extension
    const io::ByteSource& bytes;
};
/// Whether a glance at the file tells that it is of no use. Called from several threads at once. A fault becomes a problem of the scan.
using Glance = std::function<Result<void>(const SidecarRequest&)>;

/// What earlier scans of the same root left behind.
class KnownLibrary {
public:
    virtual ~KnownLibrary() = default;
    /// Every series folder with its signature; asked once a scan.
    virtual Result<std::vector<domain::KnownFolder>> folders() const = 0;
    /// The media files of one series folder; asked only for series that changed.
    virtual Result<std::vector<domain::MediaFile>> files(const std::string& folder) const = 0;
    /// The print of the content that bears the key, in any library; nothing when it was not taken. Asked from several threads at once.
    virtual Result<std::optional<domain::ContentPrint>> print_of(ContentKey content) const = 0;
};

struct ScanProgress {
    std::uint64_t folders_seen = 0, files_seen = 0;
    std::uint64_t series_found = 0, series_changed = 0, series_done = 0;  ///< done: of the changed ones
    std::uint64_t files_to_probe = 0, files_probed = 0;                   ///< of the series planned so far
    std::string current;                                                  ///< the series or file at hand, under the root
};

struct ScanReport {
    std::uint64_t folders_seen = 0, files_seen = 0, files_probed = 0, files_unreadable = 0;
    std::uint64_t files_being_written = 0;  ///< of the unreadable: to be looked at again soon, nothing may tell when they are whole
    std::uint64_t series_unchanged = 0, series_changed = 0;
    /// Known series folders that are no longer there. Empty when the root looks like an unmounted disk.
    std::vector<std::string> vanished;
    /// Of the walk: folders that cannot be read. Those of one series come with it.
    std::vector<domain::ScanProblem> problems;
};

struct ScanOptions {
    unsigned probe_threads = 2;  ///< 1 to 8
    bool keep_hidden_soundtracks = true;
    std::stop_token stop = {};
    Glance glance = {};
    /// Called from one thread at a time, at most some times a second beside the steps that matter.
    std::function<void(const ScanProgress&)> progress = {};
};

/// Takes a changed series; a fault of its own ends the scan.
using SeriesSink = std::function<Result<void>(domain::ScannedSeries)>;

/// Scans `root`. Series come to the sink in the order of their folders, each complete.
/// Faults: those of the root folder, the known library and the sink; Busy when stopped.
Result<ScanReport> scan_library(const std::string& root, const KnownLibrary& known, const Probe& probe, const SeriesSink& sink,
                                const ScanOptions& options = {});

/// The lines about a container that lists need.
domain::MediaSummary summarise(const media::Description& description);

}  // namespace bt::library
