#include "store/sort_key.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace bt::store {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_plain(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// NFKC with full case folding (Unicode §3.13, UAX #15), combining marks removed.
std::string fold(std::string_view text) {
    const std::string valid = to_valid_utf8(text);
    utf8proc_uint8_t* folded = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                     static_cast<utf8proc_ssize_t>(valid.size()), &folded,
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                                    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(folded, &std::free);
    if (length < 0) return valid;
    return {reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length)};
}

/// Each number gets its digit count before it: "2" is "12", "10" is "210", and the shorter sorts first.
std::string order_numbers(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (!is_digit(text.front())) {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        auto end = std::find_if_not(text.begin(), text.end(), is_digit);
        std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        text.remove_prefix(digits.size());
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        out += static_cast<char>('0' + std::min<std::size_t>(digits.size(), 9));
        out += digits;
    }
    return out;
}

std::string_view without_leading_punctuation(std::string_view text) {
    const auto begin = std::find_if(text.begin(), text.end(), is_plain);
    return begin == text.end() ? text : text.substr(static_cast<std::size_t>(begin - text.begin()));
}

std::string_view without_article(std::string_view text) {
    for (const std::string_view article : {"the ", "an ", "a "}) {
        if (text.starts_with(article) && text.size() > article.size()) return text.substr(article.size());
    }
    return text;
}

/// A title of a megabyte must not make an index page of one: cut between characters.
std::string cut(std::string key) {
    if (key.size() <= kSortKeyBytes) return key;
    std::size_t end = kSortKeyBytes;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80U) --end;
    key.resize(end);
    return key;
}

}  // namespace

std::string title_sort_key(std::string_view title) {
    const std::string folded = fold(title.substr(0, 4 * kSortKeyBytes));
    return cut(order_numbers(without_leading_punctuation(without_article(without_leading_punctuation(folded)))));
}

std::string name_sort_key(std::string_view name) {
    return cut(order_numbers(without_leading_punctuation(fold(name.substr(0, 4 * kSortKeyBytes)))));
}

}  // namespace bt::store
