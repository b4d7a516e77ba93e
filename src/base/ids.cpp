#include "base/ids.h"

#include <fmt/format.h>

#include <charconv>

namespace bt {

std::string ContentKey::text() const { return fmt::format("{:016x}{:016x}", high, low); }

std::optional<ContentKey> ContentKey::parse(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    for (const char c : text) {
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return std::nullopt;  // one spelling, so one URL
    }
    ContentKey key;
    std::from_chars(text.data(), text.data() + 16, key.high, 16);
    std::from_chars(text.data() + 16, text.data() + 32, key.low, 16);
    return key;
}

}  // namespace bt
