// Walks a query down a SyllableTrie, the most likely way first (uniform-cost search with a lower bound, A*): the first hits are the best
// ones, and it ends as soon as there are enough. One walk serves reading, half-typed ends and typing errors alike.
#pragma once

#include <cstdint>
#include <vector>

#include "names/latin_lattice.h"
#include "names/syllable_trie.h"

namespace bt::names {

struct TrieHit {
    std::uint32_t entry = 0;
    std::uint16_t name = 0;
    Cost cost = 0;
    Cost stored_cost = 0;   ///< the part of it that the key itself brought: a guessed reading
    bool is_whole = true;   ///< false: the name goes on after the query
    bool has_slip = false;  ///< a typing error was forgiven
    bool is_exact = true;   ///< Hangul only: every syllable as typed
};

struct TrieLimits {
    std::size_t hits = 20;
    Cost max_cost = 160;
    std::size_t max_steps = 4'000;  ///< states looked at: bounds the time whatever is asked
    bool allow_slip = false;        ///< one typing error
    bool allow_prefix = true;
    bool allow_initials = false;    ///< of given names: "J. H. Kim", "JH Kim"
};

/// Best first; an entry may come more than once.
std::vector<TrieHit> search_trie(const SyllableTrie& trie, const LatinLattice& query, const TrieLimits& limits);
/// `query` holds syllables, lone initial consonants, digits and letters.
std::vector<TrieHit> search_trie(const SyllableTrie& trie, std::u32string_view query, const TrieLimits& limits);

inline constexpr Cost kSlipCost = 95;    ///< a typing error: a letter left out, or two swapped
inline constexpr Cost kStrayLetterCost = 20;  ///< beside it, for a wrong letter or one too many: any letter may be that
inline constexpr Cost kSoundAlikeCost = 35;  ///< Hangul: ㅐ for ㅔ
inline constexpr Cost kInitialCost = 28;  ///< one letter for a whole syllable
inline constexpr Cost kPrefixCost = 30;  ///< the name goes on after the query

}  // namespace bt::names
