#include "names/consonants.h"

#include "names/hangul.h"

namespace bt::names {
namespace {

// K: g k c q x; T: d t; P: b p f v; S: s sh; C: j ch z; L: l r; N; M; H is too weak to count, and so are w and y.
constexpr std::u32string_view kInitialClass = U"KKNTTLMPPSS-CCCKTP-";
constexpr std::u32string_view kFinalClass = U"-KKKNNNTLLLLLLLLMPPTTNTTKTP-";  // ㅇ sounds n before k, as in "tank": N

bool is_vowel(char32_t c) { return c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u' || c == U'y' || c == U'w'; }

char32_t latin_class(char32_t c, char32_t next) {
    switch (c) {
        case U'c': return next == U'h' ? U'C' : next == U'e' || next == U'i' || next == U'y' ? U'S' : U'K';
        case U'g': case U'k': case U'q': case U'x': return U'K';
        case U'd': case U't': return U'T';
        case U'b': case U'p': case U'f': case U'v': return U'P';
        case U's': return U'S';
        case U'j': case U'z': return U'C';
        case U'l': case U'r': return U'L';
        case U'n': return U'N';
        case U'm': return U'M';
        default: return c >= U'0' && c <= U'9' ? c : U'-';
    }
}

}  // namespace

std::u32string consonants(std::u32string_view folded) {
    std::u32string out;
    const auto is_affricate = [&](std::size_t i) {  // "Mads" is 매즈, "Fitz" 피츠
        return i + 1 < folded.size() && (folded[i] == U'd' || folded[i] == U't') && (folded[i + 1] == U's' || folded[i + 1] == U'z');
    };
    const auto add = [&](char32_t c) {
        if (c != U'-' && (out.empty() || out.back() != c)) out += c;  // doubled letters are one sound
    };
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char32_t c = folded[i];
        if (is_syllable(c)) {
            const auto s = decompose(c);
            add(kInitialClass[s.initial]);
            add(kFinalClass[s.final]);
        } else if (is_affricate(i)) {
            add(U'C');
            ++i;
        } else if (c < 0x80) {
            const auto next = i + 1 < folded.size() ? folded[i + 1] : U'\0';
            // A final "ng" is one sound, ㅇ; before a vowel the g may be one of its own, and is taken so.
            const bool is_ng = c == U'g' && i > 0 && folded[i - 1] == U'n' && !is_vowel(next);
            if (!is_ng) add(latin_class(c, next));
        }
    }
    return out;
}

std::u32string foreign_sound(std::u32string_view folded) { return U'*' + consonants(folded); }

}  // namespace bt::names
