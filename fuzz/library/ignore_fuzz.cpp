// Any ignore file judges any path; a pattern without special characters matches itself alone.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "library/ignore_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::library;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto zero = text.find('\0');
    const auto patterns = text.substr(0, zero);
    const auto path = zero == std::string_view::npos ? std::string_view("Season 1/E01.mkv") : text.substr(zero + 1, 512);
    const auto rules = IgnoreRules::parse(patterns);
    if (rules.empty() && rules.judge(path, false) != IgnoreRules::Verdict::Silent) __builtin_trap();
    // What hides a file hides a folder of that name too.
    if (rules.judge(path, false) == IgnoreRules::Verdict::Hidden && patterns.find('!') == std::string_view::npos &&
        rules.judge(path, true) != IgnoreRules::Verdict::Hidden)
        __builtin_trap();
    if (path.find_first_of("*?[\\") == std::string_view::npos && !glob_matches(path, path)) __builtin_trap();
    return 0;
}
