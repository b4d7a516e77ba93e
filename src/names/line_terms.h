// Lines of dialogue as terms of a text index, and queries as phrases of such terms.
//
// Words of alphabets are terms as they are. Scripts in which a word has no clear edge (Hangul with its particles, Han, kana) become
// overlapping pairs of characters, over spaces too, for few people agree where Korean puts them:
//
//   사랑해 너를  ->  사랑 랑해 해너 너를 를      사랑, 사랑해, 해 너 and a lone 를 are all phrases of these
//
// Hangul is written in its letters (conjoining jamo), so that a half-typed syllable is a beginning of the whole one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bt::names {

/// Rises when terms of the same text become others: what was indexed before must be indexed again.
inline constexpr int kLineTermsVersion = 1;

/// The terms of a line, in order, separated by spaces. Any bytes; no term holds white space or a quotation mark.
std::string line_terms(std::string_view text);

/// Terms that follow one another; the last may be the beginning of one.
struct LinePhrase {
    std::vector<std::string> terms;
    bool is_open = false;
    friend bool operator==(const LinePhrase&, const LinePhrase&) = default;
};
/// A line is found by all phrases of any alternative.
struct LineQuery {
    std::vector<std::vector<LinePhrase>> alternatives;
    bool empty() const { return alternatives.empty(); }
};
/// The last word may be half typed. Empty for what is too short to mean a line: below two characters of Hangul, Han or kana, three of others.
LineQuery read_line_query(std::string_view query);

/// The stretch of `text` the query was found in, as it is written there.
struct LineMatch {
    std::string text;
    bool is_whole = false;  ///< begins and ends with words, and nothing lies between them; false: a beginning, or words apart
};
LineMatch find_in_line(std::string_view text, std::string_view query);

}  // namespace bt::names
