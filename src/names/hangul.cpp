#include "names/hangul.h"

#include <algorithm>

namespace bt::names {
namespace {

// Compatibility jamo in the order of the initials, vowels and finals; '-' stands for "no final".
constexpr std::u32string_view kInitials = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u32string_view kVowels = U"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
constexpr std::u32string_view kFinals = U"-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

struct Pair {
    char32_t first, second, both;
};
constexpr Pair kVowelPairs[] = {{U'ㅗ', U'ㅏ', U'ㅘ'}, {U'ㅗ', U'ㅐ', U'ㅙ'}, {U'ㅗ', U'ㅣ', U'ㅚ'}, {U'ㅜ', U'ㅓ', U'ㅝ'},
                                {U'ㅜ', U'ㅔ', U'ㅞ'}, {U'ㅜ', U'ㅣ', U'ㅟ'}, {U'ㅡ', U'ㅣ', U'ㅢ'}};
constexpr Pair kFinalPairs[] = {{U'ㄱ', U'ㅅ', U'ㄳ'}, {U'ㄴ', U'ㅈ', U'ㄵ'}, {U'ㄴ', U'ㅎ', U'ㄶ'}, {U'ㄹ', U'ㄱ', U'ㄺ'}, {U'ㄹ', U'ㅁ', U'ㄻ'}, {U'ㄹ', U'ㅂ', U'ㄼ'},
                                {U'ㄹ', U'ㅅ', U'ㄽ'}, {U'ㄹ', U'ㅌ', U'ㄾ'}, {U'ㄹ', U'ㅍ', U'ㄿ'}, {U'ㄹ', U'ㅎ', U'ㅀ'}, {U'ㅂ', U'ㅅ', U'ㅄ'}};

std::optional<std::uint8_t> place(std::u32string_view row, char32_t c) {
    const auto found = row.find(c);
    if (found == row.npos || c == U'-') return std::nullopt;
    return static_cast<std::uint8_t>(found);
}

template <std::size_t N>
std::optional<char32_t> joined(const Pair (&pairs)[N], char32_t first, char32_t second) {
    const auto* found = std::find_if(std::begin(pairs), std::end(pairs), [&](const Pair& p) { return p.first == first && p.second == second; });
    return found == std::end(pairs) ? std::nullopt : std::optional(found->both);
}

/// One block in the making, by its compatibility jamo; 0 where a letter is still missing.
struct Block {
    char32_t initial = 0, vowel = 0, final = 0;

    void flush_to(std::u32string& out) {
        if (initial != 0 && vowel != 0) {
            out += compose({*place(kInitials, initial), *place(kVowels, vowel), final == 0 ? std::uint8_t{0} : *place(kFinals, final)});
        } else if (initial != 0 || vowel != 0) {
            out += initial != 0 ? initial : vowel;
        }
        *this = {};
    }
};

void take_vowel(Block& block, char32_t c, std::u32string& out) {
    if (block.final != 0) {
        // A vowel pulls the last consonant over to its own block: 각 + ㅏ is 가가.
        const auto split = split_final(*place(kFinals, block.final));
        block.final = split->rest == 0 ? 0 : kFinals[split->rest];
        block.flush_to(out);
        block = {.initial = kInitials[split->initial], .vowel = c};
    } else if (block.vowel != 0) {
        if (const auto both = joined(kVowelPairs, block.vowel, c)) {
            block.vowel = *both;
        } else {
            block.flush_to(out);
            block.vowel = c;
        }
    } else {
        block.vowel = c;
    }
}

void take_consonant(Block& block, char32_t c, std::u32string& out) {
    if (block.initial != 0 && block.vowel != 0) {
        if (block.final == 0 && place(kFinals, c)) {
            block.final = c;
            return;
        }
        if (const auto both = block.final == 0 ? std::nullopt : joined(kFinalPairs, block.final, c)) {
            block.final = *both;
            return;
        }
    }
    block.flush_to(out);
    block.initial = c;
}

template <std::size_t N>
void append_keys(std::u32string& out, const Pair (&pairs)[N], char32_t letter) {
    const auto* found = std::find_if(std::begin(pairs), std::end(pairs), [&](const Pair& p) { return p.both == letter; });
    if (found == std::end(pairs)) {
        out += letter;
    } else {
        out += found->first;
        out += found->second;
    }
}

}  // namespace

std::optional<SplitFinal> split_final(std::uint8_t final) {
    if (final == 0 || final >= kFinalCount) return std::nullopt;
    const char32_t letter = kFinals[final];
    for (const auto& pair : kFinalPairs) {
        if (pair.both == letter) return SplitFinal{*place(kFinals, pair.first), *place(kInitials, pair.second)};
    }
    return SplitFinal{0, *place(kInitials, letter)};  // every simple final is an initial too
}

std::u32string compose_typed(std::u32string_view letters) {
    std::u32string out;
    Block block;
    for (const char32_t c : letters) {
        if (place(kVowels, c)) {
            take_vowel(block, c, out);
        } else if (place(kInitials, c)) {
            take_consonant(block, c, out);
        } else {
            block.flush_to(out);
            out += c;
        }
    }
    block.flush_to(out);
    return out;
}

std::u32string typed_letters(std::u32string_view text) {
    std::u32string out;
    for (const char32_t c : text) {
        if (is_syllable(c)) {
            const auto s = decompose(c);
            out += kInitials[s.initial];
            append_keys(out, kVowelPairs, kVowels[s.vowel]);
            if (s.final != 0) append_keys(out, kFinalPairs, kFinals[s.final]);
        } else if (c >= 0x1100 && c <= 0x1112) {
            out += kInitials[c - 0x1100];
        } else if (c >= 0x1161 && c <= 0x1175) {
            append_keys(out, kVowelPairs, kVowels[c - 0x1161]);
        } else if (c >= 0x11A8 && c <= 0x11C2) {
            append_keys(out, kFinalPairs, kFinals[c - 0x11A7]);
        } else if (c >= 0x3131 && c <= 0x3163) {
            if (place(kVowels, c)) append_keys(out, kVowelPairs, c);
            else append_keys(out, kFinalPairs, c);
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace bt::names
