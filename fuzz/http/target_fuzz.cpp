// Any request target: what is accepted has a clean path, and encoding it again gives the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/text.h"
#include "http/target.h"

namespace {

/// Every byte escaped: safe as one path segment or query value.
std::string percent_encode(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt;
    using namespace bt::http;
    const auto target = parse_target({reinterpret_cast<const char*>(data), size});
    if (!target || target->path == "*") return 0;
    BT_ASSERT(target->path.starts_with('/') && is_utf8(target->path), "a path is UTF-8 from the root");
    std::string again;
    const auto segments = split(std::string_view(target->path).substr(1), '/');
    for (const auto segment : segments) {
        BT_ASSERT(segment != "." && segment != "..", "no dot segments");
        BT_ASSERT(segment.find('\0') == std::string_view::npos, "no NUL");
        again.append("/").append(percent_encode(segment));
    }
    char separator = '?';
    for (const auto& parameter : target->query) {
        again += separator + percent_encode(parameter.name) + "=" + percent_encode(parameter.value);
        separator = '&';
    }
    const auto same = parse_target(again);
    BT_ASSERT(same && same->path == target->path && same->query == target->query, "encoding is undone by decoding");
    return 0;
}
