// Names and titles of any script by their letters: whole, word by word, by the beginning of the last word, and under typing errors.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/fold.h"

namespace bt::names {

struct TextHit {
    std::uint32_t entry = 0;
    std::uint16_t name = 0;
    enum class How : std::uint8_t { Whole, EachWord, Prefix, Slips } how = How::Whole;
    std::uint8_t slips = 0;
};

class TextIndex {
public:
    void add(const Words& words, std::uint32_t entry, std::uint16_t name);
    /// After the last add, before the first search.
    void finish();

    /// Every way the query finds something, better ways first; at most about `limit` each way. An entry may come more than once.
    std::vector<TextHit> search(const Words& query, std::size_t limit, bool allow_slips) const;
    std::size_t bytes() const;

private:
    struct Place {
        std::uint32_t entry;
        std::uint16_t name;
        std::uint16_t word_count;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    /// A sorted list of texts with the places each occurs in.
    class List {
    public:
        void add(std::string text, Place place) { rows_.emplace_back(std::move(text), place); }
        void finish();
        std::size_t size() const { return text_ends_.size(); }
        std::string_view text(std::size_t row) const;
        /// The rows whose text begins with `prefix`.
        std::pair<std::size_t, std::size_t> range(std::string_view prefix) const;
        const Place* begin(std::size_t row) const { return places_.data() + (row == 0 ? 0 : place_ends_[row - 1]); }
        const Place* end(std::size_t row) const { return places_.data() + place_ends_[row]; }
        std::size_t bytes() const;

    private:
        std::vector<std::pair<std::string, Place>> rows_;  // until finish()
        std::string texts_;
        std::vector<std::uint32_t> text_ends_, place_ends_;
        std::vector<Place> places_;
    };
    struct Match {
        Place place;
        std::uint8_t slips;
        bool is_prefix;
    };

    std::vector<Match> places_of(std::string_view word, bool may_go_on, unsigned budget) const;
    void search_whole(std::string_view whole, unsigned budget, std::size_t limit, std::vector<TextHit>& out) const;
    void search_words(const std::vector<std::string>& words, bool allow_slips, std::size_t limit, std::vector<TextHit>& out) const;

    List wholes_, words_;
};

/// The slips forgiven in a word of so many letters: none up to 3, one up to 7, two beyond.
constexpr unsigned slip_budget(std::size_t letters) { return letters <= 3 ? 0 : letters <= 7 ? 1 : 2; }

}  // namespace bt::names
