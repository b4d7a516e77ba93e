#include "media/index/language.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace bt::media {
namespace {

struct TwoLetters {
    std::string_view three, two;
};
// ISO 639-2 codes that have an ISO 639-1 code, bibliographic ones included, sorted; from Debian's iso-codes 4.15.
constexpr TwoLetters kTwoLetters[] = {
    {"aar", "aa"}, {"abk", "ab"}, {"afr", "af"}, {"aka", "ak"}, {"alb", "sq"}, {"amh", "am"}, {"ara", "ar"},
    {"arg", "an"}, {"arm", "hy"}, {"asm", "as"}, {"ava", "av"}, {"ave", "ae"}, {"aym", "ay"}, {"aze", "az"},
    {"bak", "ba"}, {"bam", "bm"}, {"baq", "eu"}, {"bel", "be"}, {"ben", "bn"}, {"bih", "bh"}, {"bis", "bi"},
    {"bod", "bo"}, {"bos", "bs"}, {"bre", "br"}, {"bul", "bg"}, {"bur", "my"}, {"cat", "ca"}, {"ces", "cs"},
    {"cha", "ch"}, {"che", "ce"}, {"chi", "zh"}, {"chu", "cu"}, {"chv", "cv"}, {"cor", "kw"}, {"cos", "co"},
    {"cre", "cr"}, {"cym", "cy"}, {"cze", "cs"}, {"dan", "da"}, {"deu", "de"}, {"div", "dv"}, {"dut", "nl"},
    {"dzo", "dz"}, {"ell", "el"}, {"eng", "en"}, {"epo", "eo"}, {"est", "et"}, {"eus", "eu"}, {"ewe", "ee"},
    {"fao", "fo"}, {"fas", "fa"}, {"fij", "fj"}, {"fin", "fi"}, {"fra", "fr"}, {"fre", "fr"}, {"fry", "fy"},
    {"ful", "ff"}, {"geo", "ka"}, {"ger", "de"}, {"gla", "gd"}, {"gle", "ga"}, {"glg", "gl"}, {"glv", "gv"},
    {"gre", "el"}, {"grn", "gn"}, {"guj", "gu"}, {"hat", "ht"}, {"hau", "ha"}, {"heb", "he"}, {"her", "hz"},
    {"hin", "hi"}, {"hmo", "ho"}, {"hrv", "hr"}, {"hun", "hu"}, {"hye", "hy"}, {"ibo", "ig"}, {"ice", "is"},
    {"ido", "io"}, {"iii", "ii"}, {"iku", "iu"}, {"ile", "ie"}, {"ina", "ia"}, {"ind", "id"}, {"ipk", "ik"},
    {"isl", "is"}, {"ita", "it"}, {"jav", "jv"}, {"jpn", "ja"}, {"kal", "kl"}, {"kan", "kn"}, {"kas", "ks"},
    {"kat", "ka"}, {"kau", "kr"}, {"kaz", "kk"}, {"khm", "km"}, {"kik", "ki"}, {"kin", "rw"}, {"kir", "ky"},
    {"kom", "kv"}, {"kon", "kg"}, {"kor", "ko"}, {"kua", "kj"}, {"kur", "ku"}, {"lao", "lo"}, {"lat", "la"},
    {"lav", "lv"}, {"lim", "li"}, {"lin", "ln"}, {"lit", "lt"}, {"ltz", "lb"}, {"lub", "lu"}, {"lug", "lg"},
    {"mac", "mk"}, {"mah", "mh"}, {"mal", "ml"}, {"mao", "mi"}, {"mar", "mr"}, {"may", "ms"}, {"mkd", "mk"},
    {"mlg", "mg"}, {"mlt", "mt"}, {"mon", "mn"}, {"mri", "mi"}, {"msa", "ms"}, {"mya", "my"}, {"nau", "na"},
    {"nav", "nv"}, {"nbl", "nr"}, {"nde", "nd"}, {"ndo", "ng"}, {"nep", "ne"}, {"nld", "nl"}, {"nno", "nn"},
    {"nob", "nb"}, {"nor", "no"}, {"nya", "ny"}, {"oci", "oc"}, {"oji", "oj"}, {"ori", "or"}, {"orm", "om"},
    {"oss", "os"}, {"pan", "pa"}, {"per", "fa"}, {"pli", "pi"}, {"pol", "pl"}, {"por", "pt"}, {"pus", "ps"},
    {"que", "qu"}, {"roh", "rm"}, {"ron", "ro"}, {"rum", "ro"}, {"run", "rn"}, {"rus", "ru"}, {"sag", "sg"},
    {"san", "sa"}, {"sin", "si"}, {"slk", "sk"}, {"slo", "sk"}, {"slv", "sl"}, {"sme", "se"}, {"smo", "sm"},
    {"sna", "sn"}, {"snd", "sd"}, {"som", "so"}, {"sot", "st"}, {"spa", "es"}, {"sqi", "sq"}, {"srd", "sc"},
    {"srp", "sr"}, {"ssw", "ss"}, {"sun", "su"}, {"swa", "sw"}, {"swe", "sv"}, {"tah", "ty"}, {"tam", "ta"},
    {"tat", "tt"}, {"tel", "te"}, {"tgk", "tg"}, {"tgl", "tl"}, {"tha", "th"}, {"tib", "bo"}, {"tir", "ti"},
    {"ton", "to"}, {"tsn", "tn"}, {"tso", "ts"}, {"tuk", "tk"}, {"tur", "tr"}, {"twi", "tw"}, {"uig", "ug"},
    {"ukr", "uk"}, {"urd", "ur"}, {"uzb", "uz"}, {"ven", "ve"}, {"vie", "vi"}, {"vol", "vo"}, {"wel", "cy"},
    {"wln", "wa"}, {"wol", "wo"}, {"xho", "xh"}, {"yid", "yi"}, {"yor", "yo"}, {"zha", "za"}, {"zho", "zh"},
    {"zul", "zu"},
};

/// Of two codes for one language ISO 639-2/B names these; the other is the terminological one.
constexpr std::string_view kBibliographic[] = {"alb", "arm", "baq", "bur", "chi", "cze", "dut", "fre", "geo", "ger",
                                               "gre", "ice", "mac", "mao", "may", "per", "rum", "slo", "tib", "wel"};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); }

/// RFC 5646 §2.1.1: regions in capitals, scripts with one, the rest small; nothing after a singleton is respelled.
std::string spell_subtag(std::string_view subtag, bool after_singleton) {
    std::string out = ascii_lower(subtag);
    const auto raise = [](char& c) { c = is_letter(c) ? static_cast<char>(c - 'a' + 'A') : c; };
    if (after_singleton || !all_letters(out)) return out;
    if (out.size() == 2) std::for_each(out.begin(), out.end(), raise);
    if (out.size() == 4) raise(out.front());
    return out;
}

}  // namespace

std::string language_from_iso_639_2(std::string_view code) {
    const std::string lower = ascii_lower(code);
    if (lower.size() != 3 || !all_letters(lower)) return "und";
    if (lower == "mul" || lower == "mis" || lower == "zxx") return "und";
    const auto* const found = std::lower_bound(std::begin(kTwoLetters), std::end(kTwoLetters), std::string_view(lower),
                                               [](const TwoLetters& row, std::string_view wanted) { return row.three < wanted; });
    if (found != std::end(kTwoLetters) && found->three == lower) return std::string(found->two);
    return lower;
}

std::string language_to_iso_639_2(std::string_view tag) {
    const auto primary = ascii_lower(tag.substr(0, tag.find('-')));
    if (primary.size() == 3 && all_letters(primary)) return primary;
    for (const auto& row : kTwoLetters) {
        const bool bibliographic = std::find(std::begin(kBibliographic), std::end(kBibliographic), row.three) != std::end(kBibliographic);
        if (row.two == primary && !bibliographic) return std::string(row.three);
    }
    return "und";
}

std::string language_from_bcp_47(std::string_view tag) {
    constexpr std::size_t kLongestSubtag = 8;  // RFC 5646 §2.1
    constexpr std::size_t kLongestTag = 64;    // ours: real tags have at most a few subtags
    if (tag.size() > kLongestTag) return "und";
    const auto subtags = split(tag, '-');
    const auto& language = subtags.front();
    if (language.size() < 2 || language.size() > kLongestSubtag || !all_letters(language)) return "und";
    std::string out = language.size() == 3 ? language_from_iso_639_2(language) : ascii_lower(language);
    bool after_singleton = false;
    for (std::size_t i = 1; i < subtags.size(); ++i) {
        const auto subtag = subtags[i];
        const bool plain = std::all_of(subtag.begin(), subtag.end(), [](char c) { return is_letter(c) || is_digit(c); });
        if (subtag.empty() || subtag.size() > kLongestSubtag || !plain) return "und";
        out += '-';
        out += spell_subtag(subtag, after_singleton);
        after_singleton = after_singleton || subtag.size() == 1;
    }
    return out;
}

}  // namespace bt::media
