// Names and titles by their Hangul syllables, as a tree: whoever has found the way to a node has found everybody below it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "names/spelling.h"

namespace bt::names {

/// Where a key leads: the entry, which of its names, and what finding it this way costs.
struct Posting {
    std::uint32_t entry = 0;
    std::uint16_t name = 0;
    Cost cost = 0;
};

class SyllableTrie {
public:
    struct Key {
        std::u16string units;  ///< syllables, digits, Latin letters
        Posting posting;
        std::uint32_t popularity = 0;
    };
    struct Node {
        std::uint32_t first_child = 0, first_posting = 0;
        std::uint32_t popularity = 0;  ///< the highest below
        std::uint32_t child_count = 0, posting_count = 0;
    };
    /// A short way to write a unit, for comparing under typing errors.
    struct Way {
        char text[8] = {};
        std::uint8_t size = 0, cost = 0;
    };

    SyllableTrie() : SyllableTrie(std::vector<Key>{}) {}
    explicit SyllableTrie(std::vector<Key> keys);

    static constexpr std::uint32_t kRoot = 0;
    const Node& node(std::uint32_t index) const { return nodes_[index]; }
    /// The units of a node's children, ascending; child i is node first_child + i.
    std::span<const char16_t> child_units(const Node& node) const { return std::span(units_).subspan(node.first_child, node.child_count); }
    std::span<const Posting> postings(const Node& node) const { return std::span(postings_).subspan(node.first_posting, node.posting_count); }
    /// The commonest ways to write a unit that occurs in the tree.
    std::span<const Way> ways(char16_t unit, bool as_surname) const;
    std::size_t bytes() const;

private:
    void learn_ways();

    std::vector<Node> nodes_;
    std::vector<char16_t> units_;  // by node: the unit that leads to it
    std::vector<Posting> postings_;
    std::vector<Way> ways_;
    struct WayRange {
        std::uint32_t begin = 0, count = 0;
    };
    std::vector<char16_t> known_units_;                       // ascending
    std::vector<WayRange> given_ways_, surname_ways_;         // by place in known_units_
};

}  // namespace bt::names
