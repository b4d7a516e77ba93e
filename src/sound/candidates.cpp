// Each pair of the episode votes for the diagonals, song time less episode time, on which the same pair lies in a song. Votes are counted in cells of
// half a second: coarse enough that a song five percent too fast stays in one or two cells for eight seconds, and that all songs of a
// library fit a table in the processor's cache. A vote weighs more the rarer its key. A cell stands out when it holds far more than its song's cells
// do on average.
#include "sound/candidates.h"

#include <algorithm>
#include <cmath>

#include "sound/hearing_range.h"
#include "sound/pairs.h"

namespace bt::sound {
namespace {

constexpr unsigned kCellShift = 5;             // 32 frames, half a second
constexpr std::uint32_t kBlockFrames = 128;    // two seconds, and four cells: the diagonal of one block goes on four cells further in the next
constexpr std::size_t kBlockCells = kBlockFrames >> kCellShift;
constexpr std::size_t kBlocks = 4;             // of a stretch
constexpr int kFanOut[kLayers] = {6, 4};
constexpr int kPitchReach = 3;                 // steps: five percent are 2.5
constexpr float kLeastScore = 4.5F;
constexpr std::size_t kMostCandidates = 14;    // of a stretch
constexpr std::uint8_t kMostOfSong = 3;        // of a song in it: one that repeats itself would leave no room for others

/// Longer lists say nothing. Grows with the library: a list is long by what others of its kind are.
std::size_t longest_list(const PairTable& songs) {
    return static_cast<std::size_t>(std::max<std::uint64_t>(64, songs.posting_count() * 24 / kPairKeys));
}

class Votes {
public:
    Votes(const PairTable& songs, std::size_t limit) : songs_(songs), limit_(limit), cells_((songs.frames() >> kCellShift) + kBlockCells * (kBlocks + 1) + 2) {
        for (auto& block : blocks_) block.assign(cells_ + kBlocks * kBlockCells, 0);
    }

    std::vector<std::uint16_t>& open_block(std::size_t number) {
        auto& block = blocks_[number % kBlocks];
        std::fill(block.begin(), block.end(), std::uint16_t{0});
        return block;
    }

    /// A pair whose first landmark lies `frame` frames into its block. Cell c of a block: the song's time at the block's start.
    void cast(std::vector<std::uint16_t>& block, Layer layer, const LandmarkPair& pair, std::uint32_t frame) const {
        const auto [cell, neighbour] = time_cells(pair.frames);
        const int low = std::max(0, pair.pitch - kPitchReach) / 2;
        const int high = std::min(kPitchSteps - 1, pair.pitch + kPitchReach) / 2;
        auto* votes = block.data();
        const auto bias = kBlockFrames - frame;
        for (int pitch = low; pitch <= high; ++pitch) {
            for (int side = 0; side < (neighbour == cell ? 1 : 2); ++side) {
                songs_.visit(pair_key(layer, pitch, pair.interval, side == 0 ? cell : neighbour), limit_,
                               [votes, bias](std::uint32_t at) { ++votes[(at + bias) >> kCellShift]; });
            }
        }
    }

    /// The sum of the stretch whose last block is `number`, by the cell of its first block.
    void sum(std::size_t number, std::vector<std::uint16_t>& into) const {
        into.assign(cells_, 0);
        for (std::size_t b = 0; b < kBlocks; ++b) {
            const auto* block = blocks_[(number - (kBlocks - 1) + b) % kBlocks].data() + b * kBlockCells;
            for (std::size_t c = 0; c < cells_; ++c) into[c] = static_cast<std::uint16_t>(into[c] + block[c]);
        }
    }

private:
    const PairTable& songs_;
    std::size_t limit_, cells_;
    std::vector<std::uint16_t> blocks_[kBlocks];
};

/// The cells of the stretch that stand out of their song's.
void stand_outs(const std::vector<std::uint16_t>& sums, const PairTable& songs, std::size_t first_block, std::vector<Candidate>& found) {
    std::vector<Candidate> stretch;
    for (std::size_t song = 0; song < songs.size(); ++song) {
        // A song also counts when the stretch begins before it: its cells reach a stretch to the left, which is the gap or another song's end.
        const std::size_t begin = (songs.first_frame(song) + kBlockFrames) >> kCellShift;
        const std::size_t end = std::min(sums.size() - 1, static_cast<std::size_t>((songs.first_frame(song + 1) + kBlockFrames) >> kCellShift));
        if (begin >= end) continue;
        std::uint64_t total = 0;
        for (auto c = begin; c < end; ++c) total += sums[c];
        const float mean = 2 * static_cast<float>(total) / static_cast<float>(end - begin);
        const float scale = 1 / std::sqrt(mean * 1.6F + 1);
        const auto threshold = static_cast<unsigned>(mean + kLeastScore / scale);
        const auto first = begin > kBlocks * kBlockCells ? begin - kBlocks * kBlockCells + 2 : 0;
        for (auto c = first; c < end; ++c) {
            const unsigned votes = unsigned{sums[c]} + sums[c + 1];
            if (votes <= threshold) continue;
            const float score = (static_cast<float>(votes) - mean) * scale;
            const auto middle = static_cast<std::int64_t>(kBlockFrames * kBlocks / 2);
            const Candidate candidate{.song = static_cast<std::uint32_t>(song), .frame = static_cast<std::uint32_t>(first_block * kBlockFrames + static_cast<std::size_t>(middle)),
                                      .song_frame = static_cast<std::int64_t>((c + 1) << kCellShift) - kBlockFrames - songs.first_frame(song) + middle, .score = score};
            // Neighbouring cells share votes: the best of them speaks for all.
            if (!stretch.empty() && stretch.back().song == candidate.song && candidate.song_frame - stretch.back().song_frame <= 2 * kCandidateFrames) {
                if (candidate.score > stretch.back().score) stretch.back() = candidate;
            } else {
                stretch.push_back(candidate);
            }
        }
    }
    const auto better = [](const Candidate& a, const Candidate& b) { return a.score != b.score ? a.score > b.score : a.song != b.song ? a.song < b.song : a.song_frame < b.song_frame; };
    std::sort(stretch.begin(), stretch.end(), better);
    std::vector<std::uint8_t> of_song(songs.size());
    std::size_t kept = 0;
    for (auto each = stretch.begin(); each != stretch.end() && kept < kMostCandidates; ++each) {
        if (of_song[each->song] == kMostOfSong) continue;
        ++of_song[each->song];
        found.push_back(*each);
        ++kept;
    }
}

}  // namespace

std::vector<Candidate> find_candidates(const Landmarks& episode, const PairTable& songs) {
    std::vector<Candidate> found;
    if (songs.size() == 0) return found;
    Votes votes(songs, longest_list(songs));
    const auto blocks = static_cast<std::size_t>(frames_in(episode.duration)) / kBlockFrames + 1;
    std::size_t next[kLayers] = {};
    std::vector<LandmarkPair> pairs;
    std::vector<std::uint16_t> sums;
    for (std::size_t block = 0; block < blocks + kBlocks - 1; ++block) {
        auto& counts = votes.open_block(block);
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            const auto& marks = episode.layers[layer];
            auto end = next[layer];
            while (end < marks.size() && marks[end].frame < (block + 1) * kBlockFrames) ++end;
            pairs.clear();
            append_pairs(marks, next[layer], end, kFanOut[layer], pairs);
            next[layer] = end;
            for (const auto& pair : pairs) votes.cast(counts, static_cast<Layer>(layer), pair, pair.frame - static_cast<std::uint32_t>(block) * kBlockFrames);
        }
        if (block + 1 < kBlocks) continue;
        votes.sum(block, sums);
        stand_outs(sums, songs, block + 1 - kBlocks, found);
    }
    return found;
}

}  // namespace bt::sound
