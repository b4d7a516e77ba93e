// Bytes written as hexadecimal in tests; spaces are ignored.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace bt::testing {

inline Bytes hex(std::string_view text) {
    Bytes out;
    int digits = 0;
    unsigned value = 0;
    for (const char c : text) {
        if (c == ' ') continue;
        value = value * 16 + static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0');
        if (++digits % 2 == 0) {
            out.push_back(static_cast<std::byte>(value & 0xFF));
            value = 0;
        }
    }
    return out;
}

}  // namespace bt::testing
