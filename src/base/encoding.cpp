#include "base/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "base/text.h"

namespace bt {
namespace {

struct CloseIconv {
    void operator()(void* converter) const { iconv_close(converter); }
};

/// The least bytes of a character: what is stepped over where one does not fit, so that those behind it are still read whole.
std::size_t unit_of(std::string_view encoding) {
    const std::string name = ascii_lower(encoding);
    if (name.starts_with("utf-16") || name.starts_with("utf16") || name.starts_with("ucs-2")) return 2;
    if (name.starts_with("utf-32") || name.starts_with("utf32") || name.starts_with("ucs-4")) return 4;
    return 1;
}

}  // namespace

std::optional<std::string> utf8_from(std::string_view bytes, const std::string& encoding) {
    const iconv_t raw = iconv_open("UTF-8", encoding.c_str());
    if (raw == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    const std::unique_ptr<void, CloseIconv> converter(raw);
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    // iconv takes a non-const pointer but does not write through it (POSIX).
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    const std::size_t unit = unit_of(encoding);
    std::array<char, 4'096> buffer{};
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const auto converted = iconv(raw, &from, &left, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
        if (converted != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        append_utf8(out, U'\uFFFD');
        // EILSEQ or EINVAL. glibc's CP949 has stepped over A2 E8 itself, to the very end: nothing may be left.
        const std::size_t step = std::min(left, unit);
        from += step;
        left -= step;
    }
    return to_valid_utf8(out);
}

}  // namespace bt
