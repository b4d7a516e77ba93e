#include "names/fold.h"

#include <utf8proc.h>

#include <array>

#include "base/text.h"

namespace bt::names {
namespace {

/// Letters with a stroke or ligature, which have no decomposition.
std::u32string_view plain(char32_t c) {
    switch (c) {
        case U'ø': return U"o";
        case U'ł': return U"l";
        case U'đ': case U'ð': return U"d";
        case U'æ': return U"ae";
        case U'œ': return U"oe";
        case U'ı': return U"i";
        case U'þ': return U"th";
        default: return {};
    }
}

bool is_voicing(char32_t c) { return c == 0x3099 || c == 0x309A; }  // kana's marks change the letter: they stay
bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == U'`'; }

enum class Class { Letter, Mark, Joint, Gap };
Class class_of(char32_t c) {
    if (is_voicing(c)) return Class::Letter;
    if (is_apostrophe(c)) return Class::Joint;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO: case UTF8PROC_CATEGORY_MC: return Class::Letter;
        case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_ME: return Class::Mark;
        default: return Class::Gap;
    }
}

/// Canonical composition, which puts Hangul and voiced kana together again.
std::u32string composed(const std::u32string& letters) {
    std::vector<utf8proc_int32_t> buffer(letters.begin(), letters.end());
    buffer.push_back(0);
    const auto size = utf8proc_normalize_utf32(buffer.data(), static_cast<utf8proc_ssize_t>(letters.size()), UTF8PROC_COMPOSE);
    std::u32string out;
    for (utf8proc_ssize_t i = 0; i < size; ++i) out += static_cast<char32_t>(buffer[static_cast<std::size_t>(i)]);
    return out;
}

}  // namespace

Words fold(std::string_view text) {
    Words words;
    std::u32string word;
    std::size_t taken = 0;
    const auto end_word = [&] {
        if (!word.empty()) words.push_back(composed(word));
        word.clear();
    };
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    int boundary = 0;
    while (left > 0 && taken < kMaxFolded) {
        utf8proc_int32_t c = 0;
        const auto size = utf8proc_iterate(bytes, left, &c);
        if (size <= 0) {
            end_word();
            ++bytes, --left;
            continue;
        }
        bytes += size, left -= size;
        std::array<utf8proc_int32_t, 32> parts{};
        const auto count = utf8proc_decompose_char(c, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
                                                   static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD), &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
            const auto part = static_cast<char32_t>(parts[static_cast<std::size_t>(i)]);
            switch (class_of(part)) {
                case Class::Letter:
                    if (const auto replaced = plain(part); !replaced.empty()) word += replaced;
                    else word += part;
                    ++taken;
                    break;
                case Class::Mark: case Class::Joint: break;
                case Class::Gap: end_word(); break;
            }
        }
    }
    end_word();
    return words;
}

std::u32string join(const Words& words) {
    std::u32string out;
    for (const auto& word : words) out += word;
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

std::u32string to_utf32(std::string_view text) {
    std::u32string out;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t c = 0;
        const auto size = utf8proc_iterate(bytes, left, &c);
        out += size > 0 ? static_cast<char32_t>(c) : U'\uFFFD';
        const auto step = size > 0 ? size : 1;
        bytes += step, left -= step;
    }
    return out;
}

}  // namespace bt::names
