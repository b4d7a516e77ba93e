// Counts of four blocks in line (meeting_rows.h) make a stretch; blocks are short enough that no tempo moves their landmarks out of their cells, and the line
// through them is slanted by each tempo there may be.
#include "sound/meetings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "sound/hearing_range.h"
#include "sound/meeting_rows.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr std::size_t kBlocks = 4;        // of a stretch
constexpr std::int64_t kStretchCells = kBlockCells * std::int64_t{kBlocks};
constexpr std::int64_t kEdge = 96;        // cells on either side in whose middle no stretch has room
constexpr double kTempos[] = {0.96, 0.98, 1, 1.02, 1.04};  // at one between two of them, half a cell is missed at the ends
constexpr std::size_t kAsRecorded = 2;
constexpr float kLeastScore = 4.8F;       // standard deviations
constexpr std::size_t kMostOfStretch = 20;
constexpr std::size_t kMostWaiting = 2'048;  // of a stretch, before all but the best are given up: a song that rattles on for hours stands out of itself everywhere

std::vector<MeetingBlock> blocks_of(const Landmarks& episode) {
    std::vector<MeetingBlock> blocks;
    for (std::int64_t frame = 0; frame <= frames_in(episode.duration); frame += kBlockFrames) blocks.push_back(meeting_block(episode, static_cast<std::uint32_t>(frame)));
    return blocks;
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
    Finder(const Landmarks& episode, const SongSet& songs) : songs_(songs), blocks_(blocks_of(episode)), found_(blocks_.size()) {
        std::ranges::transform(kTempos, offsets_.begin(), offsets_of);
    }

    std::vector<Candidate> find() {
        std::vector<Candidate> meetings;
        for (const auto& group : songs_.groups()) {
            for (auto song = group.first; song < group.end; ++song) look_through(song);
            for (auto& of_stretch : found_) {
                keep_best(of_stretch);
                meetings.insert(meetings.end(), of_stretch.begin(), of_stretch.end());
                of_stretch.clear();
            }
        }
        return meetings;
    }

private:
    void look_through(std::uint32_t song) {
        const MeetingRows rows(songs_.landmarks(songs_.number(song)));
        for (std::size_t block = 0; block < blocks_.size(); ++block) {
            count_meetings(blocks_[block], rows, counts_[block % kBlocks]);
            if (block + 1 >= kBlocks) look_through(song, block + 1 - kBlocks, rows.length());
        }
    }

    void look_through(std::uint32_t song, std::size_t first_block, std::size_t length) {
        const auto places = length - static_cast<std::size_t>(kEdge);  // of either kind
        sums_.resize(places);
        // What there is by chance is the same for all tempos; of every second place, which is enough to tell it.
        (void)add_up(counts_at(first_block, offsets_[kAsRecorded], 0), places, sums_.data());
        constexpr auto kOutside = static_cast<std::size_t>(kRowMargin - kEdge) / 2;
        const auto chance = chance_of(sums_.data() + kOutside, places - 2 * kOutside);
        const auto least = static_cast<unsigned>(chance.mean + kLeastScore * chance.deviation) + 1;
        for (const auto& offsets : offsets_) {
            for (std::int64_t odd = 0; odd < 2; ++odd) {
                const auto most = add_up(counts_at(first_block, offsets, odd), places, sums_.data());
                if (most >= least) collect(song, first_block, odd, chance, least);
            }
        }
        if (found_[first_block].size() > kMostWaiting) keep_best(found_[first_block]);
    }

    /// Those of the sums that stand out.
    void collect(std::uint32_t song, std::size_t first_block, std::int64_t odd, const Chance& chance, unsigned least) {
        const auto middle = static_cast<std::uint32_t>((static_cast<std::int64_t>(first_block) * kBlockCells + kStretchCells / 2) * kCellFrames);
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (sums_[i] < least) continue;
            const auto cell = 2 * static_cast<std::int64_t>(i) + odd + kEdge - kRowMargin;
            found_[first_block].push_back({.song = song, .frame = middle, .song_frame = cell * kCellFrames, .shift = 0, .score = (static_cast<float>(sums_[i]) - chance.mean) / chance.deviation});
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
    std::vector<MeetingBlock> blocks_;
    std::vector<std::vector<Candidate>> found_;  // by the first block of a stretch
    std::array<Offsets, std::size(kTempos)> offsets_{};
    std::array<MeetingCounts, kBlocks> counts_;         // of the last blocks
    std::vector<std::uint8_t> sums_;
};

}  // namespace

std::vector<Candidate> find_meetings(const Landmarks& episode, const SongSet& songs) { return Finder(episode, songs).find(); }

}  // namespace bt::sound
