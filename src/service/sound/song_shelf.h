// The songs an engine looks for, by their landmarks on the disk. For a library too large to be compared whole there is a table of all of them,
// a file that is mapped, not loaded, and made anew when a song comes or goes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/mapped_file.h"
#include "service/sound/landmark_store.h"
#include "service/sound/sound_engine.h"
#include "sound/song_library.h"
#include "sound/triple_table.h"

namespace bt::service {

class SongShelf final : public sound::SongLibrary {
public:
    /// The table lies in `folder`; `landmarks` reads those of songs.
    SongShelf(std::string folder, LandmarkStore landmarks) : folder_(std::move(folder)), landmarks_(std::move(landmarks)) {}

    /// A song's place in `songs` is its SongNumber. Tables of other songs are removed.
    /// Faults: those of reading landmarks and of writing the folder; Busy when `go_on` says no.
    Result<void> fill(std::span<const KnownSound> songs, const SoundEngine::GoOn& go_on);

    std::size_t size() const override { return paths_.size(); }
    double duration(sound::SongNumber song) const override { return durations_[song.value]; }
    sound::Landmarks landmarks(sound::SongNumber song) const override;
    const sound::TripleTable* triples() const override { return table_ ? &*table_ : nullptr; }

private:
    Result<sound::Landmarks> read(const std::string& path) const;
    Result<void> measure(const SoundEngine::GoOn& go_on);
    Result<void> make_table(const std::string& path, const SoundEngine::GoOn& go_on);
    bool open_table(const std::string& path);
    void remove_tables_but(const std::string& name) const;

    const std::string folder_;
    const LandmarkStore landmarks_;
    std::vector<std::string> paths_;  // of landmarks, by song
    std::vector<double> durations_;
    std::shared_ptr<const io::MappedFile> file_;  // what table_ borrows
    std::optional<sound::TripleTable> table_;
};

}  // namespace bt::service
