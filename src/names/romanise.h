// Hangul in Latin letters by the published systems, and the changes of sound they rest on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bt::names {

enum class System : std::uint8_t {
    Revised,           ///< Revised Romanisation of Korean, Ministry of Culture 2000-8
    McCuneReischauer,  ///< with breves: ŏ, ŭ
    Yale,              ///< letter by letter, as linguists write
};

/// As it is spoken: 국립 is 궁닙, 박열 is 바결, 같이 is 가치. Standard Pronunciation (1988), chapters 4 and 5: liaison, aspiration,
/// palatalisation, the seven finals, nasals and liquids; not the tensing of consonants, which no romanisation writes.
std::u32string pronounced(std::u32string_view text);

/// A word or title, lower case; sounds change across its syllables (but for Yale). Other characters stay.
std::string romanise(std::u32string_view text, System system);

}  // namespace bt::names
