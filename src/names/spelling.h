// How Hangul sounds are really written in Latin letters, each way with its cost: the Revised and McCune-Reischauer systems, Yale, and
// the English-sounding ways people choose for their own names (oo, ee, young, Park, Noh).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bt::names {

/// Doubt, in hundredths: 0 is the way most people write it, 100 about what a slip of the finger costs.
using Cost = std::uint16_t;

/// One way to write a letter of a syllable.
struct Spelling {
    std::string_view text;
    std::uint8_t cost = 0;
};

std::span<const Spelling> initial_spellings(std::uint8_t initial);
std::span<const Spelling> vowel_spellings(std::uint8_t vowel);
std::span<const Spelling> final_spellings(std::uint8_t final);

/// What a spelling costs more because of its neighbours: "sh" belongs before i and y, "woo" needs a silent initial, "hee" is 희.
int context_cost(std::uint8_t initial, std::string_view initial_text, std::uint8_t vowel, std::string_view vowel_text);

/// The same of how a syllable ends: "suh" and "juhn" are rather 서 and 전 than 수 and 준.
Cost closing_cost(std::uint8_t vowel, std::string_view vowel_text, std::string_view final_text);

/// What a spelling of the vowel costs more (or less) in this very syllable, by custom: "jung" is rather 정 than 중, who write "joong".
int custom_cost(char16_t syllable, std::string_view vowel_text);
/// What writing the whole syllable so costs in a given name, by custom: "young" is how most people write 영, though it is dear letter by
/// letter. `by_letters` where no custom is known.
Cost customary_cost(char16_t syllable, std::string_view text, Cost by_letters);
/// The customary ways to write a syllable of a given name; empty when the general rules serve it.
std::span<const Spelling> given_spellings(char16_t syllable);

/// The ways a family name of one syllable is customarily written; empty when the general rules serve it.
std::span<const Spelling> surname_spellings(char16_t syllable);
/// Every family name the table holds.
std::span<const char16_t> customary_surnames();

/// The cheapest ways to write a syllable, the cheapest first, at most `limit`. `as_surname` puts the customary ways first.
std::vector<Spelling> common_spellings(char16_t syllable, bool as_surname, std::size_t limit, std::vector<std::string>& storage);

}  // namespace bt::names
