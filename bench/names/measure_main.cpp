// How well are names found, and how fast? The table of `bonustrack names --bench`, with p99 and the index; beside it, in the same run
// and over the same people, what the simple methods find; and what is shown for names that nobody bears. "misses" lists what was missed.
//   bench_names_measure FILE.tsv [CROWD [misses|typos]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "bench/names/simple_methods.h"
#include "names/index.h"
#include "names/korean_names.h"
#include "names/measure.h"
#include "names/romanise.h"

namespace {

void print(const char* name, const bt::names::Figures& f) {
    std::printf("%-28s %6zu  %.4f %.4f  %7.3f %7.3f %7.3f  %7.3f %7.3f\n", name, f.queries, f.recall_at_1, f.recall_at_5, f.p50_ms, f.p95_ms, f.p99_ms, f.busy_p95_ms, f.busy_p99_ms);
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

/// What is shown for 500 names of people who are not there. `unmarked`: as if it were the name, the one thing that must not be.
void show_strangers(const std::vector<bt::names::NamePair>& pairs, std::size_t crowd) {
    using namespace bt::names;
    constexpr const char* kGiven[] = {"James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth", "William", "Barbara", "Richard",
                                      "Susan", "Joseph", "Jessica", "Thomas", "Sarah", "Charles", "Karen", "Pierre", "Camille", "Giulia", "Lorenzo", "Ingrid"};
    constexpr const char* kFamily[] = {"Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez", "Hernandez", "Lopez",
                                       "Wilson", "Anderson", "Taylor", "Moreau", "Rossi", "Schneider", "Novak", "Lindqvist"};
    std::vector<Entry> entries;
    for (const auto& pair : pairs) entries.push_back({static_cast<std::int64_t>(entries.size()), {pair.hangul, pair.form}, 0});
    for (const auto& name : invent_names(crowd, 1)) entries.push_back({static_cast<std::int64_t>(entries.size()), {to_utf8(std::u32string(name.begin(), name.end()))}, 0});
    const Index index(NameKind::Person, std::move(entries));
    std::size_t nothing = 0, marked = 0, unmarked = 0;
    for (const auto* given : kGiven) {
        for (const auto* family : kFamily) {
            const auto hits = index.search(std::string(given) + " " + family, 5);
            const bool is_unmarked = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.match == Match::Exact || hit.match == Match::Prefix; });
            ++(hits.empty() ? nothing : is_unmarked ? unmarked : marked);
        }
    }
    std::printf("%-28s %6zu  nothing %zu, marked as doubtful %zu, unmarked %zu\n", "names nobody bears", nothing + marked + unmarked, nothing, marked, unmarked);
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
    std::printf("%-28s %6s  %6s %6s  %7s %7s %7s  %7s %7s\n", "", "n", "R@1", "R@5", "p50 ms", "p95 ms", "p99 ms", "p95 cpu", "p99 cpu");
    print("as used", m.all);
    print("one typo", m.one_typo);
    print("reversed", m.reversed);
    print("joined", m.joined);
    print("Revised Romanisation", m.revised);
    print("McCune-Reischauer", m.mccune_reischauer);
    print("Hangul", m.hangul);
    print("initial consonants", m.initials);
    print("first 60 %", m.prefix);
    for (const auto& [source, figures] : m.by_source) print(("  " + source).c_str(), figures);
    measure_latin_only(*pairs);
    const auto crowd = argc > 2 ? static_cast<std::size_t>(std::atol(argv[2])) : 0;
    constexpr std::size_t kQueries = 200;  // the simple methods are slow
    print("Levenshtein, romanised", bt::bench::measure_levenshtein(*pairs, crowd, kQueries));
    print("SQLite FTS5 trigram", bt::bench::measure_fts5(*pairs, crowd, kQueries));
    show_strangers(*pairs, crowd);
    return 0;
}
