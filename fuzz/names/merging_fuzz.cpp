// Any names, ids and parts: whoever stands for a person is one of them, has the lowest id, and the reasons lead there.
#include <cstdint>
#include <map>
#include <string_view>

#include "names/merging.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bt::names;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<CreditedName> all;
    std::vector<Verdict> verdicts;
    // A line a spelling: its name, after one byte each for its series, its role and its id.
    while (!rest.empty() && all.size() < 24) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.size() < 4) continue;
        const auto id = static_cast<std::int64_t>(all.size()) + 1;
        CreditedName each{.id = id, .name = std::string(line.substr(3)), .ids = {}, .parts = {{.series = line[0] & 3, .episode = line[0] >> 6, .role = std::string(1, static_cast<char>('a' + (line[1] & 3))), .type = "actor"}}};
        if ((line[2] & 8) != 0) each.ids["tmdb"] = std::string(1, static_cast<char>('1' + (line[2] & 3)));
        if ((line[2] & 16) != 0 && id > 1) verdicts.push_back({id, id - 1, (line[2] & 32) != 0});
        all.push_back(std::move(each));
    }
    const auto merged = merge_spellings(all, verdicts);
    if (merged.person.size() != all.size()) __builtin_trap();
    for (const auto& [spelling, person] : merged.person) {
        if (person > spelling || merged.person.at(person) != person) __builtin_trap();
    }
    for (const auto& merge : merged.merges) {
        if (merged.person.at(merge.spelling) != merged.person.at(merge.with)) __builtin_trap();
    }
    for (const auto& verdict : verdicts) {
        if (!verdict.is_same && merged.person.at(verdict.a) == merged.person.at(verdict.b)) __builtin_trap();
    }
    return 0;
}
