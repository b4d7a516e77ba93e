// Names as people mean them: one Unicode form, one case, one kind of separator.
//
// macOS writes names decomposed (NFD), which takes Hangul syllables apart: "도" becomes "ᄃ" + "ᅩ". Every name is brought to NFC before
// a rule looks at it. Paths themselves are never changed: they are opened with the bytes the file system gave.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bt::library {

/// The name in NFC; bytes that are no UTF-8 become U+FFFD.
std::string nfc(std::string_view name);
/// Lower case without changing the length in bytes, so that a position found in it is a position in `text`, which must be UTF-8.
std::string lower_in_place(std::string_view text);
/// Letters and digits only, case-folded, NFC: equal for "Rain.In_Seoul!" and "rain in seoul". What titles are compared by.
std::string title_key(std::string_view title);

/// The position behind `title` at the beginning of `text` (NFC), compared as title_key compares; 0 when `text` does not begin
/// with it, or when the title ends inside a word or a number there.
std::size_t skip_title(std::string_view text, std::string_view title);

/// Spaces for dots; those of an abbreviation stay: "D.P", "Agents of S.H.I.E.L.D".
std::string spaces_for_dots(std::string_view text);
/// Spaces instead of brackets with all they hold, so that a lone number in the rest may be trusted. Positions are kept.
std::string blank_brackets(std::string_view text);
/// Dots and underscores become spaces where the text has no spaces of its own; separators at both ends go.
std::string clean_title(std::string_view text);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_word(char c) { return is_digit(c) || is_ascii_letter(c); }
constexpr bool is_separator(char c) { return c == ' ' || c == '.' || c == '_' || c == '-'; }

/// The scalar value at `position` and its length in bytes; {0, 0} at the end. `text` must be UTF-8.
struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;
};
CodePoint code_point_at(std::string_view text, std::size_t position);

/// "name" of "folder/name.ext"; "ext" in lower case. A name that only begins with a dot has no extension.
std::string_view file_name(std::string_view path);
std::string_view stem(std::string_view name);
std::string extension(std::string_view name);
/// "a/b" of "a/b/c"; empty for "c".
std::string_view parent_path(std::string_view path);
std::string join_path(std::string_view folder, std::string_view name);

}  // namespace bt::library
