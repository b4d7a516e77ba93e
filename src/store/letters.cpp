// A sort key is folded text, so a letter is a range of keys. Hangul syllables stand in Unicode by initial consonant, 588 each from
// U+AC00 (Unicode §3.12), the doubled consonants each after its plain one.
#include "store/letters.h"

#include <algorithm>

namespace bt::store {
namespace {

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kAfterSyllables = 0xD7A4;
constexpr char32_t kSyllablesOfInitial = 588;

std::string in_utf8(char32_t c) {  // three bytes: U+0800 to U+FFFF
    return {static_cast<char>(0xE0U | (c >> 12U)), static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)), static_cast<char>(0x80U | (c & 0x3FU))};
}

struct Initial {
    std::string_view name;
    char32_t place;  ///< of the consonant among the nineteen
};
constexpr Initial kInitials[] = {{"ㄱ", 0}, {"ㄴ", 2}, {"ㄷ", 3}, {"ㄹ", 5}, {"ㅁ", 6}, {"ㅂ", 7}, {"ㅅ", 9},
                                 {"ㅇ", 11}, {"ㅈ", 12}, {"ㅊ", 14}, {"ㅋ", 15}, {"ㅌ", 16}, {"ㅍ", 17}, {"ㅎ", 18}};

std::vector<Letter> make_letters() {
    std::vector<Letter> all{{.name = "#", .from = "", .to = {}}};
    for (char c = 'a'; c <= 'z'; ++c) all.push_back({.name = std::string(1, static_cast<char>(c - 'a' + 'A')), .from = std::string(1, c), .to = {}});
    all.push_back({.name = "*", .from = "{", .to = {}});
    for (const auto& initial : kInitials) {
        all.push_back({.name = std::string(initial.name), .from = in_utf8(kFirstSyllable + initial.place * kSyllablesOfInitial), .to = {}});
    }
    all.push_back({.name = "~", .from = in_utf8(kAfterSyllables), .to = {}});
    for (std::size_t i = 0; i + 1 < all.size(); ++i) all[i].to = all[i + 1].from;
    return all;
}

}  // namespace

const std::vector<Letter>& letters() {
    static const std::vector<Letter> all = make_letters();
    return all;
}

const Letter* find_letter(std::string_view name) {
    const auto found = std::ranges::find(letters(), name, &Letter::name);
    return found == letters().end() ? nullptr : &*found;
}

}  // namespace bt::store
