#include "subtitle/encoding.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

#include "base/encoding.h"
#include "base/text.h"

namespace bt::subtitle {
namespace {

bool starts_with(ByteView bytes, std::initializer_list<unsigned char> mark) {
    return bytes.size() >= mark.size() &&
           std::equal(mark.begin(), mark.end(), bytes.begin(), [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

/// UTF-16 without a mark: mostly zero high bytes for Latin, and line ends with a zero beside them for any script.
std::optional<const char*> guess_utf16(ByteView bytes) {
    const auto sample = bytes.first(std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 4'096));
    std::size_t little = 0, big = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        const auto a = std::to_integer<unsigned>(sample[i]);
        const auto b = std::to_integer<unsigned>(sample[i + 1]);
        if (b == 0 && a >= 0x09 && a < 0x7f) ++little;
        if (a == 0 && b >= 0x09 && b < 0x7f) ++big;
    }
    const std::size_t enough = std::max<std::size_t>(2, sample.size() / 40);
    if (little > enough && little > big * 4) return "UTF-16LE";
    if (big > enough && big > little * 4) return "UTF-16BE";
    return std::nullopt;
}

/// The statistical guess, in the name iconv knows.
std::string guess_by_statistics(ByteView bytes) {
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    uchardet_handle_data(detector.get(), reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 256 * 1024));
    uchardet_data_end(detector.get());
    const std::string name = uchardet_get_charset(detector.get());
    if (name == "EUC-KR" || name == "UHC" || name == "ISO-2022-KR") return "CP949";  // the superset Windows writes
    if (name == "SHIFT_JIS") return "CP932";
    if (name == "GB2312" || name == "HZ-GB-2312") return "GB18030";
    if (name.empty() || name == "ASCII" || name == "ISO-8859-1") return "WINDOWS-1252";
    return name;
}

/// What the bytes are if they are CP949: its two-byte characters, by what they stand for.
struct AsKorean {
    bool fits = true;             ///< nothing that CP949 does not hold
    std::size_t common = 0;       ///< of the 2,350 syllables of KS X 1001, rows B0 to C8, which are nearly all that is written
    std::size_t marks = 0;        ///< of rows A1 to A3: punctuation, notes, wide digits
    std::size_t others = 0;       ///< rare syllables, Hanja, other letters
    std::size_t longest_word = 0; ///< common syllables in a row
};

AsKorean read_as_korean(std::string_view text) {
    AsKorean out;
    std::size_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            word = 0;
            continue;
        }
        const auto trail = static_cast<unsigned char>(++i < text.size() ? text[i] : '\0');
        const bool is_ks_x_1001 = lead >= 0xA1 && lead <= 0xFE && trail >= 0xA1 && trail <= 0xFE;
        const bool is_letter = (trail >= 'A' && trail <= 'Z') || (trail >= 'a' && trail <= 'z');
        const bool is_extended = lead >= 0x81 && lead <= 0xC6 && (is_letter || (trail >= 0x81 && trail <= 0xFE));
        if (!is_ks_x_1001 && !is_extended) return {.fits = false};
        const bool is_common = is_ks_x_1001 && lead >= 0xB0 && lead <= 0xC8;
        word = is_common ? word + 1 : 0;
        ++(is_common ? out.common : is_ks_x_1001 && lead <= 0xA3 ? out.marks : out.others);
        out.longest_word = std::max(out.longest_word, word);
    }
    return out;
}

bool is_language(std::string_view tag, std::string_view wanted) { return tag.substr(0, tag.find('-')) == wanted; }

/// Whether a text that is no UTF-8 is Korean although statistics, which a few syllables among many digits do not move, say nothing of it.
/// A language that was told decides as soon as the bytes fit. Without one a word of two syllables is asked for, and that all be common:
/// accents of Western languages ("é", "ü") stand alone between ASCII letters, and four in a row that pair so are no word of any.
bool is_korean_for_all(std::string_view text, std::string_view language) {
    const auto read = read_as_korean(text);
    if (!read.fits) return false;
    if (is_language(language, "ko")) return read.common > 0 && read.common >= read.others;
    const bool may_be = language.empty() || is_language(language, "und") || is_language(language, "en");
    return may_be && read.longest_word >= 2 && read.others == 0;
}

/// Encodings of East Asia have two-byte characters of their own, which statistics tell well.
bool is_sure(std::string_view encoding) {
    constexpr std::string_view kSure[] = {"CP949", "CP932", "EUC-JP", "GB18030", "BIG5", "EUC-TW", "JOHAB", "UTF-8"};
    return std::ranges::find(kSure, encoding) != std::end(kSure) || encoding.starts_with("ISO-2022");
}

std::string guess_legacy_encoding(ByteView bytes, std::string_view language) {
    const auto text = as_text(bytes);
    if (is_language(language, "ko") && is_korean_for_all(text, language)) return "CP949";
    auto guess = guess_by_statistics(bytes);
    return !is_sure(guess) && is_korean_for_all(text, language) ? "CP949" : guess;
}

std::string with_unix_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            if (text[i] != '\0') out += text[i];  // a stray NUL would end the text for some players
            continue;
        }
        out += '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
    return out;
}

bool looks_binary(std::string_view text) {
    const auto sample = text.substr(0, 4'096);
    const auto controls = std::count_if(sample.begin(), sample.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1a';
    });
    return static_cast<std::size_t>(controls) * 20 > sample.size();
}

}  // namespace

Result<DecodedText> decode_text(ByteView bytes, std::string_view language) {
    const auto decoded = [&](ByteView body, std::string encoding) -> Result<DecodedText> {
        const auto converted = utf8_from(as_text(body), encoding);
        const auto text = converted ? *converted : to_valid_utf8(as_text(body));
        if (looks_binary(text)) return Error{.fault = Fault::Unsupported, .message = "the file is binary, not text"};
        return DecodedText{.text = with_unix_line_ends(text), .encoding = std::move(encoding)};
    };
    if (starts_with(bytes, {0xEF, 0xBB, 0xBF})) return decoded(bytes.subspan(3), "UTF-8");
    if (starts_with(bytes, {0xFF, 0xFE, 0, 0})) return decoded(bytes.subspan(4), "UTF-32LE");
    if (starts_with(bytes, {0, 0, 0xFE, 0xFF})) return decoded(bytes.subspan(4), "UTF-32BE");
    if (starts_with(bytes, {0xFF, 0xFE})) return decoded(bytes.subspan(2), "UTF-16LE");
    if (starts_with(bytes, {0xFE, 0xFF})) return decoded(bytes.subspan(2), "UTF-16BE");
    if (const auto utf16 = guess_utf16(bytes)) return decoded(bytes, *utf16);
    if (is_utf8(as_text(bytes))) return decoded(bytes, "UTF-8");
    return decoded(bytes, guess_legacy_encoding(bytes, language));
}

}  // namespace bt::subtitle
