// One query on its way through the tables, the surest first; later steps are taken only while there is room or doubt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/found.h"
#include "names/latin_lattice.h"
#include "names/tables.h"
#include "names/trie_search.h"

namespace bt::names {

class Search {
public:
    /// For a single `run`; everything outlives it.
    Search(NameKind kind, const std::vector<Entry>& entries, const Tables& tables, std::size_t limit) : kind_(kind), entries_(entries), tables_(tables), limit_(limit) {}

    std::vector<Hit> run(std::string_view query);

private:
    void find(std::string_view query, const Words& words);

    // By its letters.
    void find_texts(const Words& words, bool allow_slips);
    void find_turned_text(const Words& words);

    // By Korean syllables, whole or half typed.
    void find_korean(const Words& words);
    void take_korean(const std::vector<TrieHit>& hits, Cost extra, bool is_alone);
    void find_characters(std::u32string_view letters);
    void find_letters_said(std::string_view query);

    // By Latin letters for Korean sounds.
    struct Way {
        LatinLattice lattice;
        Cost cost;
    };
    std::vector<Way> ways_to_read(std::string_view query, const Words& words) const;
    void find_latin(std::string_view query, const Words& words);
    void find_turned(const std::u32string& word);
    void find_slipped(const std::vector<Way>& ways);
    void take_latin(const std::vector<TrieHit>& hits, Cost extra);

    // By other sounds, from other keyboards.
    void find_sounds(const Words& words, std::u32string_view letters);
    void find_consonants(std::u32string_view letters);
    void find_other_keyboard(std::string_view query, const Words& words);

    const NameKind kind_;
    const std::vector<Entry>& entries_;
    const Tables& tables_;
    const std::size_t limit_;
    Found found_;
};

}  // namespace bt::names
