// ID3v1 and the plain frames of ID3v2 are Latin-1 (ID3v2.4.0 structure §4), but for twenty years Windows programs wrote the bytes of their own
// code page there. Statistics over whole files (uchardet) tell nothing about a title of two syllables, so the fields are judged by what only one of the
// two can be:
//
//     고급        B0 ED  B1 DE     "°í±Þ"       pairs of high bytes, most of them Hangul in CP949
//     Motörhead   F6 'r'           "ö"          high bytes one by one, letters beside letters, which mostly are no CP949 at all
//     ÄÄNI        C4 C4 'N'        "컷NI"       some are both: letters beside letters are taken for what they look like
//
// Text in other code pages (CP1251, GBK) was nonsense before and stays nonsense.
#include "transcode/tag_text.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/text.h"

namespace bt::transcode {
namespace {

bool is_high(char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_latin_letter(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0xC0 && u != 0xD7 && u != 0xF7;  // the signs of multiplication and division lie among them
}

void strip(std::string_view& run, std::string_view before, std::string_view behind) {
    while (!run.empty() && before.find(run.front()) != std::string_view::npos) run.remove_prefix(1);
    while (!run.empty() && behind.find(run.back()) != std::string_view::npos) run.remove_suffix(1);
}

/// Quotation marks, dashes and dots of Windows-1252, which stands for Latin-1 everywhere.
constexpr std::string_view kQuotes = "\x82\x84\x85\x8B\x91\x92\x93\x94\x95\x96\x97\x9B";
/// ¡ ¿ « »
constexpr std::string_view kMarks = "\xA1\xBF\xAB\xBB";
/// º ª
constexpr std::string_view kOrdinals = "\xBA\xAA";

/// Whether these high bytes, with what stands before and behind them, are what Western words are made of: at most two different letters in a row
/// ("coração"), joined to others or one alone ("à"), perhaps between marks ("¿Ángel?"). A mark beside one letter alone is a syllable: "¿ì", 우.
bool is_latin_run(std::string_view run, bool is_joined) {
    strip(run, kQuotes, kQuotes);
    strip(run, is_joined ? kMarks : "", is_joined ? kMarks : "");
    strip(run, "", kOrdinals);
    if (!std::ranges::all_of(run, is_latin_letter)) return false;
    std::size_t different = run.empty() ? 0 : 1;
    for (std::size_t i = 1; i < run.size(); ++i) different += run[i] == run[i - 1] ? 0U : 1U;  // Estonian "jäääär"
    return different <= (is_joined ? 2U : 1U);
}

bool is_plausible_latin1(std::string_view bytes) {
    for (std::size_t begin = 0; begin < bytes.size();) {
        if (!is_high(bytes[begin])) {
            ++begin;
            continue;
        }
        auto end = begin;
        while (end < bytes.size() && is_high(bytes[end])) ++end;
        const bool is_joined = (begin > 0 && is_ascii_letter(bytes[begin - 1])) || (end < bytes.size() && is_ascii_letter(bytes[end]));
        if (!is_latin_run(bytes.substr(begin, end - begin), is_joined)) return false;
        begin = end;
    }
    return true;
}

/// The text in CP949, when all of it is that and most of what is not ASCII is Hangul; else empty.
std::string korean_text(std::string_view bytes) {
    const auto text = utf8_from(bytes, "CP949");
    if (!text || text->find("\xEF\xBF\xBD") != std::string::npos) return {};
    std::size_t hangul = 0, others = 0;
    for (std::size_t i = 0; i < text->size(); ++i) {
        const auto lead = static_cast<unsigned char>((*text)[i]);
        if (lead < 0xC0) continue;  // ASCII, or not the first byte of a character
        // U+AC00 to U+D7A3 are EA B0 80 to ED 9E A3.
        const auto next = i + 1 < text->size() ? static_cast<unsigned char>((*text)[i + 1]) : 0U;
        const bool is_hangul = (lead == 0xEA && next >= 0xB0) || lead == 0xEB || lead == 0xEC || (lead == 0xED && next <= 0x9E);
        ++(is_hangul ? hangul : others);
    }
    return hangul > others ? *text : std::string();
}

std::string latin1_text(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
    return out;
}

}  // namespace

std::string text_of_latin1_field(std::string_view bytes) {
    bytes = bytes.substr(0, bytes.find('\0'));
    if (std::ranges::none_of(bytes, is_high) || is_plausible_latin1(bytes)) return latin1_text(bytes);
    auto korean = korean_text(bytes);
    if (korean.empty() && is_high(bytes.back())) korean = korean_text(bytes.substr(0, bytes.size() - 1));
    return korean.empty() ? latin1_text(bytes) : korean;
}

}  // namespace bt::transcode
