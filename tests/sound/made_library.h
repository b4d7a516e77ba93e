// A library of songs in memory.
#pragma once

#include <optional>
#include <vector>

#include "sound/song_library.h"
#include "sound/triple_table.h"

namespace bt::sound {

class MadeLibrary final : public SongLibrary {
public:
    explicit MadeLibrary(std::vector<Landmarks> songs) : songs_(std::move(songs)) {}
    MadeLibrary(MadeLibrary&&) = default;  // the table lies in bytes_, which a copy would have elsewhere
    /// As if it were a large one.
    void make_table() {
        bytes_.clear();
        const auto append = [this](ByteView piece) -> Result<void> {
            bytes_.insert(bytes_.end(), piece.begin(), piece.end());
            return {};
        };
        (void)TripleTable::write(*this, append, [] { return true; });
        table_ = TripleTable::open(bytes_).value();
    }
    const Bytes& table_bytes() const { return bytes_; }

    std::size_t size() const override { return songs_.size(); }
    double duration(SongNumber song) const override { return songs_[song.value].duration; }
    Landmarks landmarks(SongNumber song) const override { return songs_[song.value]; }
    const TripleTable* triples() const override { return table_ ? &*table_ : nullptr; }

private:
    std::vector<Landmarks> songs_;
    Bytes bytes_;
    std::optional<TripleTable> table_;
};

}  // namespace bt::sound
