#include "delivery/printable.h"

namespace bt::delivery {

std::string printable(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        const bool is_c1 = c == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xA0;  // two bytes of UTF-8
        if (is_c1) ++i;
        if (is_c1 || c < 0x20 || c == 0x7F) out += ' ';
        else out += utf8[i];
    }
    return out;
}

}  // namespace bt::delivery
