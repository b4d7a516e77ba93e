#include "service/sound/listening_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "library/episode_name.h"
#include "library/extra_name.h"
#include "library/file_class.h"
#include "library/series_name.h"
#include "library/sidecar_name.h"
#include "library/split_name.h"
#include "library/text.h"
#include "library/tree.h"

namespace bt::service {
namespace {

namespace fs = std::filesystem;
using library::FileClass;

FileClass class_of(const fs::path& path) {
    const auto extension = path.extension().string();
    return library::classify_extension(extension.empty() ? std::string() : ascii_lower(extension.substr(1)));
}

bool is_episode(const std::string& name) {
    const fs::path path(name);
    return class_of(path) == FileClass::Video && !library::read_extra_suffix(path.stem().string());
}

void collect_videos(const library::TreeFolder& folder, const fs::path& root, std::vector<EpisodeFile>& into) {
    for (const auto& file : folder.files) {
        if (!is_episode(file.name)) continue;
        const auto inside = fs::path(folder.path) / file.name;
        into.push_back({.path = (root / inside).string(), .shown = inside.string()});
    }
    for (const auto& child : folder.folders) {
        if (!library::read_extras_folder(child.name)) collect_videos(child, root, into);
    }
}

void collect_songs(const fs::path& folder, const fs::path& root, std::vector<SongFile>& into) {
    const auto tree = library::walk(folder.string());
    if (!tree) return;
    const auto visit = [&](const auto& self, const library::TreeFolder& each) -> void {
        for (const auto& file : each.files) {
            const auto path = folder / each.path / file.name;
            if (class_of(path) == FileClass::Audio) into.push_back({path.string(), path.lexically_relative(root).string()});
        }
        for (const auto& child : each.folders) self(self, child);
    };
    visit(visit, tree->root);
}

/// What orders episodes: season, number, then the name.
auto order_of(const EpisodeFile& file) {
    const auto stem = fs::path(file.path).stem().string();
    const auto name = library::read_episode_name(stem, {});
    return std::tuple(name.season.value_or(0), name.first.value_or(0), stem);
}

/// As the library has it: the pieces are numbered from 1, none twice. Those behind the first go with it.
void join_splits(std::vector<EpisodeFile>& files) {
    std::map<std::string, std::map<int, std::size_t>> splits;  // by name without the part; of each part the file
    std::set<std::string> repeated;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto split = library::read_split(fs::path(files[i].path).stem().string());
        if (!split) continue;
        const auto name = library::title_key(split->base);
        if (!splits[name].emplace(split->part, i).second) repeated.insert(name);
    }
    std::set<std::size_t> joined;
    for (const auto& [name, parts] : splits) {
        if (repeated.contains(name) || parts.begin()->first != 1) continue;
        for (auto part = std::next(parts.begin()); part != parts.end(); ++part) {
            files[parts.begin()->second].following.push_back(files[part->second].path);
            joined.insert(part->second);
        }
    }
    for (auto at = joined.rbegin(); at != joined.rend(); ++at) files.erase(files.begin() + static_cast<std::ptrdiff_t>(*at));
}

/// The soundtrack of one folder: its soundtrack folders, "theme-music" and "theme.mp3".
void collect_soundtrack(const fs::path& folder, std::vector<SongFile>& into) {
    std::vector<fs::path> entries;
    std::error_code fault;
    for (fs::directory_iterator each(folder, fault), end; !fault && each != end; each.increment(fault)) entries.push_back(each->path());
    std::sort(entries.begin(), entries.end());
    const auto series = folder.filename().string();
    for (const auto& entry : entries) {
        const auto name = entry.filename().string();
        if (fs::is_directory(entry, fault)) {
            if (library::is_soundtrack_folder(name, series) || equals_ignoring_ascii_case(name, "theme-music")) collect_songs(entry, entry, into);
        } else if (equals_ignoring_ascii_case(entry.stem().string(), "theme") && class_of(entry) == FileClass::Audio) {
            into.push_back({entry.string(), name});
        }
    }
}

/// Episodes of two folders may be called the same.
void tell_apart(std::map<std::string, std::vector<EpisodeFile>>& by_folder) {
    std::set<std::string> shown;
    bool are_apart = true;
    for (const auto& [folder, files] : by_folder) {
        for (const auto& file : files) are_apart = shown.insert(file.shown).second && are_apart;
    }
    if (are_apart) return;
    for (auto& [folder, files] : by_folder) {
        for (auto& file : files) file.shown = file.path;
    }
}

}  // namespace

ListeningFiles find_episodes(const std::vector<std::string>& paths) {
    ListeningFiles files;
    std::map<std::string, std::vector<EpisodeFile>> by_folder;
    std::vector<std::string> order;
    std::set<std::string> taken;
    const auto take = [&](const EpisodeFile& file) {
        std::error_code fault;
        const auto real = fs::weakly_canonical(file.path, fault);
        const auto key = fault ? fs::path(file.path) : real;
        if (!taken.insert(key.string()).second) return;
        const auto folder = key.parent_path().string();
        if (!by_folder.contains(folder)) order.push_back(folder);
        by_folder[folder].push_back(file);
    };
    for (const auto& path : paths) {
        std::error_code fault;
        const auto status = fs::status(path, fault);
        if (fs::is_directory(status)) {
            const auto tree = library::walk(path);
            if (!tree) {
                files.problems.emplace_back(path, tree.error());
                continue;
            }
            std::vector<EpisodeFile> found;
            collect_videos(tree->root, path, found);
            if (found.empty()) files.problems.emplace_back(path, Error{.fault = Fault::NotFound, .message = "there is no video in this folder"});
            for (const auto& file : found) take(file);
        } else if (fs::is_regular_file(status)) {
            take({.path = path, .shown = path});
        } else if (fs::exists(status)) {
            // Whoever opens a pipe waits for its other end.
            files.problems.emplace_back(path, Error{.fault = Fault::Unsupported, .message = "not a regular file: " + path});
        } else {
            files.problems.emplace_back(path, Error{.fault = Fault::NotFound, .message = "there is no such file or folder"});
        }
    }
    tell_apart(by_folder);
    for (const auto& folder : order) {
        auto& episodes = by_folder[folder];
        join_splits(episodes);
        std::stable_sort(episodes.begin(), episodes.end(), [](const EpisodeFile& a, const EpisodeFile& b) { return order_of(a) < order_of(b); });
        files.seasons.push_back({folder, std::move(episodes)});
    }
    return files;
}

std::vector<SongFile> songs_in(const std::string& folder) {
    std::vector<SongFile> songs;
    collect_songs(folder, folder, songs);
    return songs;
}

std::vector<SongFile> songs_beside(const std::string& season_folder) {
    std::vector<SongFile> songs;
    const fs::path folder(season_folder);
    collect_soundtrack(folder, songs);
    // Only a season's folder has its series above it; above a series lie other people's songs.
    const auto above = folder.parent_path();
    if (library::read_season_folder(folder.filename().string(), above.filename().string(), library::SeasonForm::Anywhere)) collect_soundtrack(above, songs);
    return songs;
}

}  // namespace bt::service
