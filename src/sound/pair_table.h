// Where each pair of landmarks lies in some songs. Lives in memory: 3.1 MB, and at most 2.3 MB an hour of music (two pairs a
// landmark, four bytes each). Made in a moment.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sound/landmarks.h"
#include "sound/pairs.h"

namespace bt::sound {

class PairTable {
public:
    PairTable() : PairTable(std::span<const Landmarks>{}) {}
    /// The songs lie one behind the other on one line of time, in the order given. Borrows nothing.
    explicit PairTable(std::span<const Landmarks> songs);

    std::size_t size() const { return first_frames_.size() - 1; }
    /// Frames of all songs together; song i lies at [first_frame(i), first_frame(i + 1)).
    std::uint32_t frames() const { return first_frames_.back(); }
    std::uint32_t first_frame(std::size_t song) const { return first_frames_[song]; }
    std::uint64_t posting_count() const { return postings_.size(); }

    /// The places with a key from `first` to `last`, rising for each key.
    std::span<const std::uint32_t> places(PairKey first, PairKey last) const { return {postings_.data() + directory_[first], postings_.data() + directory_[last + 1]}; }

private:
    std::vector<std::uint32_t> first_frames_;  // one more than songs
    std::vector<std::uint32_t> directory_;     // where the postings of a key begin; one more than keys
    std::vector<std::uint32_t> postings_;
};

}  // namespace bt::sound
