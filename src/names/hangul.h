// Hangul syllables and the letters (jamo) they are made of: Unicode 15 §3.12, and composition as a keyboard does it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bt::names {

/// A syllable block by the numbers of its letters: initial 0 to 18, vowel 0 to 20, final 0 (none) to 27.
struct Syllable {
    std::uint8_t initial = 0, vowel = 0, final = 0;
    friend constexpr bool operator==(const Syllable&, const Syllable&) = default;
};

inline constexpr char32_t kFirstSyllable = 0xAC00, kLastSyllable = 0xD7A3;
inline constexpr std::uint8_t kInitialCount = 19, kVowelCount = 21, kFinalCount = 28;
inline constexpr std::uint8_t kSilentInitial = 11;  ///< ㅇ, which has no sound before a vowel

constexpr bool is_syllable(char32_t c) { return c >= kFirstSyllable && c <= kLastSyllable; }

/// `c` is a syllable.
constexpr Syllable decompose(char32_t c) {
    const auto index = static_cast<std::uint32_t>(c - kFirstSyllable);
    return {static_cast<std::uint8_t>(index / 588), static_cast<std::uint8_t>(index / 28 % 21), static_cast<std::uint8_t>(index % 28)};
}
constexpr char32_t compose(Syllable s) { return kFirstSyllable + static_cast<char32_t>((s.initial * 21u + s.vowel) * 28u + s.final); }

/// The number of a lone initial consonant, as NFKC writes it (U+1100...U+1112); nothing for any other character.
constexpr std::optional<std::uint8_t> lone_initial(char32_t c) {
    if (c < 0x1100 || c > 0x1112) return std::nullopt;
    return static_cast<std::uint8_t>(c - 0x1100);
}
/// The initial with the sound letter of a final, and the rest of a double final: ㄺ is {ㄹ, ㄱ}. `rest` is 0 for a simple final.
struct SplitFinal {
    std::uint8_t rest = 0, initial = 0;
};
/// Nothing for no final.
std::optional<SplitFinal> split_final(std::uint8_t final);

/// A row of compatibility jamo (ㄱ, ㅏ, ...: U+3131...U+3163) made into blocks as a Korean keyboard does; letters that find no block
/// stay alone, and other characters end the block.
std::u32string compose_typed(std::u32string_view letters);
/// The other way: every block as compatibility jamo, double finals and vowels as the two keys they are typed with.
std::u32string typed_letters(std::u32string_view text);

}  // namespace bt::names
