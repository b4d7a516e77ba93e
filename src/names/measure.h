// How well and how fast names are found: what `bonustrack names --bench` prints. The catalogue knows only the Hangul of each person;
// every query is a real Latin spelling of one of them, as its bearer uses it or changed in a known way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bt::names {

struct NamePair {
    std::string hangul, form, source;
};
/// A table with tab-separated columns and a first line that names them: hangul, form and, if it is there, source. Faults: Malformed.
Result<std::vector<NamePair>> read_name_pairs(std::string_view tsv);

struct Figures {
    std::size_t queries = 0;
    double recall_at_1 = 0, recall_at_5 = 0;             ///< shares of the queries whose person came first, among the first five
    double p50_ms = 0, p95_ms = 0, p99_ms = 0;           ///< one search on one thread, everything included
    double busy_p95_ms = 0, busy_p99_ms = 0;             ///< the processor's time alone: what a machine shared with others adds is left out
};

struct Measurement {
    Figures all;
    std::map<std::string, Figures> by_source;
    Figures one_typo;   ///< one random letter inserted, left out, replaced, or swapped with the next
    Figures reversed;   ///< family name last
    Figures joined;     ///< lower case, without spaces and hyphens
    Figures revised;    ///< Revised Romanisation of the Hangul, instead of the form
    Figures mccune_reischauer;
    Figures hangul;     ///< the name itself
    Figures initials;   ///< its initial consonants: 금새록 as ㄱㅅㄹ
    Figures prefix;     ///< the first 60 % of the form's characters, as on the way to all of it
    std::size_t people = 0, index_bytes = 0;
    double build_ms = 0;
};

/// `crowd`: so many invented Korean names beside those of `pairs`, no two alike. The same seed, the same queries.
Measurement measure(const std::vector<NamePair>& pairs, std::size_t crowd, std::uint64_t seed);

/// The changed forms, for tests.
std::string with_one_typo(std::string_view form, std::uint64_t seed);
std::string reversed(std::string_view form);
/// Reversed, whichever of its words is the family name: "Sang Il Seok" is "Seok Sang Il".
std::string turned_form(const NamePair& pair);
std::string joined(std::string_view form);
std::string initials(std::string_view hangul);
std::string beginning(std::string_view form);

}  // namespace bt::names
