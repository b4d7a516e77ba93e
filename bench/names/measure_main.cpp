// How well are names found, and how fast? The table of `bonustrack names --bench`, with p99, the index and the misses.
//   bench_names_measure FILE.tsv [CROWD [misses]]
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "names/index.h"
#include "names/korean_names.h"
#include "names/measure.h"

namespace {

void print(const char* name, const bt::names::Figures& f) {
    std::printf("%-28s %6zu  %.4f %.4f  %7.3f %7.3f %7.3f\n", name, f.queries, f.recall_at_1, f.recall_at_5, f.p50_ms, f.p95_ms, f.p99_ms);
}

void print_misses(const std::vector<bt::names::NamePair>& pairs, std::size_t crowd, bool with_typo) {
    std::vector<bt::names::Entry> entries;
    for (const auto& pair : pairs) entries.push_back({static_cast<std::int64_t>(entries.size()), {pair.hangul}, 0});
    for (const auto& name : bt::names::invent_names(crowd, 1)) {
        entries.push_back({static_cast<std::int64_t>(entries.size()), {bt::names::to_utf8(std::u32string(name.begin(), name.end()))}, 0});
    }
    const bt::names::Index index(bt::names::NameKind::Person, std::move(entries));
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto query = with_typo ? bt::names::with_one_typo(pairs[i].form, 1'000'003 + i) : pairs[i].form;
        const auto hits = index.search(query, 10);
        if (!hits.empty() && index.matched(hits.front()) == pairs[i].hangul) continue;
        std::printf("%s (%s) %s:", pairs[i].hangul.c_str(), pairs[i].form.c_str(), query.c_str());
        for (std::size_t h = 0; h < hits.size() && h < 4; ++h) std::printf(" %s %u", index.matched(hits[h]).c_str(), static_cast<unsigned>(hits[h].cost));
        std::printf("\n");
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fprintf(stderr, "usage: bench_names_measure FILE.tsv [CROWD [misses]]\n"), 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto pairs = bt::names::read_name_pairs(text);
    if (!pairs) return std::fprintf(stderr, "%s\n", pairs.error().describe().c_str()), 1;
    if (argc > 3) return print_misses(*pairs, static_cast<std::size_t>(std::atol(argv[2])), std::string_view(argv[3]) == "typos"), 0;
    const auto m = bt::names::measure(*pairs, argc > 2 ? static_cast<std::size_t>(std::atol(argv[2])) : 0, 1);
    std::printf("%zu people, index %.1f MiB, built in %.0f ms\n", m.people, static_cast<double>(m.index_bytes) / 1048576, m.build_ms);
    std::printf("%-28s %6s  %6s %6s  %7s %7s %7s\n", "", "n", "R@1", "R@5", "p50 ms", "p95 ms", "p99 ms");
    print("as used", m.all);
    print("one typo", m.one_typo);
    print("reversed", m.reversed);
    print("joined", m.joined);
    for (const auto& [source, figures] : m.by_source) print(("  " + source).c_str(), figures);
    return 0;
}
