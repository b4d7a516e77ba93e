// Songs are spread over segments by the first bits of their keys, so many that a segment holds some hundred songs: building one takes
// megabytes of memory, not gigabytes, and a song that comes or goes changes one segment. Doubling the library rebuilds everything once.
#include "service/sound/song_shelf.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <filesystem>

#include "io/atomic_file.h"
#include "sound/hearing_range.h"
#include "sound/packed_landmarks.h"

namespace bt::service {
namespace {

/// Some 30 hours of music: 70 MB while it is built.
constexpr std::size_t kSongsOfASegment = 512;

unsigned bits_for(std::size_t songs) {
    unsigned bits = 0;
    while ((kSongsOfASegment << bits) < songs) ++bits;
    return bits;
}

std::uint64_t segment_of(ContentKey content, unsigned bits) { return bits == 0 ? 0 : content.high >> (64 - bits); }

/// Names the segment by its songs and everything their landmarks depend on.
std::string name_of(std::span<const KnownSound> songs) {
    std::string text = fmt::format("{} 1 ", sound::kHearingVersion);
    for (const auto& song : songs) text += song.content.text();
    return fmt::format("{:016x}.bts", XXH3_64bits(text.data(), text.size()));
}

}  // namespace

Result<void> SongShelf::fill(std::span<const KnownSound> songs, const SoundEngine::GoOn& go_on) {
    library_ = {};
    segments_.clear();
    files_.clear();
    names_.clear();
    const unsigned bits = bits_for(songs.size());
    for (std::size_t from = 0; from < songs.size();) {
        if (!go_on(std::chrono::milliseconds{0})) return Error{.fault = Fault::Busy, .message = "it was told to stop"};
        std::size_t to = from + 1;
        while (to < songs.size() && segment_of(songs[to].content, bits) == segment_of(songs[from].content, bits)) ++to;
        BT_CHECK(add_segment(songs.subspan(from, to - from)));
        from = to;
    }
    library_ = sound::SongLibrary(segments_);
    remove_others();
    return {};
}

Result<void> SongShelf::add_segment(std::span<const KnownSound> songs) {
    const auto name = name_of(songs);
    const auto path = (std::filesystem::path(folder_) / name).string();
    for (int attempt = 0;; ++attempt) {
        auto file = io::MappedFile::open(path);
        if (file) {
            auto segment = sound::SongSegment::open((*file)->bytes());
            if (segment && segment->size() == songs.size()) {
                names_.push_back(name);
                files_.push_back(std::move(*file));
                segments_.push_back(std::move(*segment));
                return {};
            }
        }
        if (attempt > 0) return Error{.fault = Fault::Io, .message = "a segment of songs that was just written cannot be read"};
        // Missing, damaged or of another version: nothing depends on it that could not be made again.
        BT_TRY(const auto bytes, build(songs));
        std::error_code fault;
        std::filesystem::create_directories(folder_, fault);
        BT_CHECK(io::write_file(path, bytes, true));
    }
}

Result<Bytes> SongShelf::build(std::span<const KnownSound> songs) const {
    std::vector<sound::ReferenceSong> references;
    for (const auto& song : songs) {
        BT_TRY(const auto bytes, landmarks_.read_at(song.landmarks));
        BT_TRY(auto landmarks, sound::decode_landmarks(bytes));
        references.push_back({.name = song.content.text(), .landmarks = std::move(landmarks)});
    }
    return sound::build_segment(references);
}

void SongShelf::remove_others() const {
    std::error_code fault;
    for (std::filesystem::directory_iterator each(folder_, fault), end; !fault && each != end; each.increment(fault)) {
        if (std::ranges::find(names_, each->path().filename().string()) != names_.end()) continue;
        std::error_code unremoved;
        std::filesystem::remove(each->path(), unremoved);
    }
}

}  // namespace bt::service
