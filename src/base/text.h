// Small text helpers over UTF-8 that every folder needs. Unicode normalisation and case folding live in `names`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bt {

/// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);
/// ASCII letters lowered; other bytes unchanged.
std::string ascii_lower(std::string_view text);
/// Equal but for ASCII case.
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);
/// The pieces between separators; "a,,b" has three, "" has one.
std::vector<std::string_view> split(std::string_view text, char separator);
/// Well-formed UTF-8 by RFC 3629 (no surrogates, no overlong forms, nothing beyond U+10FFFF).
bool is_utf8(std::string_view text);
/// The same text with each ill-formed byte replaced by U+FFFD: safe for JSON, logs and pages.
std::string to_valid_utf8(std::string_view text);
/// Appends `code_point` as UTF-8; U+FFFD when it is no scalar value.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace bt
