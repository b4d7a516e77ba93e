#include "names/breves.h"

#include "names/fold.h"

namespace bt::names {
namespace {

constexpr char32_t kBreve = 0x306, kCircumflex = 0x302, kCaron = 0x30C;  // standing alone, after their letter

bool is_mark(char32_t c) { return c == kBreve || c == kCircumflex || c == kCaron; }

char32_t marked_vowel(char32_t c) {
    switch (c) {
        case U'ŏ': case U'Ŏ': case U'ô': case U'Ô': case U'ǒ': case U'Ǒ': return U'o';
        case U'ŭ': case U'Ŭ': case U'û': case U'Û': case U'ǔ': case U'Ǔ': return U'u';
        default: return 0;
    }
}

}  // namespace

std::string without_breves(std::string_view text) {
    const auto letters = to_utf32(text);
    std::u32string out;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const auto c = letters[i];
        if (const auto vowel = marked_vowel(c)) {
            out.append({U'e', vowel});
        } else if (i + 1 < letters.size() && is_mark(letters[i + 1]) && (c == U'o' || c == U'O' || c == U'u' || c == U'U')) {
            out.append({U'e', c});
            ++i;
        } else {
            out += c;
        }
    }
    return to_utf8(out);
}

}  // namespace bt::names
