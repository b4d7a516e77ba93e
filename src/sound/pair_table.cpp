// Two rounds over the songs: the first counts the pairs of each key, the second puts each in its place. As songs come in the order of
// their time, the places of a key rise without sorting.
#include "sound/pair_table.h"

#include "sound/hearing_range.h"

namespace bt::sound {
namespace {

constexpr int kFanOut[kLayers] = {2, 2};
constexpr std::uint32_t kGap = 64;  // frames between songs: no vote reaches across

template <class Visit>
void for_each_pair(std::span<const Landmarks> songs, std::span<const std::uint32_t> first_frames, Visit&& visit) {
    std::vector<LandmarkPair> pairs;
    for (std::size_t song = 0; song < songs.size(); ++song) {
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            const auto& marks = songs[song].layers[layer];
            pairs.clear();
            append_pairs(marks, 0, marks.size(), kFanOut[layer], pairs);
            for (const auto& pair : pairs) {
                visit(pair_key(static_cast<Layer>(layer), pair.pitch, pair.interval, time_cell(pair.frames)), first_frames[song] + pair.frame);
            }
        }
    }
}

}  // namespace

PairTable::PairTable(std::span<const Landmarks> songs) : directory_(kPairKeys + 1, 0) {
    std::uint32_t frame = 0;
    for (const auto& song : songs) {
        first_frames_.push_back(frame);
        frame += static_cast<std::uint32_t>(frames_in(song.duration)) + kGap;
    }
    first_frames_.push_back(frame);
    for_each_pair(songs, first_frames_, [&](PairKey key, std::uint32_t) { ++directory_[key + 1]; });
    for (std::size_t key = 0; key < kPairKeys; ++key) directory_[key + 1] += directory_[key];
    postings_.resize(directory_.back());
    std::vector<std::uint32_t> next(directory_.begin(), directory_.end() - 1);
    for_each_pair(songs, first_frames_, [&](PairKey key, std::uint32_t at) { postings_[next[key]++] = at; });
}

}  // namespace bt::sound
