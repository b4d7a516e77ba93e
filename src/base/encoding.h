// Text in the encodings of older files, as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bt {

/// The bytes, which are in `encoding` (a name iconv knows), as valid UTF-8; what the encoding does not hold, and a character
/// cut short at the end, become U+FFFD. Nothing for an encoding that iconv does not know.
std::optional<std::string> utf8_from(std::string_view bytes, const std::string& encoding);

}  // namespace bt
