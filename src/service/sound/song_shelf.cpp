#include "service/sound/song_shelf.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <filesystem>
#include <numeric>

#include "io/atomic_file.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"
#include "sound/song_choice.h"

namespace bt::service {
namespace {

/// Names the table by its songs and everything their landmarks depend on.
std::string name_of(std::span<const KnownSound> songs) {
    std::string text = fmt::format("{} ", sound::kHearingVersion);
    for (const auto& song : songs) text += song.content.text();
    return fmt::format("{:016x}.btt", XXH3_64bits(text.data(), text.size()));
}

constexpr std::chrono::milliseconds kNoPlace{0};

}  // namespace

Result<void> SongShelf::fill(std::span<const KnownSound> songs, const SoundEngine::GoOn& go_on) {
    table_.reset();
    file_.reset();
    paths_.clear();
    for (const auto& song : songs) paths_.push_back(song.landmarks);
    const auto name = name_of(songs);
    const auto path = (std::filesystem::path(folder_) / name).string();
    if (!open_table(path)) {
        BT_CHECK(measure(go_on));
        if (std::accumulate(durations_.begin(), durations_.end(), 0.0) > sound::kCompareWhole) {
            BT_CHECK(make_table(path, go_on));
            if (!open_table(path)) return Error{.fault = Fault::Io, .message = "a table of songs that was just written cannot be read"};
        }
    }
    remove_tables_but(name);
    return {};
}

Result<void> SongShelf::measure(const SoundEngine::GoOn& go_on) {
    durations_.clear();
    for (const auto& path : paths_) {
        if (!go_on(kNoPlace)) return Error{.fault = Fault::Busy, .message = "it was told to stop"};
        BT_TRY(const auto landmarks, read(path));
        durations_.push_back(landmarks.duration);
    }
    return {};
}

bool SongShelf::open_table(const std::string& path) {
    auto file = io::MappedFile::open(path);
    if (!file) return false;
    // Missing, damaged or of another version: nothing depends on it that could not be made again.
    auto table = sound::TripleTable::open((*file)->bytes());
    if (!table || table->songs() != paths_.size()) return false;
    file_ = std::move(*file);
    table_ = std::move(*table);
    durations_.clear();
    for (std::size_t i = 0; i < paths_.size(); ++i) {
        durations_.push_back((table_->first_place(i + 1) - table_->first_place(i)) * sound::kPlaceFrames * sound::kFrameSeconds);
    }
    return true;
}

Result<void> SongShelf::make_table(const std::string& path, const SoundEngine::GoOn& go_on) {
    std::error_code fault;
    std::filesystem::create_directories(folder_, fault);
    BT_TRY(auto file, io::AtomicFile::create(path));
    BT_CHECK(sound::TripleTable::write(*this, [&](ByteView bytes) { return file.write(bytes); }, [&] { return go_on(kNoPlace); }));
    return file.commit(true);
}

Result<sound::Landmarks> SongShelf::read(const std::string& path) const {
    BT_TRY(const auto bytes, landmarks_.read_at(path));
    return sound::decode_landmarks(bytes);
}

sound::Landmarks SongShelf::landmarks(sound::SongNumber song) const {
    auto landmarks = read(paths_[song.value]);
    return landmarks ? std::move(*landmarks) : sound::Landmarks{};
}

void SongShelf::remove_tables_but(const std::string& name) const {
    std::error_code fault;
    for (std::filesystem::directory_iterator each(folder_, fault), end; !fault && each != end; each.increment(fault)) {
        if (each->path().filename() == name) continue;
        std::error_code unremoved;
        std::filesystem::remove(each->path(), unremoved);
    }
}

}  // namespace bt::service
