// A song is laid out as a row of cells for each pitch, 1 where a landmark is. A landmark of the episode then adds the row of its pitch, moved by its
// place in its block: that counts it for all places of the song at once. Counts of four blocks in line make a stretch; blocks are short
// enough that no tempo moves their landmarks out of their cells, and the line through them is slanted by each tempo there may be.
#include "sound/meetings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>

#include "sound/hearing_range.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::int64_t kCellFrames = 4;
constexpr std::int64_t kBlockCells = 32;  // two seconds
constexpr std::size_t kBlocks = 4;        // of a stretch
constexpr std::int64_t kStretchCells = kBlockCells * std::int64_t{kBlocks};
constexpr std::int64_t kMargin = 160;     // cells of nothing before and after a song: a stretch may begin before it does
constexpr std::int64_t kEdge = 96;        // cells on either side in whose middle no stretch has room
constexpr double kTempos[] = {0.96, 0.98, 1, 1.02, 1.04};  // at one between two of them, half a cell is missed at the ends
constexpr std::size_t kAsRecorded = 2;
constexpr std::uint8_t kMostOfBlock = 63; // counts: four fit a byte
constexpr std::size_t kRowsAtOnce = 15;   // as many as half a byte can count
constexpr float kLeastScore = 4.8F;       // standard deviations
constexpr std::size_t kMostOfStretch = 20;
constexpr float kLeastFaintScore = 2.8F;
constexpr std::size_t kMostFaint = 128;      // of a stretch
constexpr std::size_t kFaintBlocks = 2;      // from a stretch that faint ones are looked for in to the next
constexpr std::size_t kMostWaiting = 2'048;  // of a stretch, before all but the best are given up: a song that rattles on for hours stands out of itself everywhere

using Lanes = std::uint8_t __attribute__((vector_size(32)));

std::size_t row_of(int layer, int pitch) { return static_cast<std::size_t>(layer * kPitchSteps + pitch); }

/// A landmark of a block, by whether the number of its cell is odd.
struct Spot {
    std::uint16_t row;
    std::uint8_t half_cell;
};
using Block = std::array<std::vector<Spot>, 2>;

std::vector<Block> blocks_of(const Landmarks& episode) {
    constexpr std::int64_t kFrames = kBlockCells * kCellFrames;
    std::vector<Block> blocks(static_cast<std::size_t>(frames_in(episode.duration) / kFrames) + 1);
    for (int layer = 0; layer < kLayers; ++layer) {
        for (const auto& mark : episode.layers[layer]) {
            const auto block = static_cast<std::size_t>(mark.frame / kFrames);
            if (block >= blocks.size()) continue;
            const auto cell = static_cast<std::size_t>(mark.frame % kFrames / kCellFrames);
            blocks[block][cell % 2].push_back({static_cast<std::uint16_t>(row_of(layer, mark.pitch)), static_cast<std::uint8_t>(cell / 2)});
        }
    }
    return blocks;
}

/// Two cells a byte, the one of an even number in the lower half.
class Rows {
public:
    explicit Rows(const Landmarks& song) : length_(length_of(song)), cells_(stride() * (kLayers * kPitchSteps + 1)) {
        for (int layer = 0; layer < kLayers; ++layer) {
            for (const auto& mark : song.layers[layer]) {
                const auto at = static_cast<std::size_t>(mark.frame / kCellFrames + kMargin);
                const auto bit = static_cast<std::uint8_t>(at % 2 == 0 ? 1 : 16);
                for (int pitch = std::max(0, mark.pitch - 1); pitch <= std::min(kPitchSteps - 1, mark.pitch + 1); ++pitch) cells_[row_of(layer, pitch) * stride() + at / 2] |= bit;
            }
        }
    }
    /// Bytes.
    std::size_t length() const { return length_; }
    const std::uint8_t* row(std::size_t number) const { return cells_.data() + number * stride(); }
    const std::uint8_t* empty() const { return row(kLayers * kPitchSteps); }

private:
    /// Whole lanes, and room for the last of them at a block's last cell.
    static std::size_t length_of(const Landmarks& song) { return (static_cast<std::size_t>(frames_in(song.duration) / kCellFrames + 2 * kMargin) / (2 * sizeof(Lanes)) + 1) * sizeof(Lanes); }
    std::size_t stride() const { return length_ + static_cast<std::size_t>(kBlockCells); }

    std::size_t length_;
    std::vector<std::uint8_t> cells_;
};

/// Of a block: landmarks that meet one of the song where the block begins at cell 2 i + p of the song, by p, then i.
using Counts = std::array<std::vector<std::uint8_t>, 2>;

using RowsAtOnce = std::array<const std::uint8_t*, kRowsAtOnce>;
BT_WIDE_VECTORS void add(const RowsAtOnce& rows, std::size_t length, std::uint8_t* low, std::uint8_t* high) {
    for (std::size_t i = 0; i < length; i += sizeof(Lanes)) {
        Lanes sum{}, each, lower, upper;
        for (const auto* row : rows) {
            std::memcpy(&each, row + i, sizeof each);
            sum += each;
        }
        std::memcpy(&lower, low + i, sizeof lower);
        std::memcpy(&upper, high + i, sizeof upper);
        lower += sum & 15;
        upper += sum >> 4;
        std::memcpy(low + i, &lower, sizeof lower);
        std::memcpy(high + i, &upper, sizeof upper);
    }
}

BT_WIDE_VECTORS void cap(std::vector<std::uint8_t>& counts) {
    for (auto& each : counts) each = std::min(each, kMostOfBlock);
}

void count(const Block& block, const Rows& rows, Counts& counts) {
    // An odd cell's row counts one place further on: its halves change roles, the upper one of the byte before comes to the lower of this.
    for (auto& each : counts) each.assign(rows.length() + 1, 0);
    for (std::size_t odd = 0; odd < 2; ++odd) {
        const auto& spots = block[odd];
        for (std::size_t first = 0; first < spots.size(); first += kRowsAtOnce) {
            RowsAtOnce at_once;
            for (std::size_t i = 0; i < kRowsAtOnce; ++i) at_once[i] = first + i < spots.size() ? rows.row(spots[first + i].row) + spots[first + i].half_cell : rows.empty();
            if (odd == 0) {
                add(at_once, rows.length(), counts[0].data() + 1, counts[1].data() + 1);
            } else {
                add(at_once, rows.length(), counts[1].data(), counts[0].data() + 1);
            }
        }
    }
    for (auto& each : counts) cap(each);
}

/// Where the counts of each block of a stretch are, as seen from the middle of the stretch: cells.
using Offsets = std::array<std::int64_t, kBlocks>;
Offsets offsets_of(double tempo) {
    Offsets offsets{};
    for (std::size_t b = 0; b < kBlocks; ++b) {
        offsets[b] = std::llround((static_cast<double>(b) - (kBlocks - 1) / 2.0) * kBlockCells * tempo) - kBlockCells / 2;
    }
    return offsets;
}

using CountsOfStretch = std::array<const std::uint8_t*, kBlocks>;
BT_WIDE_VECTORS std::uint8_t add_up(const CountsOfStretch& counts, std::size_t places, std::uint8_t* sums) {
    const auto *a = counts[0], *b = counts[1], *c = counts[2], *d = counts[3];
    std::uint8_t most = 0;
    for (std::size_t i = 0; i < places; ++i) {
        sums[i] = static_cast<std::uint8_t>(a[i] + b[i] + c[i] + d[i]);
        most = std::max(most, sums[i]);
    }
    return most;
}

/// What the places of a song have by chance.
struct Chance {
    float mean, deviation;
};
BT_WIDE_VECTORS Chance chance_of(const std::uint8_t* sums, std::size_t places) {
    std::uint32_t total = 0, squares = 0;
    for (std::size_t i = 0; i < places; ++i) {
        const std::uint32_t each = sums[i];
        total += each;
        squares += each * each;
    }
    const float mean = static_cast<float>(total) / static_cast<float>(places);
    const float variance = static_cast<float>(squares) / static_cast<float>(places) - mean * mean;
    return {mean, std::sqrt(std::max({variance, mean, 1.0F}))};
}

class Finder {
public:
    Finder(const Landmarks& episode, const SongSet& songs) : songs_(songs), blocks_(blocks_of(episode)), found_(blocks_.size()), faint_(blocks_.size()) {
        std::ranges::transform(kTempos, offsets_.begin(), offsets_of);
    }

    Meetings find() {
        for (std::uint32_t song = 0; song < songs_.size(); ++song) look_through(song);
        Meetings meetings;
        for (auto& of_stretch : found_) {
            keep_best(of_stretch);
            meetings.strong.insert(meetings.strong.end(), of_stretch.begin(), of_stretch.end());
        }
        for (auto& of_stretch : faint_) {
            keep_most(of_stretch);
            meetings.faint.insert(meetings.faint.end(), of_stretch.begin(), of_stretch.end());
        }
        return meetings;
    }

private:
    void look_through(std::uint32_t song) {
        const Rows rows(songs_.landmarks(songs_.number(song)));
        for (std::size_t block = 0; block < blocks_.size(); ++block) {
            count(blocks_[block], rows, counts_[block % kBlocks]);
            if (block + 1 >= kBlocks) look_through(song, block + 1 - kBlocks, rows.length());
        }
    }

    void look_through(std::uint32_t song, std::size_t first_block, std::size_t length) {
        const auto places = length - static_cast<std::size_t>(kEdge);  // of either kind
        sums_.resize(places);
        // What there is by chance is the same for all tempos; of every second place, which is enough to tell it.
        (void)add_up(counts_at(first_block, offsets_[kAsRecorded], 0), places, sums_.data());
        constexpr auto kOutside = static_cast<std::size_t>(kMargin - kEdge) / 2;
        const auto chance = chance_of(sums_.data() + kOutside, places - 2 * kOutside);
        const auto least = least_of(chance, kLeastScore), least_faint = least_of(chance, kLeastFaintScore);
        for (std::size_t tempo = 0; tempo < offsets_.size(); ++tempo) {
            const bool is_faint_asked = tempo == kAsRecorded && first_block % kFaintBlocks == 0;
            for (std::int64_t odd = 0; odd < 2; ++odd) {
                const auto most = add_up(counts_at(first_block, offsets_[tempo], odd), places, sums_.data());
                if (most >= least) collect(song, first_block, odd, chance, least, found_[first_block]);
                if (is_faint_asked && most >= least_faint) collect(song, first_block, odd, chance, least_faint, faint_[first_block]);
            }
        }
        if (found_[first_block].size() > kMostWaiting) keep_best(found_[first_block]);
        if (faint_[first_block].size() > kMostWaiting) keep_most(faint_[first_block]);
    }

    static unsigned least_of(const Chance& chance, float score) { return static_cast<unsigned>(chance.mean + score * chance.deviation) + 1; }

    /// Those of the sums that stand out.
    void collect(std::uint32_t song, std::size_t first_block, std::int64_t odd, const Chance& chance, unsigned least, std::vector<Candidate>& into) const {
        const auto middle = static_cast<std::uint32_t>((static_cast<std::int64_t>(first_block) * kBlockCells + kStretchCells / 2) * kCellFrames);
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (sums_[i] < least) continue;
            const auto cell = 2 * static_cast<std::int64_t>(i) + odd + kEdge - kMargin;
            into.push_back({.song = song, .frame = middle, .song_frame = cell * kCellFrames, .shift = 0, .score = (static_cast<float>(sums_[i]) - chance.mean) / chance.deviation});
        }
    }

    CountsOfStretch counts_at(std::size_t first_block, const Offsets& offsets, std::int64_t odd) const {
        CountsOfStretch from{};
        for (std::size_t b = 0; b < kBlocks; ++b) {
            const auto at = kEdge + odd + offsets[b];
            from[b] = counts_[(first_block + b) % kBlocks][static_cast<std::size_t>(at & 1)].data() + 1 + (at >> 1);
        }
        return from;
    }

    static bool is_better(const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.song != b.song ? a.song < b.song : a.song_frame < b.song_frame;
    }

    /// Places side by side are all kept: each says to a cell where to look.
    static void keep_most(std::vector<Candidate>& faint) {
        std::ranges::sort(faint, is_better);
        faint.resize(std::min(faint.size(), kMostFaint));
    }

    static void keep_best(std::vector<Candidate>& found) {
        std::ranges::sort(found, is_better);
        std::vector<Candidate> best;
        for (const auto& each : found) {
            if (best.size() >= kMostOfStretch) break;
            const bool is_said = std::ranges::any_of(best, [&](const Candidate& other) { return other.song == each.song && std::abs(other.song_frame - each.song_frame) <= kCandidateFrames; });
            if (!is_said) best.push_back(each);
        }
        found = std::move(best);
    }

    const SongSet& songs_;
    std::vector<Block> blocks_;
    std::vector<std::vector<Candidate>> found_, faint_;  // by the first block of a stretch
    std::array<Offsets, std::size(kTempos)> offsets_{};
    std::array<Counts, kBlocks> counts_;         // of the last blocks
    std::vector<std::uint8_t> sums_;
};

}  // namespace

Meetings find_meetings(const Landmarks& episode, const SongSet& songs) { return Finder(episode, songs).find(); }

}  // namespace bt::sound
