// Any bytes as a line and as what is typed: terms hold no marks of the index's own language, and what was found stands in the line.
#include <cstdint>
#include <string_view>

#include "names/line_terms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::names;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = text.substr(0, size / 2), query = text.substr(size / 2);
    if (line_terms(line).find_first_of("\"*()") != std::string::npos) __builtin_trap();
    for (const auto& phrases : read_line_query(query).alternatives) {
        for (const auto& phrase : phrases) {
            for (const auto& term : phrase.terms) {
                if (term.empty() || term.find_first_of("\"*() ") != std::string::npos) __builtin_trap();
            }
        }
    }
    const auto match = find_in_line(line, query);
    if (!match.text.empty() && line.find(match.text) == std::string_view::npos) __builtin_trap();
    return 0;
}
