// Every word becomes Kunrei-like syllables (si, ti, tu, hu, zi, sya): one for each kana, so both directions meet. Long vowels and the
// doubling of consonants go: people write them or not as they like ("Yuko" for ゆうこ).
#include "names/kana.h"

#include <algorithm>
#include <array>
#include <optional>

namespace bt::names {
namespace {

// Hiragana U+3041...U+3094 in order. Small kana begin with '*': they change the syllable before.
constexpr std::string_view kKana[] = {
    "*a", "a", "*i", "i", "*u", "u", "*e", "e", "*o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "si", "zi", "su", "zu", "se", "ze",
    "so", "zo", "ta", "da", "ti", "zi", "*", "tu", "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he",
    "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "*ya", "ya", "*yu", "yu", "*yo", "yo", "ra", "ri", "ru", "re", "ro", "*wa", "wa", "i", "e", "o", "n", "vu"};

std::optional<std::string> from_kana(std::u32string_view word) {
    std::string out;
    for (char32_t c : word) {
        if (c == 0x30FC) continue;                              // ー, a long vowel
        if (c >= 0x30A1 && c <= 0x30F4) c -= 0x60;              // katakana
        if (c < 0x3041 || c >= 0x3041 + std::size(kKana)) return std::nullopt;
        const auto sound = kKana[c - 0x3041];
        if (!sound.starts_with('*')) {
            out += sound;
        } else if (sound.size() > 1 && !out.empty()) {
            out.pop_back();                                     // き + ゃ is kya, ふ + ぁ is fa: here hua without its u
            out += sound.substr(1);
        }
    }
    return out.empty() ? std::nullopt : std::optional(out);
}

struct Respelling {
    std::string_view from, to;
};
// Hepburn to Kunrei, the longest first.
constexpr Respelling kChanges[] = {{"tchi", "ti"}, {"shi", "si"}, {"chi", "ti"}, {"tsu", "tu"}, {"sha", "sya"}, {"shu", "syu"}, {"sho", "syo"}, {"cha", "tya"},
                               {"chu", "tyu"}, {"cho", "tyo"}, {"jya", "zya"}, {"jyu", "zyu"}, {"jyo", "zyo"}, {"dzu", "zu"}, {"du", "zu"}, {"di", "zi"}, {"ji", "zi"},
                               {"ja", "zya"}, {"ju", "zyu"}, {"jo", "zyo"}, {"fu", "hu"}, {"fa", "ha"}, {"mb", "nb"}, {"mp", "np"}, {"mm", "nm"}};

bool is_vowel(char c) { return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o'; }

/// Consonant (y) vowel, n, doubled consonants: what Japanese can be made of.
bool reads_as_japanese(std::string_view word) {
    bool after_vowel = true;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if (is_vowel(c)) {
            after_vowel = true;
            continue;
        }
        if (std::string_view("kstnhmyrwgzdbpv").find(c) == std::string_view::npos) return false;
        const bool is_last = i + 1 == word.size();
        if (c == 'n' && (is_last || word[i + 1] != 'y')) {
            after_vowel = true;
            continue;
        }
        if (is_last || (!after_vowel && c != 'y')) return false;
        after_vowel = word[i + 1] == c;  // a doubled one may still come
    }
    return true;
}

std::string shortened(std::string_view word) {
    std::string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        const bool is_long = !out.empty() && is_vowel(c) && (out.back() == c || (out.back() == 'o' && c == 'u'));
        const bool is_doubled = !out.empty() && !is_vowel(c) && out.back() == c;
        if (!is_long && !is_doubled) out += c;
    }
    return out;
}

std::optional<std::string> from_latin(std::u32string_view word) {
    std::string letters;
    for (const char32_t c : word) {
        if (c < U'a' || c > U'z') return std::nullopt;
        letters += static_cast<char>(c);
    }
    std::string out;
    for (std::size_t i = 0; i < letters.size();) {
        const auto rest = std::string_view(letters).substr(i);
        const auto* change = std::find_if(std::begin(kChanges), std::end(kChanges), [&](const Respelling& each) { return rest.starts_with(each.from); });
        // "oh" is a long o, unless a vowel follows: "Ohara" keeps its h.
        if (rest[0] == 'h' && out.ends_with('o') && (rest.size() == 1 || !is_vowel(rest[1]))) {
            ++i;
            continue;
        }
        // "Hacchobori" is also written so: a doubled ch.
        if (rest.starts_with("cch")) {
            out += 't';
            ++i;
            continue;
        }
        const bool applies = change != std::end(kChanges);
        out += applies ? change->to : rest.substr(0, 1);
        i += applies ? change->from.size() : 1;
    }
    return reads_as_japanese(out) ? std::optional(out) : std::nullopt;
}

}  // namespace

Words romaji_words(const Words& folded) {
    Words out;
    for (const auto& word : folded) {
        auto sound = from_kana(word);
        if (!sound) sound = from_latin(word);
        if (!sound) return {};
        const auto brief = shortened(*sound);
        out.emplace_back(brief.begin(), brief.end());
    }
    return out;
}

}  // namespace bt::names
