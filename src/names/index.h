// The search index: entries of one kind, found by any spelling of any of their names. Immutable once built, so that any number of
// threads search it while the next one is being built.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "names/fold.h"
#include "names/latin_lattice.h"
#include "names/syllable_trie.h"
#include "names/text_index.h"
#include "names/trie_search.h"

namespace bt::names {

/// Whether names begin with a family name.
enum class NameKind : std::uint8_t { Person, Title };

struct Entry {
    std::int64_t id = 0;
    std::vector<std::string> names;  ///< every spelling and alias; the first is the one to show
    std::uint32_t popularity = 0;    ///< breaks ties: in how many series, how often watched
};

/// How sure a hit is, the surest first.
enum class Match : std::uint8_t {
    Exact,   ///< one of the names as it is written, but for case, accents, hyphens, spaces and the order of words
    Prefix,  ///< one of the names begins so, or a word of it
    Sound,   ///< sounds like it: another romanisation
    Typo,    ///< with a slip of the finger, or a very unusual spelling
};
std::string_view to_string(Match match);

struct Hit {
    std::uint32_t entry = 0;  ///< place in the index
    std::uint16_t name = 0;   ///< which of its names was found
    Match match = Match::Exact;
    Cost cost = 0;
};

class Index {
public:
    Index(NameKind kind, std::vector<Entry> entries);

    /// Any bytes. Best first, every entry once, at most `limit` (cut to kMostHits).
    std::vector<Hit> search(std::string_view query, std::size_t limit) const;
    static constexpr std::size_t kMostHits = 100;

    const Entry& entry(const Hit& hit) const { return entries_[hit.entry]; }
    const std::string& matched(const Hit& hit) const { return entries_[hit.entry].names[hit.name]; }
    const std::vector<Entry>& entries() const { return entries_; }
    /// Memory in use, the entries' texts included.
    std::size_t bytes() const;

private:
    class Builder;
    class Search;

    NameKind kind_;
    std::vector<Entry> entries_;
    TextIndex texts_, sounds_;
    SyllableTrie syllables_;  ///< whole names
    SyllableTrie given_;      ///< people's given names alone
};

}  // namespace bt::names
