#include "store/cursor.h"

#include <algorithm>
#include <charconv>

#include "base/bytes.h"
#include "store/sort_key.h"

namespace bt::store {
namespace {

// "order id key", hexadecimal: short enough, and plain in a URL.
constexpr std::size_t kCursorLimit = 2 * (kSortKeyBytes + 64);

Error refused() { return Error{Fault::Invalid, "the cursor is not one of this list: begin again without it"}; }

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

Result<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0 || hex.size() > kCursorLimit) return refused();
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = digit(hex[i]);
        const int low = digit(hex[i + 1]);
        if (high < 0 || low < 0) return refused();
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

}  // namespace

Cursor write_cursor(std::string_view order, const Place& place) {
    return to_hex(as_bytes(std::string(order) + ' ' + std::to_string(place.id) + ' ' + place.key));
}

Result<Place> read_cursor(std::string_view order, const Cursor& cursor) {
    if (cursor.empty()) return Place{};
    BT_TRY(const std::string text, from_hex(cursor));
    const auto first = text.find(' ');
    const auto second = text.find(' ', first == std::string::npos ? first : first + 1);
    if (second == std::string::npos || std::string_view(text).substr(0, first) != order) return refused();
    Place place{.key = text.substr(second + 1), .is_start = false};
    const char* begin = text.data() + first + 1;
    const char* end = text.data() + second;
    const auto parsed = std::from_chars(begin, end, place.id);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return refused();
    return place;
}

int rows_of(const PageRequest& request) { return std::clamp(request.limit, 1, kPageLimit); }

}  // namespace bt::store
