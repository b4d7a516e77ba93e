#include "names/line_terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "names/fold.h"

namespace bt::names {
namespace {

/// What the text index does with phrases, in a few lines: all phrases must stand in the line.
bool holds(std::string_view line, std::string_view query) {
    std::vector<std::string> terms;
    std::istringstream in(line_terms(line));
    for (std::string term; in >> term;) terms.push_back(term);
    const auto stands_at = [&](const LinePhrase& phrase, std::size_t at) {
        for (std::size_t i = 0; i < phrase.terms.size(); ++i) {
            if (at + i >= terms.size()) return false;
            const bool may_go_on = phrase.is_open && i + 1 == phrase.terms.size();
            if (may_go_on ? !terms[at + i].starts_with(phrase.terms[i]) : terms[at + i] != phrase.terms[i]) return false;
        }
        return true;
    };
    const auto stands = [&](const LinePhrase& phrase) {
        for (std::size_t at = 0; at < terms.size(); ++at) {
            if (stands_at(phrase, at)) return true;
        }
        return false;
    };
    const auto query_read = read_line_query(query);
    return std::any_of(query_read.alternatives.begin(), query_read.alternatives.end(),
                       [&](const auto& phrases) { return std::all_of(phrases.begin(), phrases.end(), stands); });
}

struct Sought {
    std::string_view line, query;
    bool is_found;
};

TEST(LineTerms, FindLinesThroughParticlesSpacesAndHalfTypedSyllables) {
    constexpr Sought kRows[] = {
        {"나는 너를 사랑해.", "사랑", true},
        {"나는 너를 사랑해.", "너를 사랑해", true},
        {"나는 너를 사랑해.", "너를사랑해", true},     // without the space
        {"나는 너를사랑해", "너를 사랑해", true},      // with it
        {"나는 너를 사랑해.", "사라", true},           // half typed
        {"나는 너를 사랑해.", "사랑ㅎ", true},
        {"나는 너를 사랑해.", "너 사랑", true},         // words apart
        {"나는 너를 사랑해.", "사랑 나는", true},       // in another order
        {"나는 너를 사랑해.", "미워", false},
        {"나는 너를 사랑해.", "사람", false},
        {"금새로 가자", "금샐", true},                  // the final may begin the next syllable
        {"오늘 iPhone 샀어", "오늘 iphone", true},
        {"오늘 iPhone 샀어", "iphone 샀어", true},
        {"I've been waiting for you", "waiting for", true},
        {"I've been waiting for you", "waiti", true},
        {"I've been waiting for you", "you waiting", true},
        {"I've been waiting for you", "IVE BEEN", true},
        {"I've been waiting for you", "aiting", false},  // not from inside a word
        {"Où est la bibliothèque ?", "ou est la bibliotheque", true},
        {"我一直在等你", "在等", true},
        {"ずっと待ってた", "待って", true},
        {"\xE1\x84\x89\xE1\x85\xA1\xE1\x84\x85\xE1\x85\xA1\xE1\x86\xBC", "사랑", true},  // NFD
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(std::string(row.line) + " / " + std::string(row.query));
        EXPECT_EQ(holds(row.line, row.query), row.is_found);
    }
}

TEST(LineTerms, AreTooFewForAWordOfOneSyllableOrTwoLetters) {
    EXPECT_TRUE(read_line_query("나").empty());
    EXPECT_TRUE(read_line_query("ab").empty());
    EXPECT_TRUE(read_line_query("").empty());
    EXPECT_TRUE(read_line_query("?!").empty());
    EXPECT_FALSE(read_line_query("나는").empty());
    EXPECT_FALSE(read_line_query("abc").empty());
}

TEST(LineTerms, EveryStretchOfALineFindsIt) {
    for (const std::string_view line : {"그날 우리는 아무 말도 하지 않았다", "We never said a word that day", "오늘 밤 8시, OK?", "君の名は。"}) {
        const auto letters = to_utf32(line);
        for (std::size_t begin = 0; begin < letters.size(); ++begin) {
            // Alphabets are searched from the beginning of a word.
            const bool begins_word = begin == 0 || letters[begin - 1] == U' ' || letters[begin] > 0x1100;
            if (!begins_word || letters[begin] == U' ') continue;
            for (std::size_t size = 1; begin + size <= letters.size(); ++size) {
                const auto query = to_utf8(letters.substr(begin, size));
                if (read_line_query(query).empty()) continue;
                EXPECT_TRUE(holds(line, query)) << query;
            }
        }
    }
}

TEST(LineTerms, ShowWhatWasFound) {
    struct {
        std::string_view line, query, found;
        bool is_whole;
    } constexpr kRows[] = {
        {"나는 너를 사랑해.", "너를사랑해", "너를 사랑해", true}, {"나는 너를 사랑해.", "사랑", "사랑", false}, {"나는 너를 사랑해.", "사라", "사랑", false},
        {"I've been waiting for you", "ive been", "I've been", true}, {"Waiting, waiting", "waiti", "Waiti", false}, {"Rain on the sea", "sea rain", "sea", false},
    };
    for (const auto& row : kRows) {
        SCOPED_TRACE(row.query);
        const auto match = find_in_line(row.line, row.query);
        EXPECT_EQ(match.text, row.found);
        EXPECT_EQ(match.is_whole, row.is_whole);
    }
}

TEST(LineTerms, HoldNoQuotationMarksWhateverIsTyped) {
    for (const std::string_view text : {"\"quoted\" AND (x*", "a\" OR \"b\"", "\xFF\xFE\x00\"", "'; DROP TABLE lines"}) {
        EXPECT_EQ(line_terms(text).find_first_of("\"'*()"), std::string::npos);
        for (const auto& phrases : read_line_query(text).alternatives) {
            for (const auto& phrase : phrases) {
                for (const auto& term : phrase.terms) EXPECT_EQ(term.find_first_of("\"'*() "), std::string::npos);
            }
        }
    }
}

}  // namespace
}  // namespace bt::names
