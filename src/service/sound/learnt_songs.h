// Songs made ready for `bonustrack listen`: decoded once, several at a time, and remembered between runs by content.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/sound/listening_files.h"
#include "service/sound/song_shelf.h"

namespace bt::service {

class LearntSongs {
public:
    /// `cache`: a folder for what was learnt; nothing, or one that cannot be written: it is forgotten when this ends.
    LearntSongs(std::optional<std::string> cache, unsigned threads);
    ~LearntSongs();
    LearntSongs(const LearntSongs&) = delete;
    LearntSongs& operator=(const LearntSongs&) = delete;

    using Progress = std::function<void(std::size_t done, std::size_t total, const std::string& song)>;
    /// The songs that can be heard; `problem` is told of each that cannot. Both may be called from other threads, one at a time.
    /// Faults: those of SongShelf::fill.
    Result<void> fill(const std::vector<SongFile>& songs, const Progress& progress, const std::function<void(const std::string& path, const Error&)>& problem);

    const sound::SongLibrary& library() const { return shelf_; }
    const SongFile& file(sound::SongNumber song) const { return files_[song.value]; }

private:
    Result<ContentKey> learn(const std::string& path) const;

    std::string folder_;
    bool is_temporary_;
    unsigned threads_;
    LandmarkStore store_;
    SongShelf shelf_;
    std::vector<SongFile> files_;  // by song
};

/// Where programs keep what they can do without: $XDG_CACHE_HOME/bonustrack/songs, or in ~/.cache; nothing when neither is set.
std::optional<std::string> default_song_cache();

/// Runs `work(i)` for each i below `count` on some threads; returns when all are done.
void run_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace bt::service
