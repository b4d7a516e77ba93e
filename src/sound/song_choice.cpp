// Votes as in candidates.cpp, but by triples of landmarks, which are a hundred times as rare as pairs: of a thousand hours they bring as many
// votes as pairs of ten. A song that sounds makes some half second of its own stand out in a stretch of eight seconds. Songs are judged by
// the whole season, as one that is loud somewhere may be looked for everywhere; what is under the voices then is the second pass's business.
// Those with most votes are auditioned where they have them: chance votes lie anywhere, a song's landmarks lie on one line.
// What is soft in all the season has no votes: most of it is of the season's own soundtrack, and that takes part unasked.
#include "sound/song_choice.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sound/alignment.h"
#include "sound/hearing_range.h"
#include "sound/triple_table.h"
#include "sound/triples.h"

namespace bt::sound {
namespace {

constexpr std::uint32_t kBlockFrames = 256;      // four seconds; a stretch is two blocks
constexpr unsigned kCellShift = 6;               // 64 frames, two places
constexpr std::size_t kBlockCells = kBlockFrames >> kCellShift;
constexpr int kReach = 6, kMost = 15;            // triples of a landmark: every two of the next six
constexpr float kLeastScore = 4.5F;              // standard deviations above chance
constexpr std::uint8_t kHot = 3;                // votes of a cell that are worth a look
constexpr std::size_t kLongestList = 160;        // postings to look through; there are 16 to 32 as a rule
constexpr std::size_t kMostAuditioned = 4'500;
constexpr int kAuditionReach = 96;               // frames: a cell and a half
constexpr std::size_t kAhead = 16;               // lookups that memory is asked for beforehand

/// The votes of a block by diagonal: how many different keys were found there. A note that is repeated, found by all its repetitions, counts once.
struct Cell {
    std::uint8_t last_key = 0;
    std::uint8_t votes = 0;
};
using Cells = std::vector<Cell>;

struct Usual {
    float mean, spread;
};

/// Where a song may sound: a stretch of an episode, and what of the song lies in the middle of it.
struct Audition {
    float score = 0;
    std::uint32_t episode = 0, frame = 0;  // of the stretch's start
    std::int64_t song_frame = 0;
};
using Auditions = std::array<Audition, 6>;  // the best first

class Chooser {
public:
    explicit Chooser(const TripleTable& table) : table_(table), cells_((std::size_t{table.places()} * kPlaceFrames >> kCellShift) + 3 * kBlockCells), scores_(table.songs(), 0.0F), best_(table.songs()), auditions_(table.songs()), usual_(table.songs(), Usual{-1, 0}) {
        for (auto& block : blocks_) block.assign(cells_, Cell{});
    }

    void listen(std::uint32_t number, const Landmarks& episode) {
        const auto blocks = static_cast<std::size_t>(frames_in(episode.duration)) / kBlockFrames + 1;
        std::size_t next[kLayers] = {};
        std::ranges::fill(blocks_[1], Cell{});
        hot_[1].clear();
        total_[1] = 0;
        for (std::size_t block = 0; block < blocks; ++block) {
            std::swap(blocks_[0], blocks_[1]);
            std::swap(hot_[0], hot_[1]);
            total_[0] = total_[1];
            count(episode, block, next);
            judge(number, block);
        }
    }

    /// What speaks for each song: strong places count far more than many.
    const std::vector<float>& scores() const { return scores_; }
    const Auditions& auditions(SongNumber song) const { return auditions_[song.value]; }

private:
    void count(const Landmarks& episode, std::size_t block, std::size_t (&next)[kLayers]) {
        auto& votes = blocks_[1];
        std::ranges::fill(votes, Cell{});
        lookups_.clear();
        for (std::size_t layer = 0; layer < kLayers; ++layer) {
            const auto& marks = episode.layers[layer];
            auto end = next[layer];
            while (end < marks.size() && marks[end].frame < (block + 1) * kBlockFrames) ++end;
            triples_.clear();
            append_triples(marks, next[layer], end, kReach, kMost, triples_);
            next[layer] = end;
            for (const auto& triple : triples_) {
                keys_.clear();
                append_similar_keys(static_cast<Layer>(layer), triple, keys_);
                const auto since = triple.frame - static_cast<std::uint32_t>(block) * kBlockFrames;
                for (const auto key : keys_) lookups_.push_back({key, kBlockFrames - since});
            }
        }
        sort_lookups();
        auto& hot = hot_[1];
        hot.clear();
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < lookups_.size(); ++i) {
            if (i + 2 * kAhead < lookups_.size()) table_.prefetch(lookups_[i + 2 * kAhead].key);
            if (i + kAhead < lookups_.size()) table_.prefetch_postings(lookups_[i + kAhead].key);
            const auto bias = lookups_[i].bias;
            const auto key = static_cast<std::uint8_t>(lookups_[i].key | 1U);  // 0: nobody's
            table_.visit(lookups_[i].key, kLongestList, [&](std::uint32_t place) {
                const auto at = (std::size_t{place} * kPlaceFrames + bias) >> kCellShift;
                auto& cell = votes[at];
                if (cell.last_key == key || cell.votes == UINT8_MAX) return;
                cell.last_key = key;
                ++total;
                if (++cell.votes == kHot) hot.push_back(static_cast<std::uint32_t>(at));
            });
        }
        total_[1] = total;
    }

    /// By the upper bits of their keys, so that memory is gone through in one direction and equal keys come together.
    void sort_lookups() {
        constexpr unsigned kDigit = 11;
        for (const unsigned shift : {kTripleKeyBits - 2 * kDigit, kTripleKeyBits - kDigit}) {
            std::array<std::uint32_t, (1U << kDigit) + 1> starts{};
            const auto digit = [shift](TripleKey key) { return key >> shift & ((1U << kDigit) - 1); };
            for (const auto& lookup : lookups_) ++starts[digit(lookup.key) + 1];
            for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
            sorted_.resize(lookups_.size());
            for (const auto& lookup : lookups_) sorted_[starts[digit(lookup.key)]++] = lookup;
            lookups_.swap(sorted_);
        }
    }

    unsigned votes_at(std::size_t cell) const { return unsigned{blocks_[0][cell].votes} + blocks_[1][cell + kBlockCells].votes; }

    /// The stretch of the two blocks: looked at wherever one of them has more than a few votes.
    void judge(std::uint32_t episode, std::size_t block) {
        const auto last = cells_ - kBlockCells - 1;
        const auto mean = 2 * static_cast<float>(total_[0] + total_[1]) / static_cast<float>(last);
        const auto look_at = [&](std::size_t cell) {
            if (cell >= last) return;
            const auto votes = static_cast<float>(votes_at(cell) + votes_at(cell + 1));
            if (votes > mean + kLeastScore) weigh(cell, votes);
        };
        for (const auto cell : hot_[0]) {
            look_at(cell);
            if (cell > 0) look_at(cell - 1);
        }
        for (const auto cell : hot_[1]) {
            if (cell >= kBlockCells) look_at(cell - kBlockCells);
            if (cell > kBlockCells) look_at(cell - kBlockCells - 1);
        }
        for (const auto song : touched_) {
            auto& best = best_[song];
            if (best.score > 0 && block > 0) {
                scores_[song] += best.score * best.score * best.score;
                best.episode = episode;
                best.frame = static_cast<std::uint32_t>(block - 1) * kBlockFrames;
                auto& auditions = auditions_[song];
                if (best.score > auditions.back().score) {
                    auditions.back() = best;
                    std::ranges::stable_sort(auditions, std::ranges::greater{}, &Audition::score);
                }
            }
            best = {};
            usual_[song].mean = -1;
        }
        touched_.clear();
    }

    void weigh(std::size_t cell, float votes) {
        const auto place = static_cast<std::uint32_t>(((cell + 1) << kCellShift) / kPlaceFrames);
        const auto song = song_at(place > kBlockFrames / kPlaceFrames ? place - kBlockFrames / kPlaceFrames : 0);
        auto& usual = usual_[song];
        if (usual.mean < 0) {
            usual = usual_of(song);
            touched_.push_back(song);
        }
        const float score = (votes - usual.mean) / usual.spread - kLeastScore;
        if (score <= best_[song].score) return;
        best_[song].score = score;
        best_[song].song_frame = static_cast<std::int64_t>((cell + 1) << kCellShift) - std::int64_t{table_.first_place(song)} * kPlaceFrames;
    }

    std::size_t song_at(std::uint32_t place) const {
        std::size_t low = 0, high = table_.songs();
        while (high - low > 1) {
            const auto middle = (low + high) / 2;
            (table_.first_place(middle) <= place ? low : high) = middle;
        }
        return low;
    }
    /// Two cells together, anywhere in the song. What stands out far is not usual and does not count as spread.
    Usual usual_of(std::size_t song) const {
        const auto cell_of = [&](std::size_t number) { return (std::size_t{table_.first_place(number)} * kPlaceFrames + kBlockFrames) >> kCellShift; };
        const auto begin = cell_of(song), end = std::max(begin + 1, cell_of(song + 1));
        const auto count = static_cast<float>(end - begin);
        unsigned sum = 0;
        for (auto c = begin; c < end; ++c) sum += votes_at(c);
        const float mean = static_cast<float>(sum) / count, most = 3 * mean + 4;
        float squares = 0;
        for (auto c = begin; c < end; ++c) {
            const float away = std::min(static_cast<float>(votes_at(c)), most) - mean;
            squares += away * away;
        }
        return {2 * mean, std::sqrt(std::max(squares / count, 3.2F * mean) + 1)};
    }

    struct Lookup {
        TripleKey key;
        std::uint32_t bias;
    };
    const TripleTable& table_;
    std::size_t cells_;
    Cells blocks_[2];                          // the last one and the present one
    std::vector<std::uint32_t> hot_[2];        // cells of either with kHot votes
    std::uint64_t total_[2] = {};
    std::vector<float> scores_;                // by song
    std::vector<Audition> best_;               // by song, of the stretch
    std::vector<Auditions> auditions_;         // by song
    std::vector<Usual> usual_;                 // by song, of the stretch, worked out when it is asked for
    std::vector<std::size_t> touched_;
    std::vector<LandmarkTriple> triples_;
    std::vector<TripleKey> keys_;
    std::vector<Lookup> lookups_, sorted_;
};

/// How well song and episode meet in the best of the places, by their landmarks.
double audition(std::span<const Landmarks* const> episodes, const Landmarks& song, const Auditions& places) {
    double best = 0;
    for (const auto& place : places) {
        if (place.score <= 0) continue;
        const double from = place.frame, to = from + 2 * kBlockFrames;
        const auto alignment = align(*episodes[place.episode], song, from, to, static_cast<double>(place.song_frame), kAuditionReach);
        if (alignment) best = std::max(best, alignment->score);
    }
    return best;
}

/// A song, the likeliest the greatest.
struct Heard {
    bool is_own;
    double audition;
    float score;
    SongNumber song;
    friend auto operator<=>(const Heard&, const Heard&) = default;
};

std::vector<SongNumber> within_room(std::span<const Heard> heard, const SongLibrary& library) {
    double room = kTakePart;
    std::vector<SongNumber> chosen;
    for (const auto& each : heard) {
        room -= library.duration(each.song);
        if (room < 0) break;
        chosen.push_back(each.song);
    }
    std::ranges::sort(chosen);
    return chosen;
}

Error stopped() { return {.fault = Fault::Busy, .message = "it was told to stop"}; }

std::vector<SongNumber> all_songs(std::size_t count) {
    std::vector<SongNumber> songs(count);
    for (std::size_t i = 0; i < count; ++i) songs[i] = SongNumber{static_cast<std::uint32_t>(i)};
    return songs;
}

}  // namespace

Result<std::vector<SongNumber>> choose_songs(std::span<const Landmarks* const> episodes, const SongLibrary& library, std::span<const SongNumber> own, const std::function<bool()>& go_on) {
    auto songs = all_songs(library.size());
    if (library.triples() == nullptr) return songs;
    Chooser chooser(*library.triples());
    for (std::uint32_t i = 0; i < episodes.size(); ++i) {
        if (!go_on()) return stopped();
        chooser.listen(i, *episodes[i]);
    }
    const auto& scores = chooser.scores();
    std::ranges::stable_sort(songs, std::ranges::greater{}, [&](SongNumber song) { return scores[song.value]; });
    if (songs.size() > kMostAuditioned) songs.resize(kMostAuditioned);
    std::erase_if(songs, [&](SongNumber song) { return scores[song.value] <= 0; });
    songs.insert(songs.end(), own.begin(), own.end());
    std::ranges::sort(songs);
    songs.erase(std::unique(songs.begin(), songs.end()), songs.end());
    std::vector<Heard> heard;
    for (const auto song : songs) {
        if (!go_on()) return stopped();
        heard.push_back({std::ranges::find(own, song) != own.end(), audition(episodes, library.landmarks(song), chooser.auditions(song)), scores[song.value], song});
    }
    std::ranges::sort(heard, std::ranges::greater{});
    return within_room(heard, library);
}

}  // namespace bt::sound
