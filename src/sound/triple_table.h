// Where each triple of landmarks lies in all the songs of a large library, as one immutable run of bytes that is mapped, never loaded.
//
//   header | songs' first places | directory | postings
//
// A place is a half second of all songs laid end to end. A posting is a place and the low bits of its key; the directory says where
// the postings begin whose keys share their high bits. Little-endian, so that a mapped table is used as it lies.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "base/bytes.h"
#include "base/result.h"
#include "sound/song_library.h"
#include "sound/triples.h"

namespace bt::sound {

/// Frames of a place.
constexpr std::uint32_t kPlaceFrames = 32;

class TripleTable {
public:
    using Write = std::function<Result<void>(ByteView)>;
    /// Writes the table of all songs piece by piece, front to back. Takes 700 MB of memory at most; goes over the songs once for counting
    /// and once for every 230 hours. Asks `go_on` before each song. Faults: those of `write`; Busy; TooLarge for more songs or
    /// triples than its numbers can name.
    static Result<void> write(const SongLibrary& songs, const Write& write, const std::function<bool()>& go_on);

    /// Borrows `bytes`, whose owner must outlive the table. What cannot be checked without walking everything is checked when it is used.
    /// Faults: Unsupported (another version: make it again), Truncated, Malformed.
    static Result<TripleTable> open(ByteView bytes);

    std::size_t songs() const { return first_places_.size() - 1; }
    /// Places of all songs together; song i lies at [first_place(i), first_place(i + 1)).
    std::uint32_t places() const { return first_places_.back(); }
    std::uint32_t first_place(std::size_t song) const { return first_places_[song]; }
    std::uint64_t posting_count() const { return postings_.size(); }

    /// Has the processor fetch what visit() of this key will read.
    void prefetch(TripleKey key) const { __builtin_prefetch(&directory_[key >> low_bits_]); }
    void prefetch_postings(TripleKey key) const {
        if (const auto at = directory_[key >> low_bits_]; at < postings_.size()) __builtin_prefetch(&postings_[at]);
    }
    /// Calls `visit(place)` for each place with the key, all below places(). More than `limit` postings to look through: none.
    template <class Visit>
    void visit(TripleKey key, std::size_t limit, Visit&& visit) const {
        const auto bucket = key >> low_bits_;
        const std::size_t first = directory_[bucket], end = directory_[bucket + 1];
        if (first > end || end > postings_.size() || end - first > limit) return;
        const std::uint32_t low = key & ((1U << low_bits_) - 1);
        const unsigned place_bits = 32 - low_bits_;
        const std::uint32_t mask = (std::uint32_t{1} << place_bits) - 1;
        for (auto at = first; at < end; ++at) {
            const auto posting = postings_[at];
            if (posting >> place_bits == low && (posting & mask) < places()) visit(posting & mask);
        }
    }

private:
    TripleTable() = default;
    unsigned low_bits_ = 0;                      // of a key, kept with each posting
    std::span<const std::uint32_t> first_places_, directory_, postings_;
};

}  // namespace bt::sound
