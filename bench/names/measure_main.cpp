// How well are names found, and how fast? The table of `bonustrack names --bench`, with p99, the index and the misses.
//   bench_names_measure FILE.tsv [CROWD [misses]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "names/index.h"
#include "names/korean_names.h"
#include "names/measure.h"
#include "names/romanise.h"

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

/// The strongest simple method, for comparison: one customary romanisation of each name, letters only, every name compared by edit
/// distance in proportion to length, in three orders of the query's words.
unsigned distance(std::string_view a, std::string_view b) {
    std::vector<unsigned> row(b.size() + 1);
    for (unsigned i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = static_cast<unsigned>(i) + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

void compare_levenshtein(const std::vector<bt::names::NamePair>& pairs, std::size_t crowd, std::size_t queries) {
    using namespace bt::names;
    std::set<std::string> hangul;
    for (const auto& pair : pairs) hangul.insert(pair.hangul);
    for (const auto& name : invent_names(crowd, 1)) hangul.insert(to_utf8(std::u32string(name.begin(), name.end())));
    std::vector<std::pair<std::string, std::string>> names;
    for (const auto& name : hangul) names.emplace_back(name, joined(romanise_name(to_utf32(name))));
    std::size_t first = 0, fifth = 0;
    std::vector<double> times;
    for (std::size_t q = 0; q < pairs.size(); q += std::max<std::size_t>(1, pairs.size() / queries)) {
        const auto start = std::chrono::steady_clock::now();
        const auto words = fold(pairs[q].form);
        std::vector<std::string> orders{joined(pairs[q].form), joined(reversed(pairs[q].form))};
        if (words.size() > 1) orders.push_back(to_utf8(words.back()) + to_utf8(join(Words(words.begin(), words.end() - 1))));
        std::vector<std::pair<double, std::size_t>> ranked;
        for (std::size_t i = 0; i < names.size(); ++i) {
            double best = 1;
            for (const auto& order : orders) {
                const auto longer = static_cast<double>(std::max(order.size(), names[i].second.size()));
                best = std::min(best, distance(order, names[i].second) / longer);
            }
            ranked.emplace_back(best, i);
        }
        std::partial_sort(ranked.begin(), ranked.begin() + 5, ranked.end());
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        for (std::size_t r = 0; r < 5; ++r) {
            if (names[ranked[r].second].first != pairs[q].hangul) continue;
            first += r == 0 ? 1 : 0;
            ++fifth;
        }
    }
    std::sort(times.begin(), times.end());
    const auto count = static_cast<double>(times.size());
    print("Levenshtein, romanised", {times.size(), static_cast<double>(first) / count, static_cast<double>(fifth) / count, times[times.size() / 2],
                                     times[times.size() * 95 / 100], times[times.size() * 99 / 100]});
}

/// The catalogue knows one Latin form of each person; the query is another.
void measure_latin_only(const std::vector<bt::names::NamePair>& pairs) {
    using namespace bt::names;
    std::map<std::string, std::vector<std::string>> forms;
    for (const auto& pair : pairs) {
        auto& known = forms[pair.hangul];
        if (std::none_of(known.begin(), known.end(), [&](const auto& form) { return joined(form) == joined(pair.form); })) known.push_back(pair.form);
    }
    std::vector<Entry> entries;
    for (const auto& [hangul, known] : forms) entries.push_back({static_cast<std::int64_t>(entries.size()), {known.front()}, 0});
    const Index index(NameKind::Person, std::move(entries));
    std::size_t queries = 0, first = 0, fifth = 0;
    std::int64_t id = 0;
    for (const auto& [hangul, known] : forms) {
        for (std::size_t i = 1; i < known.size(); ++i, ++queries) {
            const auto hits = index.search(known[i], 5);
            for (std::size_t r = 0; r < hits.size(); ++r) {
                if (index.entry(hits[r]).id != id) continue;
                first += r == 0 ? 1 : 0;
                ++fifth;
            }
        }
        ++id;
    }
    if (queries == 0) return;
    std::printf("%-28s %6zu  %.4f %.4f\n", "from another Latin form", queries, static_cast<double>(first) / static_cast<double>(queries),
                static_cast<double>(fifth) / static_cast<double>(queries));
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
    measure_latin_only(*pairs);
    compare_levenshtein(*pairs, argc > 2 ? static_cast<std::size_t>(std::atol(argv[2])) : 0, 200);
    return 0;
}
