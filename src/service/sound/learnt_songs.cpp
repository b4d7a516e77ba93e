#include "service/sound/learnt_songs.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "io/byte_source.h"
#include "library/fingerprint.h"
#include "service/sound/file_hearing.h"
#include "service/sound/landmark_store.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/song_segment.h"

namespace bt::service {

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

Result<sound::Landmarks> LearntSongs::learn(const std::string& path) const {
    std::optional<ContentKey> content;
    if (cache_) {
        BT_TRY(const auto file, io::File::open(path));
        BT_TRY(content, library::read_content_key(*file));
        if (auto kept = LandmarkStore(*cache_, sound::kHearingVersion).read(*content)) {
            if (auto landmarks = sound::decode_landmarks(*kept)) return landmarks;
        }
    }
    BT_TRY(auto heard, hear_file(path, sound::kSongDensity, MeasureLoudness::No, [](double) { return true; }));
    // A cache that cannot be written costs time, not answers.
    if (content) (void)LandmarkStore(*cache_, sound::kHearingVersion).keep(*content, sound::encode_landmarks(heard.landmarks));
    return std::move(heard.landmarks);
}

Result<void> LearntSongs::fill(const std::vector<SongFile>& songs, const Progress& progress, const std::function<void(const std::string& path, const Error&)>& problem) {
    std::vector<std::optional<sound::Landmarks>> learnt(songs.size());
    std::mutex mutex;
    std::size_t done = 0;
    run_parallel(songs.size(), threads_, [&](std::size_t i) {
        auto landmarks = learn(songs[i].path);
        const std::lock_guard lock(mutex);
        if (landmarks) {
            learnt[i] = std::move(*landmarks);
        } else {
            problem(songs[i].path, landmarks.error());
        }
        progress(++done, songs.size(), songs[i].name);
    });
    std::vector<sound::ReferenceSong> references;
    for (std::size_t i = 0; i < songs.size(); ++i) {
        if (learnt[i]) references.push_back({songs[i].name, std::move(*learnt[i])});
    }
    library_ = {};
    BT_TRY(segment_, sound::build_segment(references));
    BT_TRY(auto segment, sound::SongSegment::open(segment_));
    library_ = sound::SongLibrary({std::move(segment)});
    return {};
}

}  // namespace bt::service
