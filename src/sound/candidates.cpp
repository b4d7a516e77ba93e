// Each pair of the episode votes for the diagonals, song time less episode time, on which the same pair lies in a song, and for the change of
// pitch that it would take. Votes are counted in cells of an eighth of a second, for two seconds at a time: a song five percent too fast stays in one or two of
// them. Four such blocks, laid straight behind each other or slanted by a tempo, make a stretch. A cell stands out when it holds far more than its song's
// cells do on average; as each change of pitch is counted by itself, that is little.
#include "sound/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <span>

#include "sound/hearing_range.h"
#include "sound/pairs.h"
#include "sound/wide_vectors.h"

namespace bt::sound {
namespace {

constexpr unsigned kCellShift = 3;             // 8 frames, an eighth of a second
constexpr std::uint32_t kBlockFrames = 128;    // two seconds, and sixteen cells: the diagonal of one block goes on sixteen cells further in the next
constexpr std::size_t kBlockCells = kBlockFrames >> kCellShift;
constexpr std::size_t kBlocks = 4;             // of a stretch
constexpr std::int64_t kMiddle = kBlockFrames * kBlocks / 2;
constexpr int kFanOut[kLayers] = {3, 2};
constexpr int kPitchReach = 3;                 // steps: five percent are 2.5
constexpr std::size_t kShifts = 2 * kPitchReach + 1;
/// How many cells earlier its first block and later its last one lies where a stretch is slanted: a song some four percent slower, as fast, or faster. What is
/// bent in speed goes higher as it goes faster.
constexpr int kSlants[] = {-1, 0, 1};
constexpr bool are_alike(int slant, double shift) { return slant * shift >= 0; }
constexpr float kLeastStraightScore = 4.2F;
constexpr std::size_t kMostCandidates = 28;    // of a stretch
constexpr int kMostOfSong = 4;                 // of a song in a stretch: one that repeats itself would leave no room for others
constexpr std::int64_t kSameDiagonal = 48;     // frames
constexpr std::int64_t kNearby = 2 * kBlockFrames;

/// Longer lists say nothing. Grows with the library: a list is long by what others of its kind are.
std::size_t longest_list(const PairTable& songs) {
    return static_cast<std::size_t>(std::max<std::uint64_t>(128, songs.posting_count() * 300 / kPairKeys));
}

using Cells = std::vector<std::uint8_t>;
constexpr std::uint8_t kMostVotes = 63;  // of a block for a cell: no chance has so many, and four blocks fit a byte
static_assert(kMostVotes * kBlocks <= UINT8_MAX);

BT_WIDE_VECTORS void add_up(const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c, const std::uint8_t* d, std::size_t count, std::uint8_t* __restrict sums) {
    for (std::size_t i = 0; i < count; ++i) sums[i] = static_cast<std::uint8_t>(a[i] + b[i] + c[i] + d[i]);
}

/// The votes of a stretch for one change of pitch and one slant, by the cell in which its first block would begin if it were not slanted.
struct Sums {
    Cells cells;

    /// Of two neighbours.
    unsigned at(std::size_t cell) const { return unsigned{cells[cell]} + cells[cell + 1]; }
};
using SumsOfShifts = std::array<Sums, kShifts>;
using SumsOfSlants = std::array<SumsOfShifts, std::size(kSlants)>;

class Votes {
public:
    Votes(const PairTable& songs, std::size_t limit) : songs_(songs), limit_(limit), cells_((songs.frames() >> kCellShift) + kBlockCells * (kBlocks + 1) + 2) {
        for (auto& block : blocks_) {
            for (auto& cells : block) cells.assign(kMargin + cells_ + kBlocks * kBlockCells, 0);
        }
    }

    void open_block(std::size_t number) {
        for (auto& cells : blocks_[number % kBlocks]) std::fill(cells.begin(), cells.end(), std::uint8_t{0});
    }

    /// Pairs whose first landmarks lie in the block. Cell c of a block: the song's time at the block's start.
    void cast(std::size_t number, Layer layer, const std::vector<LandmarkPair>& pairs) {
        // One change of pitch after the other: the cells of all do not fit the processor's cache.
        for (std::size_t shift = 0; shift < kShifts; ++shift) {
            look_up(number, layer, pairs, static_cast<int>(shift) - kPitchReach);
            auto* votes = blocks_[number % kBlocks][shift].data() + kMargin;
            for (std::size_t i = 0; i < answers_.size(); ++i) {
                __builtin_prefetch(answers_[std::min(i + kAhead, answers_.size() - 1)].places.data());
                for (const auto place : answers_[i].places) {
                    auto& cell = votes[(place + answers_[i].bias) >> kCellShift];
                    cell = static_cast<std::uint8_t>(cell + (cell < kMostVotes));
                }
            }
        }
    }

    /// Of the stretch whose last block is `number`.
    void sum(std::size_t number, SumsOfSlants& into) const {
        for (std::size_t slant = 0; slant < into.size(); ++slant) {
            for (std::size_t shift = 0; shift < kShifts; ++shift) {
                if (are_alike(kSlants[slant], static_cast<double>(shift) - kPitchReach)) sum(number, kSlants[slant], shift, into[slant][shift].cells);
            }
        }
    }

private:
    static constexpr std::size_t kAhead = 8;   // places lie all over memory: fetched while others are counted
    static constexpr std::size_t kMargin = 1;  // cells: a slanted stretch begins as much earlier
    struct Answer {
        std::span<const std::uint32_t> places;
        std::uint32_t bias;
    };

    void look_up(std::size_t number, Layer layer, const std::vector<LandmarkPair>& pairs, int shift) {
        const auto end = static_cast<std::uint32_t>((number + 1) * kBlockFrames);
        answers_.clear();
        for (const auto& pair : pairs) {
            const int pitch = pair.pitch - shift;
            if (pitch < 0 || pitch >= kPitchSteps) continue;
            const auto cells = similar_time_cells(pair.frames);
            const auto places = songs_.places(pair_key(layer, pitch, pair.interval, cells.first), pair_key(layer, pitch, pair.interval, cells.last));
            if (!places.empty() && places.size() <= limit_) answers_.push_back({places, end - pair.frame});
        }
    }

    void sum(std::size_t number, int slant, std::size_t shift, Cells& cells) const {
        static_assert(kBlocks == 4);
        const auto block = [&](std::size_t b, int moved) { return blocks_[(number + 1 + b) % kBlocks][shift].data() + kMargin + b * kBlockCells + moved; };
        cells.resize(cells_);
        add_up(block(0, -slant), block(1, 0), block(2, 0), block(3, slant), cells_, cells.data());
    }

    const PairTable& songs_;
    std::size_t limit_, cells_;
    std::array<std::array<Cells, kShifts>, kBlocks> blocks_;
    std::vector<Answer> answers_;
};

/// A song's cells.
struct Range {
    std::size_t begin, end;
};

Range range_of(const PairTable& songs, std::size_t song, std::size_t cells) {
    const std::size_t begin = (songs.first_frame(song) + kBlockFrames) >> kCellShift;
    const std::size_t end = std::min(cells - 1, static_cast<std::size_t>((songs.first_frame(song + 1) + kBlockFrames) >> kCellShift));
    return {begin, std::max(begin, end)};
}

/// Of two neighbours.
BT_WIDE_VECTORS float mean_of(const std::uint8_t* cells, std::size_t count) {
    std::uint32_t total = 0;
    for (std::size_t c = 0; c < count; ++c) total += cells[c];
    return 2 * static_cast<float>(total) / static_cast<float>(count);
}

/// No less than what any two neighbours of the cells have, and one more at most.
BT_WIDE_VECTORS unsigned most_of(const std::uint8_t* cells, std::size_t count) {
    std::uint8_t most = 0;  // of their means, which fit a byte
    for (std::size_t c = 0; c < count; ++c) most = std::max(most, static_cast<std::uint8_t>((cells[c] + cells[c + 1] + 1) >> 1));
    return 2U * most;
}

/// The change of pitch that votes of it, in half steps from the lowest, stand for.
double shift_of(std::size_t half_steps) { return static_cast<double>(half_steps) / 2 - kPitchReach; }

/// How far votes are above chance, and how many it takes.
struct Chance {
    Chance(float mean_votes, std::size_t half_steps)
        : mean(mean_votes), scale(1 / std::sqrt(mean_votes * 2 + 1)), least_score(std::abs(shift_of(half_steps)) <= kStraight ? kLeastStraightScore : kLeastBentScore) {}
    float score(unsigned votes) const { return (static_cast<float>(votes) - mean) * scale; }
    unsigned least() const { return static_cast<unsigned>(mean + least_score / scale) + 1; }
    float mean, scale, least_score;
};

/// The cells of a stretch that stand out of their song's.
class StandOuts {
public:
    StandOuts(const PairTable& songs, const SumsOfSlants& sums, std::size_t first_block) : songs_(songs), sums_(sums), first_block_(first_block) {}

    std::vector<Candidate> best() {
        for (std::size_t song = 0; song < songs_.size(); ++song) look_through(song);
        const auto better = [](const Candidate& a, const Candidate& b) {
            return a.score != b.score ? a.score > b.score : a.song != b.song ? a.song < b.song : a.song_frame != b.song_frame ? a.song_frame < b.song_frame : a.shift < b.shift;
        };
        std::sort(found_.begin(), found_.end(), better);
        std::vector<Candidate> kept;
        for (auto each = found_.begin(); each != found_.end() && kept.size() < kMostCandidates; ++each) {
            if (!is_said(*each, kept)) kept.push_back(*each);
        }
        return kept;
    }

private:
    static constexpr std::size_t kChunk = 256;  // cells
    static constexpr std::size_t kNotSlanted = 1;
    static_assert(kSlants[kNotSlanted] == 0);

    /// Another place of the song that is near, or as many as there may be.
    static bool is_said(const Candidate& candidate, const std::vector<Candidate>& better) {
        int of_song = 0;
        return std::any_of(better.begin(), better.end(), [&](const Candidate& other) {
            if (other.song != candidate.song) return false;
            return ++of_song >= kMostOfSong || std::abs(other.song_frame - candidate.song_frame) <= 2 * kCandidateFrames;
        });
    }

    void look_through(std::size_t song) {
        const auto& straight = sums_[kNotSlanted];
        const auto range = range_of(songs_, song, straight[0].cells.size());
        if (range.begin == range.end) return;
        std::array<float, kShifts> means{};
        for (std::size_t shift = 0; shift < kShifts; ++shift) means[shift] = mean_of(straight[shift].cells.data() + range.begin, range.end - range.begin);
        // A stretch may also begin before its song does: in the gap, or another song's end.
        const auto first = range.begin > kBlocks * kBlockCells ? range.begin - kBlocks * kBlockCells + 2 : 0;
        for (auto chunk = first; chunk < range.end; chunk += kChunk) {
            for (std::size_t slant = 0; slant < sums_.size(); ++slant) look_through(song, chunk, std::min(chunk + kChunk, range.end), means, slant);
        }
    }

    /// Cell by cell only where the most of a chunk would stand out.
    void look_through(std::size_t song, std::size_t first, std::size_t end, const std::array<float, kShifts>& means, std::size_t slant) {
        const auto& sums = sums_[slant];
        std::optional<unsigned> below;
        for (std::size_t shift = 0; shift < kShifts; ++shift) {
            if (!are_alike(kSlants[slant], shift_of(2 * shift))) {
                below.reset();
                continue;
            }
            const auto most = most_of(sums[shift].cells.data() + first, end - first);
            if (const Chance chance(means[shift], 2 * shift); most >= chance.least()) {
                collect(song, first, end, chance, 2 * shift, [&](std::size_t cell) { return sums[shift].at(cell); });
            }
            // A shift by a fraction of a step falls into two.
            if (below) {
                if (const Chance chance(means[shift - 1] + means[shift], 2 * shift - 1); *below + most >= chance.least()) {
                    collect(song, first, end, chance, 2 * shift - 1, [&](std::size_t cell) { return sums[shift - 1].at(cell) + sums[shift].at(cell); });
                }
            }
            below = most;
        }
    }

    template <class VotesAt>
    void collect(std::size_t song, std::size_t first, std::size_t end, const Chance& chance, std::size_t half_steps, VotesAt&& votes_at) {
        const auto least = chance.least();
        for (auto c = first; c < end; ++c) {
            const unsigned votes = votes_at(c);
            if (votes < least) continue;
            found_.push_back({.song = static_cast<std::uint32_t>(song), .frame = static_cast<std::uint32_t>(first_block_ * kBlockFrames) + static_cast<std::uint32_t>(kMiddle),
                              .song_frame = (static_cast<std::int64_t>(c + 1) << kCellShift) - kBlockFrames - songs_.first_frame(song) + kMiddle,
                              .shift = shift_of(half_steps), .score = chance.score(votes)});
        }
    }

    const PairTable& songs_;
    const SumsOfSlants& sums_;
    std::size_t first_block_;
    std::vector<Candidate> found_;
};

/// Stretches overlap: one place in a song is found by several, and best by the one that lies on it best.
std::vector<Candidate> without_repeated(std::vector<Candidate> candidates) {
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    std::map<std::uint32_t, std::vector<Candidate>> of_song;
    std::vector<Candidate> kept;
    for (const auto& candidate : candidates) {
        auto& better = of_song[candidate.song];
        const auto diagonal = [](const Candidate& of) { return of.song_frame - static_cast<std::int64_t>(of.frame); };
        const bool is_said = std::any_of(better.begin(), better.end(), [&](const Candidate& other) {
            return std::abs(static_cast<std::int64_t>(other.frame) - static_cast<std::int64_t>(candidate.frame)) <= kNearby && std::abs(diagonal(other) - diagonal(candidate)) <= kSameDiagonal;
        });
        better.push_back(candidate);
        if (!is_said) kept.push_back(candidate);
    }
    return kept;
}

}  // namespace

std::vector<Candidate> find_candidates(const Landmarks& episode, const PairTable& songs) {
    std::vector<Candidate> found;
    if (songs.size() == 0) return found;
    Votes votes(songs, longest_list(songs));
    const auto blocks = static_cast<std::size_t>(frames_in(episode.duration)) / kBlockFrames + 1;
    std::size_t next[kLayers] = {};
    std::vector<LandmarkPair> pairs;
    SumsOfSlants sums;
    for (std::size_t block = 0; block < blocks + kBlocks - 1; ++block) {
        votes.open_block(block);
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            const auto& marks = episode.layers[layer];
            auto end = next[layer];
            while (end < marks.size() && marks[end].frame < (block + 1) * kBlockFrames) ++end;
            pairs.clear();
            append_pairs(marks, next[layer], end, kFanOut[layer], pairs);
            next[layer] = end;
            votes.cast(block, static_cast<Layer>(layer), pairs);
        }
        if (block + 1 < kBlocks) continue;
        votes.sum(block, sums);
        const auto best = StandOuts(songs, sums, block + 1 - kBlocks).best();
        found.insert(found.end(), best.begin(), best.end());
    }
    return without_repeated(std::move(found));
}

}  // namespace bt::sound
