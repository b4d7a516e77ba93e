#include "library/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/text.h"

namespace bt::library {
namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string map_utf8(std::string_view text, utf8proc_option_t options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (size < 0) return std::string(text);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

bool is_word(char32_t c) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
        case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC:
            return true;
        default: return false;
    }
}

/// Two neighbours of one class belong to one word or number: "24|01", "Rain|bow"; "도깨비|E01" does not.
enum class WordClass { None, Digit, Latin, Other };
WordClass word_class(char32_t c) {
    if (c >= U'0' && c <= U'9') return WordClass::Digit;
    if (!is_word(c)) return WordClass::None;
    return c < 0x250 ? WordClass::Latin : WordClass::Other;
}

/// Of a word in any script.
bool is_word_byte(char c) { return is_ascii_word(c) || static_cast<unsigned char>(c) >= 0x80; }

constexpr utf8proc_option_t kFold =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);

}  // namespace

std::string nfc(std::string_view name) {
    if (is_ascii(name)) return std::string(name);
    return map_utf8(to_valid_utf8(name), static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

CodePoint code_point_at(std::string_view text, std::size_t position) {
    if (position >= text.size()) return {};
    utf8proc_int32_t value = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position,
                                       static_cast<utf8proc_ssize_t>(text.size() - position), &value);
    if (size <= 0) return {.value = U'\uFFFD', .size = 1};
    return {.value = static_cast<char32_t>(value), .size = static_cast<std::size_t>(size)};
}

std::string lower_in_place(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto [value, size] = code_point_at(text, i);
        std::string lowered;
        append_utf8(lowered, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(value))));
        out += lowered.size() == size ? std::string_view(lowered) : text.substr(i, size);
        i += size;
    }
    return out;
}

std::string title_key(std::string_view title) {
    const std::string folded = map_utf8(nfc(title), kFold);
    std::string out;
    for (std::size_t i = 0; i < folded.size();) {
        const auto [value, size] = code_point_at(folded, i);
        if (is_word(value) && value != U'\uFFFD') out += folded.substr(i, size);
        i += size;
    }
    return out;
}

std::size_t skip_title(std::string_view text, std::string_view title) {
    const std::string wanted = title_key(title);
    if (wanted.empty()) return 0;
    std::string seen;
    char32_t last = 0;
    std::size_t i = 0;
    while (i < text.size() && seen.size() < wanted.size()) {
        const auto [value, size] = code_point_at(text, i);
        if (is_word(value)) {
            seen += title_key(text.substr(i, size));
            if (wanted.compare(0, seen.size(), seen) != 0) return 0;
            last = value;
        }
        i += size;
    }
    if (seen != wanted) return 0;
    const auto next = code_point_at(text, i).value;
    return word_class(next) != WordClass::None && word_class(next) == word_class(last) ? 0 : i;
}

std::string spaces_for_dots(std::string_view text) {
    const auto is_lone_letter = [&](std::size_t at) {
        return at < text.size() && is_ascii_letter(text[at]) && (at == 0 || !is_word_byte(text[at - 1])) && (at + 1 == text.size() || !is_word_byte(text[at + 1]));
    };
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (text[i] == '.' && !(i > 0 && is_lone_letter(i - 1) && is_lone_letter(i + 1))) out[i] = ' ';
    return out;
}

std::string clean_title(std::string_view text) {
    std::string out = text.find(' ') == std::string_view::npos ? spaces_for_dots(text) : std::string(text);
    std::ranges::replace(out, '_', ' ');
    const auto is_edge = [](char c) { return c == ' ' || c == '-' || c == ',' || c == '\t' || c == '~' || c == ';'; };
    const auto begin = std::ranges::find_if_not(out, is_edge);
    auto end = out.end();
    while (end != begin && is_edge(*(end - 1))) --end;
    std::string trimmed(begin, end);
    while (trimmed.starts_with('.') && !trimmed.starts_with("..")) trimmed.erase(0, 1);
    std::string single;
    for (const char c : trimmed)
        if (c != ' ' || (!single.empty() && single.back() != ' ')) single += c;
    return single;
}

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view stem(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string extension(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string() : ascii_lower(name.substr(dot + 1));
}

std::string_view parent_path(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string join_path(std::string_view folder, std::string_view name) {
    if (folder.empty()) return std::string(name);
    std::string out(folder);
    out += '/';
    out += name;
    return out;
}

std::string blank_brackets(std::string_view text) {
    std::string out(text);
    std::size_t opened = std::string::npos;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if ((out[i] == '[' || out[i] == '(' || out[i] == '{') && opened == std::string::npos) opened = i;
        else if ((out[i] == ']' || out[i] == ')' || out[i] == '}') && opened != std::string::npos) {
            std::fill(out.begin() + static_cast<std::ptrdiff_t>(opened), out.begin() + static_cast<std::ptrdiff_t>(i) + 1, ' ');
            opened = std::string::npos;
        }
    }
    return out;
}

}  // namespace bt::library
