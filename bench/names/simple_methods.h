// What others do, over the same people and queries: one customary romanisation of each name, compared by edit distance or by SQLite's
// trigram index. In both, the query is asked in its own order and with the family name on either side.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "names/fold.h"
#include "names/korean_names.h"
#include "names/measure.h"
#include "names/hangul.h"
#include "names/romanise.h"
#include "names/spelling.h"

namespace bt::bench {

/// Hangul and its romanisation, letters only.
using RomanisedNames = std::vector<std::pair<std::string, std::string>>;

/// Family name in its customary way, given name by Revised Romanisation without changes of sound: "Lee Jeongeun".
inline std::string romanised(std::u32string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto customary = i == 0 && names::is_syllable(name[i]) ? names::surname_spellings(static_cast<char16_t>(name[i])) : std::span<const names::Spelling>{};
        out += customary.empty() ? names::romanise(name.substr(i, 1), names::System::Revised) : std::string(customary.front().text);
    }
    return out;
}

inline RomanisedNames romanised_names(const std::vector<names::NamePair>& pairs, std::size_t crowd) {
    std::set<std::string> hangul;
    for (const auto& pair : pairs) hangul.insert(pair.hangul);
    for (const auto& name : names::invent_names(crowd, 1)) hangul.insert(names::to_utf8(std::u32string(name.begin(), name.end())));
    RomanisedNames out;
    for (const auto& name : hangul) out.emplace_back(name, names::joined(romanised(names::to_utf32(name))));
    return out;
}

inline std::vector<std::string> orders_of(const std::string& form) {
    const auto words = names::fold(form);
    std::vector<std::string> orders{names::joined(form), names::joined(names::reversed(form))};
    if (words.size() > 1) orders.push_back(names::to_utf8(words.back()) + names::to_utf8(names::join(names::Words(words.begin(), words.end() - 1))));
    return orders;
}

/// Every nth pair, about `queries` of them; `first_five(form)` gives the Hangul of the five best.
template <class FirstFive>
names::Figures measure_method(const std::vector<names::NamePair>& pairs, std::size_t queries, FirstFive first_five) {
    std::size_t first = 0, fifth = 0;
    std::vector<double> times;
    for (std::size_t q = 0; q < pairs.size(); q += std::max<std::size_t>(1, pairs.size() / queries)) {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<std::string> found = first_five(pairs[q].form);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        const auto place = std::find(found.begin(), found.end(), pairs[q].hangul) - found.begin();
        first += place == 0 && !found.empty() ? 1U : 0U;
        fifth += place < std::ssize(found) ? 1U : 0U;
    }
    std::sort(times.begin(), times.end());
    const auto count = static_cast<double>(times.size());
    return {.queries = times.size(), .recall_at_1 = static_cast<double>(first) / count, .recall_at_5 = static_cast<double>(fifth) / count,
            .p50_ms = times[times.size() / 2], .p95_ms = times[times.size() * 95 / 100], .p99_ms = times[times.size() * 99 / 100]};
}

inline unsigned edit_distance(std::string_view a, std::string_view b) {
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

inline names::Figures measure_levenshtein(const std::vector<names::NamePair>& pairs, std::size_t crowd, std::size_t queries) {
    const auto known = romanised_names(pairs, crowd);
    return measure_method(pairs, queries, [&](const std::string& form) {
        const auto orders = orders_of(form);
        std::vector<std::pair<double, std::size_t>> ranked;
        for (std::size_t i = 0; i < known.size(); ++i) {
            double best = 1;
            for (const auto& order : orders) best = std::min(best, edit_distance(order, known[i].second) / static_cast<double>(std::max(order.size(), known[i].second.size())));
            ranked.emplace_back(best, i);
        }
        std::partial_sort(ranked.begin(), ranked.begin() + std::min<std::ptrdiff_t>(5, std::ssize(ranked)), ranked.end());
        std::vector<std::string> found;
        for (std::size_t r = 0; r < std::min<std::size_t>(5, ranked.size()); ++r) found.push_back(known[ranked[r].second].first);
        return found;
    });
}

/// FTS5 with its trigram tokenizer: any trigram of any order, ranked by bm25, in memory.
inline names::Figures measure_fts5(const std::vector<names::NamePair>& pairs, std::size_t crowd, std::size_t queries) {
    const auto known = romanised_names(pairs, crowd);
    sqlite3* sql = nullptr;
    sqlite3_open(":memory:", &sql);
    sqlite3_exec(sql, "CREATE VIRTUAL TABLE n USING fts5(name, tokenize = 'trigram'); BEGIN", nullptr, nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(sql, "INSERT INTO n (rowid, name) VALUES (?, ?)", -1, &insert, nullptr);
    for (std::size_t i = 0; i < known.size(); ++i) {
        sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(i) + 1);
        sqlite3_bind_text(insert, 2, known[i].second.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_exec(sql, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_stmt* select = nullptr;
    sqlite3_prepare_v2(sql, "SELECT rowid FROM n WHERE n MATCH ? ORDER BY rank LIMIT 5", -1, &select, nullptr);
    const auto figures = measure_method(pairs, queries, [&](const std::string& form) {
        std::set<std::string> trigrams;
        for (const auto& order : orders_of(form)) {
            for (std::size_t i = 0; i + 3 <= order.size(); ++i) trigrams.insert(order.substr(i, 3));
        }
        std::string expression;
        for (const auto& trigram : trigrams) expression += (expression.empty() ? "\"" : " OR \"") + trigram + "\"";
        std::vector<std::string> found;
        sqlite3_bind_text(select, 1, expression.c_str(), -1, SQLITE_TRANSIENT);
        while (sqlite3_step(select) == SQLITE_ROW) found.push_back(known[static_cast<std::size_t>(sqlite3_column_int64(select, 0)) - 1].first);
        sqlite3_reset(select);
        return found;
    });
    sqlite3_finalize(select);
    sqlite3_close(sql);
    return figures;
}

}  // namespace bt::bench
