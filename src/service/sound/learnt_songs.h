// Songs made ready for `bonustrack listen`: decoded once, several at a time, and remembered between runs by content.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "service/sound/listening_files.h"
#include "sound/song_library.h"

namespace bt::service {

class LearntSongs {
public:
    /// `cache`: a folder for what was learnt; nothing: forget it.
    LearntSongs(std::optional<std::string> cache, unsigned threads) : cache_(std::move(cache)), threads_(threads) {}

    using Progress = std::function<void(std::size_t done, std::size_t total, const std::string& song)>;
    /// The songs that can be heard; `problem` is told of each that cannot. Both may be called from other threads, one at a time.
    /// Faults: TooLarge for more music than a segment holds.
    Result<void> fill(const std::vector<SongFile>& songs, const Progress& progress, const std::function<void(const std::string& path, const Error&)>& problem);

    const sound::SongLibrary& library() const { return library_; }

private:
    Result<sound::Landmarks> learn(const std::string& path) const;

    std::optional<std::string> cache_;
    unsigned threads_;
    Bytes segment_;  // what library_ borrows
    sound::SongLibrary library_;
};

/// Where programs keep what they can do without: $XDG_CACHE_HOME/bonustrack/songs, or in ~/.cache; nothing when neither is set.
std::optional<std::string> default_song_cache();

/// Runs `work(i)` for each i below `count` on some threads; returns when all are done.
void run_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace bt::service
