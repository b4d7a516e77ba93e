// Any bytes as names, a line each: whatever they are, an index is made of them, and what is found in it are its entries.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::names;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<Entry> entries;
    while (!rest.empty() && entries.size() < 8) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        entries.push_back({static_cast<std::int64_t>(entries.size()), {std::string(line)}, 0});
    }
    for (const auto kind : {NameKind::Person, NameKind::Title}) {
        const Index index(kind, entries);
        for (const auto& hit : index.search(rest, 4)) {
            if (hit.entry >= entries.size()) __builtin_trap();
        }
        for (const auto& entry : entries) {
            const auto hits = index.search(entry.names.front(), 4);
            if (!hits.empty() && hits.front().entry >= entries.size()) __builtin_trap();
        }
    }
    return 0;
}
