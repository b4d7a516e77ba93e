// Of names that stand in a catalogue in Hangul and in Latin letters, how many are joined rightly, and how many wrongly? Each row of the
// table is a spelling of its own, in a series of its own, without ids or roles: nothing but the name speaks for it.
//   bench_names_merging FILE.tsv [CROWD]
//
// A pair of spellings of one Hangul name that are one person afterwards is right; a pair of different Hangul names is wrong. With a
// crowd, invented Hangul names stand beside them, and many a Latin name fits several.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "names/fold.h"
#include "names/korean_names.h"
#include "names/measure.h"
#include "names/merging.h"

int main(int argc, char** argv) {
    using namespace bt::names;
    if (argc < 2) return std::fprintf(stderr, "usage: bench_names_merging FILE.tsv [CROWD]\n"), 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto pairs = read_name_pairs(text);
    if (!pairs) return std::fprintf(stderr, "%s\n", pairs.error().describe().c_str()), 1;
    std::vector<CreditedName> all;
    std::map<std::int64_t, std::string> truth;
    std::set<std::string> written;
    const auto add = [&](const std::string& name, const std::string& hangul) {
        if (!written.insert(name).second) return;
        const auto id = static_cast<std::int64_t>(all.size()) + 1;
        all.push_back({.id = id, .name = name, .ids = {}, .parts = {{.series = id, .episode = 0, .role = {}, .type = "actor"}}});
        truth[id] = hangul;
    };
    for (const auto& pair : *pairs) add(pair.hangul, pair.hangul), add(pair.form, pair.hangul);
    const auto crowd = argc > 2 ? static_cast<std::size_t>(std::atol(argv[2])) : 0;
    for (const auto& name : invent_names(crowd, 1)) {
        const auto hangul = to_utf8(std::u32string(name.begin(), name.end()));
        add(hangul, hangul);
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto merged = merge_spellings(all, {});
    const auto ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    std::map<std::int64_t, std::map<std::string, std::size_t>> groups;  // person, Hangul meant, spellings
    std::map<std::string, std::size_t> meant;
    for (const auto& [spelling, person] : merged.person) ++groups[person][truth[spelling]], ++meant[truth[spelling]];
    std::size_t possible = 0, joined_pairs = 0, right = 0;
    const auto pairs_of = [](std::size_t n) { return n * (n - 1) / 2; };
    for (const auto& [hangul, count] : meant) possible += pairs_of(count);
    for (const auto& [person, names] : groups) {
        std::size_t size = 0;
        for (const auto& [hangul, count] : names) size += count, right += pairs_of(count);
        joined_pairs += pairs_of(size);
        if (names.size() < 2) continue;
        std::printf("wrong:");
        for (const auto& [spelling, who] : merged.person) {
            if (who != person) continue;
            for (const auto& each : all) {
                if (each.id == spelling) std::printf(" %s (%s)", each.name.c_str(), truth[spelling].c_str());
            }
        }
        std::printf("\n");
    }
    std::printf("%zu spellings of %zu names: %zu of %zu pairs joined (%.4f), %zu of %zu joined pairs right (%.4f), %.0f ms\n", all.size(), meant.size(), right, possible,
                static_cast<double>(right) / static_cast<double>(possible), right, joined_pairs, static_cast<double>(right) / static_cast<double>(joined_pairs), ms);
    return 0;
}
