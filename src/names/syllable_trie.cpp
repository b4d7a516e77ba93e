#include "names/syllable_trie.h"

#include <algorithm>
#include <deque>

#include "names/hangul.h"

namespace bt::names {
namespace {

constexpr std::size_t kWaysEach = 10;

}  // namespace

SyllableTrie::SyllableTrie(std::vector<Key> keys) {
    std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.units < b.units; });
    struct Pending {
        std::uint32_t node;
        std::size_t begin, end, depth;
    };
    // Breadth first: the children of a node lie side by side, which makes finding one a search in a short row.
    nodes_.emplace_back();
    units_.push_back(0);
    std::deque<Pending> open{{kRoot, 0, keys.size(), 0}};
    while (!open.empty()) {
        auto [index, begin, end, depth] = open.front();
        open.pop_front();
        Node node{.first_child = static_cast<std::uint32_t>(nodes_.size()), .first_posting = static_cast<std::uint32_t>(postings_.size())};
        for (auto i = begin; i < end; ++i) node.popularity = std::max(node.popularity, keys[i].popularity);
        for (; begin < end && keys[begin].units.size() == depth; ++begin) postings_.push_back(keys[begin].posting);
        node.posting_count = static_cast<std::uint32_t>(postings_.size()) - node.first_posting;
        while (begin < end) {
            const auto unit = keys[begin].units[depth];
            auto stop = begin;
            while (stop < end && keys[stop].units[depth] == unit) ++stop;
            open.push_back({static_cast<std::uint32_t>(nodes_.size()), begin, stop, depth + 1});
            nodes_.emplace_back();
            units_.push_back(unit);
            begin = stop;
        }
        node.child_count = static_cast<std::uint32_t>(nodes_.size()) - node.first_child;
        nodes_[index] = node;
    }
    learn_ways();
}

void SyllableTrie::learn_ways() {
    known_units_.assign(units_.begin() + 1, units_.end());
    std::sort(known_units_.begin(), known_units_.end());
    known_units_.erase(std::unique(known_units_.begin(), known_units_.end()), known_units_.end());
    std::vector<std::string> storage;
    const auto learn = [&](char16_t unit, bool as_surname) {
        const auto begin = static_cast<std::uint32_t>(ways_.size());
        for (const auto& spelling : common_spellings(unit, as_surname, kWaysEach, storage)) {
            Way way{.size = static_cast<std::uint8_t>(std::min(spelling.text.size(), sizeof(Way::text))), .cost = spelling.cost};
            std::copy_n(spelling.text.data(), way.size, way.text);
            ways_.push_back(way);
        }
        return WayRange{begin, static_cast<std::uint32_t>(ways_.size()) - begin};
    };
    for (const auto unit : known_units_) {
        given_ways_.push_back(is_syllable(unit) ? learn(unit, false) : WayRange{});
        surname_ways_.push_back(is_syllable(unit) && !surname_spellings(unit).empty() ? learn(unit, true) : given_ways_.back());
    }
}

std::span<const SyllableTrie::Way> SyllableTrie::ways(char16_t unit, bool as_surname) const {
    const auto found = std::lower_bound(known_units_.begin(), known_units_.end(), unit);
    if (found == known_units_.end() || *found != unit) return {};
    const auto place = static_cast<std::size_t>(found - known_units_.begin());
    const auto range = as_surname ? surname_ways_[place] : given_ways_[place];
    return std::span(ways_).subspan(range.begin, range.count);
}

std::size_t SyllableTrie::bytes() const {
    return nodes_.capacity() * sizeof(Node) + units_.capacity() * sizeof(char16_t) + postings_.capacity() * sizeof(Posting) + ways_.capacity() * sizeof(Way) +
           known_units_.capacity() * (sizeof(char16_t) + 2 * sizeof(WayRange));
}

}  // namespace bt::names
