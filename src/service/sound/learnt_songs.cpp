#include "service/sound/learnt_songs.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/sound/file_hearing.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"

namespace bt::service {
namespace {

bool can_be_written(const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    return !fault && ::access(folder.c_str(), W_OK) == 0;
}

/// An empty one of our own; empty words when there is no room for one, and then nothing can be kept in it either.
std::string temporary_folder() {
    std::error_code fault;
    auto name = (std::filesystem::temp_directory_path(fault) / "bonustrack-XXXXXX").string();
    return ::mkdtemp(name.data()) != nullptr ? name : std::string();
}

}  // namespace

void run_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (auto i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> workers;
    for (unsigned t = 1; t < std::min<std::size_t>(threads, count); ++t) workers.emplace_back(run);
    run();
}

std::optional<std::string> default_song_cache() {
    if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder == '/') return std::string(folder) + "/bonustrack/songs";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return std::string(home) + "/.cache/bonustrack/songs";
    return std::nullopt;
}

LearntSongs::LearntSongs(std::optional<std::string> cache, unsigned threads)
    : folder_(cache && can_be_written(*cache) ? *cache : temporary_folder()), is_temporary_(folder_ != cache), threads_(threads), store_(folder_, sound::kHearingVersion),
      shelf_(folder_ + "/tables", store_) {}

LearntSongs::~LearntSongs() {
    std::error_code fault;
    if (is_temporary_) std::filesystem::remove_all(folder_, fault);
}

Result<ContentKey> LearntSongs::learn(const std::string& path) const {
    if (folder_.empty()) return Error{.fault = Fault::Io, .message = "there is no folder to keep songs in, not even a temporary one"};
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(const auto content, library::read_content_key(*file));
    if (store_.has(content)) {
        if (const auto kept = store_.read(content); kept && sound::decode_landmarks(*kept)) return content;
    }
    BT_TRY(const auto heard, hear_file(path, sound::kSongDensity, MeasureLoudness::No, [](double) { return true; }));
    BT_CHECK(store_.keep(content, sound::encode_landmarks(heard.landmarks)));
    return content;
}

Result<void> LearntSongs::fill(const std::vector<SongFile>& songs, const Progress& progress, const std::function<void(const std::string& path, const Error&)>& problem) {
    std::vector<std::optional<ContentKey>> learnt(songs.size());
    std::mutex mutex;
    std::size_t done = 0;
    run_parallel(songs.size(), threads_, [&](std::size_t i) {
        const auto content = learn(songs[i].path);
        const std::lock_guard lock(mutex);
        if (content) {
            learnt[i] = *content;
        } else {
            problem(songs[i].path, content.error());
        }
        progress(++done, songs.size(), songs[i].name);
    });
    files_.clear();
    std::vector<KnownSound> known;
    for (std::size_t i = 0; i < songs.size(); ++i) {
        if (!learnt[i]) continue;
        known.push_back({*learnt[i], {songs[i].path}, store_.path_of(*learnt[i])});
        files_.push_back(songs[i]);
    }
    return shelf_.fill(known, [](auto) { return true; });
}

}  // namespace bt::service
