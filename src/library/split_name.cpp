#include "library/split_name.h"

#include "library/number_words.h"
#include "library/text.h"

namespace bt::library {

std::optional<SplitName> read_split(std::string_view name_stem) {
    const std::string name = nfc(name_stem);
    const std::string lower = lower_in_place(name);
    std::string_view text = lower;
    const bool in_brackets = text.ends_with(')') && text.rfind('(') != std::string_view::npos;
    std::size_t limit = 0;
    if (in_brackets) {
        limit = text.rfind('(') + 1;
        text.remove_suffix(1);
    }
    if (text.empty()) return std::nullopt;
    // The number, or a letter, from the back.
    std::size_t begin = text.size();
    int part = 0;
    if (text.back() >= 'a' && text.back() <= 'd') {
        part = text.back() - 'a' + 1;
        --begin;
    } else {
        while (begin > limit && is_digit(text[begin - 1])) --begin;
        const auto number = digits_at(text, begin, 2);
        if (!number) return std::nullopt;
        part = number->value;
    }
    while (begin > limit && is_separator(text[begin - 1])) --begin;
    for (const std::string_view word : {"part", "disc", "disk", "dvd", "cd", "pt"}) {
        if (!text.substr(0, begin).ends_with(word)) continue;
        const auto word_begin = begin - word.size();
        if (word_begin < limit || (in_brackets ? word_begin != limit : word_begin == 0 || !is_separator(text[word_begin - 1]))) continue;
        std::size_t end = in_brackets ? limit - 1 : word_begin;
        while (end > 0 && is_separator(text[end - 1])) --end;
        if (end == 0 || part < 1) return std::nullopt;
        return SplitName{.base = name.substr(0, end), .part = part};
    }
    return std::nullopt;
}

}  // namespace bt::library
