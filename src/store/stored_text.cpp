#include "store/stored_text.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace bt::store {
namespace {

// U+10FF00 to U+10FFFF are F4 8F BC 80 to F4 8F BF BF in UTF-8: three fixed bits patterns, then the byte in 2 + 6 bits.
constexpr std::string_view kEscapeLead = "\xF4\x8F";
constexpr std::size_t kEscapeSize = 4;

constexpr unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool is_escape(std::string_view text) {
    return text.size() >= kEscapeSize && text.substr(0, 2) == kEscapeLead && byte_at(text, 2) >= 0xBC && byte_at(text, 2) <= 0xBF &&
           byte_at(text, 3) >= 0x80 && byte_at(text, 3) <= 0xBF;
}

/// Length of the well-formed character at the start of `text`; 0 when there is none.
std::size_t character_length(std::string_view text) {
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
        if (is_utf8(text.substr(0, length))) return length;
    }
    return 0;
}

}  // namespace

std::string to_stored_text(std::string_view text) {
    std::string out = to_valid_utf8(text);
    for (auto at = out.find('\0'); at != std::string::npos; at = out.find('\0', at)) out.replace(at, 1, "\xEF\xBF\xBD");
    return out;
}

std::string to_stored_path(std::string_view path) {
    if (is_utf8(path) && path.find(kEscapeLead) == std::string_view::npos && path.find('\0') == std::string_view::npos) {
        return std::string(path);
    }
    std::string out;
    while (!path.empty()) {
        const auto length = character_length(path);
        if (length == 0 || path.front() == '\0' || is_escape(path)) {
            append_utf8(out, 0x10FF00U + byte_at(path, 0));
            path.remove_prefix(1);
        } else {
            out += path.substr(0, length);
            path.remove_prefix(length);
        }
    }
    return out;
}

std::string from_stored_path(std::string_view stored) {
    std::string out;
    out.reserve(stored.size());
    while (!stored.empty()) {
        if (is_escape(stored)) {
            out += static_cast<char>(((byte_at(stored, 2) - 0xBC) << 6) | (byte_at(stored, 3) - 0x80));
            stored.remove_prefix(kEscapeSize);
        } else {
            out += stored.front();
            stored.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace bt::store
