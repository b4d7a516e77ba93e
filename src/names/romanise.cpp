#include "names/romanise.h"

#include <array>
#include <optional>

#include "base/text.h"
#include "names/hangul.h"

namespace bt::names {
namespace {

// Numbers of letters by their place in the block; initials and finals count differently.
enum Initial : std::uint8_t { iG = 0, iN = 2, iD = 3, iR = 5, iM = 6, iB = 7, iS = 9, iSs = 10, iSilent = 11, iJ = 12, iCh = 14, iK = 15, iT = 16, iP = 17, iH = 18 };
enum Final : std::uint8_t { fNone = 0, fG = 1, fN = 4, fNh = 6, fD = 7, fL = 8, fLt = 13, fLh = 15, fM = 16, fB = 17, fNg = 21, fJ = 22, fT = 25, fH = 27 };
constexpr std::uint8_t kVowelI = 20;

/// The seven sounds a final can have.
constexpr std::array<std::uint8_t, kFinalCount> kSounded = {fNone, fG, fG, fG, fN, fN, fN, fD, fL, fG, fM, fL, fL, fL, fB, fL, fM, fB, fB, fD, fD, fNg, fD, fD, fG, fD, fB, fD};

std::optional<std::uint8_t> aspirated(std::uint8_t initial) {
    switch (initial) {
        case iG: return iK;
        case iD: return iT;
        case iB: return iP;
        case iJ: return iCh;
        default: return std::nullopt;
    }
}

/// ㅎ joins the consonant beside it, or falls silent before a vowel.
void aspirate(Syllable& left, Syllable& right) {
    if (left.final == fH || left.final == fNh || left.final == fLh) {
        const std::uint8_t rest = left.final == fH ? fNone : left.final == fNh ? fN : fL;
        if (const auto sound = aspirated(right.initial)) left.final = rest, right.initial = *sound;
        else if (right.initial == iSilent) left.final = rest;
        else if (right.initial == iS) left.final = rest, right.initial = iSs;
    } else if (right.initial == iH) {
        if (left.final == fJ) left.final = fNone, right.initial = iCh;
        else if (kSounded[left.final] == fG) left.final = fNone, right.initial = iK;
        else if (kSounded[left.final] == fD) left.final = fNone, right.initial = iT;
        else if (kSounded[left.final] == fB) left.final = fNone, right.initial = iP;
    }
}

/// A final moves over before a vowel: 박열 is 바결; ㄷ and ㅌ soften before i: 같이 is 가치.
void link(Syllable& left, Syllable& right) {
    if (right.initial != iSilent || left.final == fNone || left.final == fNg) return;
    if (right.vowel == kVowelI && (left.final == fD || left.final == fT || left.final == fLt)) {
        right.initial = left.final == fD ? iJ : iCh;
        left.final = left.final == fLt ? fL : fNone;
        return;
    }
    const auto split = split_final(left.final);
    right.initial = split->initial;
    left.final = split->rest;
}

void assimilate(Syllable& left, Syllable& right) {
    const auto nasal = [](std::uint8_t final) -> std::uint8_t { 
        switch (final) {
            case fG: return fNg;
            case fD: return fN;
            case fB: return fM;
            default: return final;
        }
    };
    if (right.initial == iN || right.initial == iM) {
        if (left.final == fL && right.initial == iN) right.initial = iR;
        else left.final = nasal(left.final);
    } else if (right.initial == iR && left.final != fNone && left.final != fL) {
        if (left.final == fN) {
            left.final = fL;
        } else {
            left.final = nasal(left.final);
            right.initial = iN;
        }
    }
}

constexpr std::string_view kRevisedInitials[] = {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"};
constexpr std::string_view kRevisedVowels[] = {"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"};
constexpr std::string_view kReischauerInitials[] = {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch'", "k'", "t'", "p'", "h"};
constexpr std::string_view kReischauerVowels[] = {"a", "ae", "ya", "yae", "ŏ", "e", "yŏ", "ye", "o", "wa", "wae", "oe", "yo", "u", "wŏ", "we", "wi", "yu", "ŭ", "ŭi", "i"};
constexpr std::string_view kYaleInitials[] = {"k", "kk", "n", "t", "tt", "l", "m", "p", "pp", "s", "ss", "", "c", "cc", "ch", "kh", "th", "ph", "h"};
constexpr std::string_view kYaleVowels[] = {"a", "ay", "ya", "yay", "e", "ey", "ye", "yey", "o", "wa", "way", "oy", "yo", "wu", "we", "wey", "wi", "yu", "u", "uy", "i"};
constexpr std::string_view kYaleFinals[] = {"", "k", "kk", "ks", "n", "nc", "nh", "t", "l", "lk", "lm", "lp", "ls", "lth", "lph", "lh", "m", "p", "ps", "s", "ss", "ng", "c", "ch", "kh", "th", "ph", "h"};

std::string_view final_sound(std::uint8_t final) {
    switch (kSounded[final]) {
        case fG: return "k";
        case fN: return "n";
        case fD: return "t";
        case fL: return "l";
        case fM: return "m";
        case fB: return "p";
        case fNg: return "ng";
        default: return "";
    }
}

/// McCune-Reischauer writes ㄱ ㄷ ㅂ ㅈ voiced between voiced sounds.
std::string_view reischauer_initial(std::uint8_t initial, std::optional<std::uint8_t> final_before) {
    const bool is_voiced = final_before && (*final_before == fNone || *final_before == fN || *final_before == fL || *final_before == fM || *final_before == fNg);
    if (is_voiced && initial == iG) return "g";
    if (is_voiced && initial == iD) return "d";
    if (is_voiced && initial == iB) return "b";
    if (is_voiced && initial == iJ) return "j";
    return kReischauerInitials[initial];
}

void append_syllable(std::string& out, Syllable s, std::optional<std::uint8_t> final_before, System system) {
    const bool is_double_l = final_before == fL && s.initial == iR;
    switch (system) {
        case System::Revised: out.append(is_double_l ? "l" : kRevisedInitials[s.initial]).append(kRevisedVowels[s.vowel]).append(final_sound(s.final)); return;
        case System::McCuneReischauer:
            out.append(is_double_l ? "l" : reischauer_initial(s.initial, final_before)).append(kReischauerVowels[s.vowel]).append(final_sound(s.final));
            return;
        case System::Yale: out.append(kYaleInitials[s.initial]).append(kYaleVowels[s.vowel]).append(kYaleFinals[s.final]); return;
    }
}

}  // namespace

std::u32string pronounced(std::u32string_view text) {
    std::u32string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!is_syllable(out[i])) continue;
        auto left = decompose(out[i]);
        if (i + 1 < out.size() && is_syllable(out[i + 1])) {
            auto right = decompose(out[i + 1]);
            aspirate(left, right);
            link(left, right);
            left.final = kSounded[left.final];
            assimilate(left, right);
            out[i + 1] = compose(right);
        } else {
            left.final = kSounded[left.final];
        }
        out[i] = compose(left);
    }
    return out;
}

std::string romanise(std::u32string_view text, System system) {
    std::string out;
    std::optional<std::uint8_t> final_before;
    for (const char32_t c : system == System::Yale ? std::u32string(text) : pronounced(text)) {
        if (is_syllable(c)) {
            const auto s = decompose(c);
            append_syllable(out, s, final_before, system);
            final_before = s.final;
        } else {
            append_utf8(out, c);
            final_before.reset();
        }
    }
    return out;
}

}  // namespace bt::names
