#include "names/numbering.h"

#include <algorithm>
#include <iterator>

#include "names/hangul.h"

namespace bt::names {
namespace {

bool is_decimal(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_number(std::u32string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_decimal); }

// What stands before a number and says no more than that one follows.
constexpr std::u32string_view kCounters[] = {U"season", U"part", U"volume", U"vol", U"number", U"no", U"시즌", U"파트", U"제"};
// What stands after it: 2기, 2부.
bool is_korean_counter(char32_t c) { return c == U'기' || c == U'부'; }

bool is_counter(std::u32string_view word) { return std::find(std::begin(kCounters), std::end(kCounters), word) != std::end(kCounters); }

/// "ii" and "two" are 2. Not "i", "v" and "x", which are as often letters, nor "one", which is a word.
std::u32string_view as_digits(std::u32string_view word) {
    struct Number {
        std::u32string_view word, digits;
    };
    constexpr Number kNumbers[] = {{U"ii", U"2"}, {U"iii", U"3"}, {U"iv", U"4"}, {U"vi", U"6"}, {U"vii", U"7"}, {U"viii", U"8"}, {U"ix", U"9"},
                                   {U"two", U"2"}, {U"three", U"3"}, {U"four", U"4"}, {U"five", U"5"}, {U"six", U"6"}, {U"seven", U"7"}, {U"eight", U"8"}, {U"nine", U"9"}};
    const auto* found = std::find_if(std::begin(kNumbers), std::end(kNumbers), [&](const Number& each) { return each.word == word; });
    return found == std::end(kNumbers) ? word : found->digits;
}

/// "시즌2" and "2기" are "2", "사운드트랙시즌2" is "사운드트랙" and "2"; any other word stays whole.
void cut_counter(std::u32string_view word, Words& out) {
    auto base = word;
    const bool is_counted = base.size() > 1 && is_korean_counter(base.back()) && is_decimal(base[base.size() - 2]);
    if (is_counted) base.remove_suffix(1);
    const auto counted = word.size() - base.size();
    while (!base.empty() && is_decimal(base.back())) base.remove_suffix(1);
    const auto digits = word.substr(base.size(), word.size() - base.size() - counted);
    const auto* counter = std::find_if(std::begin(kCounters), std::end(kCounters), [&](std::u32string_view each) {
        return base == each || (is_syllable(each.front()) && base.size() > each.size() && base.ends_with(each) && each.size() > 1);
    });
    const bool is_glued = counter != std::end(kCounters);
    if (digits.empty() || (!is_counted && !is_glued)) {
        out.emplace_back(word);
        return;
    }
    if (is_glued) base.remove_suffix(counter->size());
    if (!base.empty()) out.emplace_back(base);
    out.emplace_back(digits);
}

}  // namespace

Words plainly_numbered(const Words& folded) {
    Words cut;
    for (const auto& word : folded) cut_counter(word, cut);
    Words out;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        // A title may begin with such words: "Two Weeks", "Season of Good Rain".
        if (i == 0) {
            out.push_back(cut[i]);
            continue;
        }
        if (is_counter(cut[i]) && i + 1 < cut.size() && is_number(as_digits(cut[i + 1]))) continue;
        out.emplace_back(i + 1 == cut.size() ? as_digits(cut[i]) : std::u32string_view(cut[i]));
    }
    return out;
}

}  // namespace bt::names
