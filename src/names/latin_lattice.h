// Every way to read a row of Latin letters as Korean syllables.
//
//   k e u m s a e r o k        edges from 0: 금 to 4 (cost 4), 그 to 3, 케 to 2, ...
//   0 1 2 3 4 5 6 7 8 9 10     a path from 0 to 10 is a reading: 금-새-록, 금-사-에-록, ...
//
// A Latin spelling is ambiguous ("Jung" is 정 and 중), so nothing is decided here: costs say how likely each edge is.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "names/fold.h"
#include "names/spelling.h"

namespace bt::names {

struct Edge {
    char16_t unit = 0;
    std::uint8_t end = 0;
    Cost cost = 0;
    friend bool operator==(const Edge&, const Edge&) = default;
};

/// Letters in reading order, and where words begin in them.
struct LatinRow {
    std::string letters;                ///< a-z and 0-9, at most kMaxLatinRow
    std::vector<std::uint8_t> starts;   ///< the first letter of each word, ascending, begins with 0
};
inline constexpr std::size_t kMaxLatinRow = 64;
/// `words` are of Latin letters and digits; what is too long is left out.
LatinRow row_of(const Words& words);

class LatinLattice {
public:
    /// `surname_first`: the row begins with a family name, written in a customary way.
    LatinLattice(const LatinRow& row, bool surname_first);

    std::size_t size() const { return row_.letters.size(); }
    std::string_view letters() const { return row_.letters; }
    const LatinRow& row() const { return row_; }
    /// By unit, then end.
    std::span<const Edge> edges(std::size_t position) const { return edges_[position]; }
    /// The least that reading the rest from here can cost; kNoWay when it cannot be read. `open_end`: the last kLongestSyllable letters
    /// may be the beginning of something and cost nothing.
    Cost remaining(std::size_t position, bool open_end = false) const { return open_end ? remaining_open_[position] : remaining_[position]; }
    static constexpr std::size_t kLongestSyllable = 8;
    static constexpr Cost kNoWay = 60'000;
    /// What a syllable from `begin` to `end` costs for not keeping to the words.
    Cost boundary_cost(std::size_t begin, std::size_t end) const;
    /// Whether the letter may stand for a syllable: a word by itself, or one of two letters without a vowel.
    bool is_initial(std::size_t position) const;
    /// Every word behind the first is.
    bool is_all_initials() const;
    bool has_surname() const { return surname_first_; }

private:
    void read_syllables(std::size_t position);
    void read_surnames();
    void measure_remaining();
    void measure(std::vector<Cost>& remaining) const;

    LatinRow row_;
    bool surname_first_;
    std::vector<bool> is_start_;
    std::vector<std::vector<Edge>> edges_;
    std::vector<Cost> remaining_, remaining_open_;
};

}  // namespace bt::names
