#include "names/latin_lattice.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "names/hangul.h"

namespace bt::names {
namespace {

/// A way to write a letter, filed under the Latin letter it begins with.
struct Filed {
    std::string_view text;
    std::uint8_t jamo;
    std::uint8_t cost;
};
using File = std::array<std::vector<Filed>, 27>;  // a to z, then the empty way

template <class Ways>
File make_file(std::uint8_t count, Ways ways) {
    File file;
    for (std::uint8_t jamo = 0; jamo < count; ++jamo) {
        for (const auto& way : ways(jamo)) file[way.text.empty() ? 26u : static_cast<unsigned>(way.text[0] - 'a')].push_back({way.text, jamo, way.cost});
    }
    return file;
}

struct Files {
    File initials = make_file(kInitialCount, initial_spellings);
    File vowels = make_file(kVowelCount, vowel_spellings);
    File finals = make_file(kFinalCount, final_spellings);
};
const Files& files() {
    static const Files all;
    return all;
}

/// Calls `use` for every filed way that stands at `position`.
template <class Use>
void for_each_at(const File& file, std::string_view letters, std::size_t position, Use use) {
    for (const auto& way : file[26]) use(way);
    if (position >= letters.size() || letters[position] < 'a' || letters[position] > 'z') return;
    for (const auto& way : file[static_cast<unsigned>(letters[position] - 'a')]) {
        if (letters.substr(position).starts_with(way.text)) use(way);
    }
}

constexpr Cost kMaxSyllableCost = 125;
constexpr Cost kAcrossWords = 45;        // "kim in" is not 기민
constexpr Cost kUncustomary = 14;        // a family name written by the rules, where its bearers do otherwise
constexpr Cost kSurnameInWord = 20;      // "seoyeon lee" does not begin with the family name 서

void keep_cheapest(std::vector<Edge>& edges) {
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return std::tie(a.unit, a.end, a.cost) < std::tie(b.unit, b.end, b.cost); });
    edges.erase(std::unique(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.unit == b.unit && a.end == b.end; }), edges.end());
}

}  // namespace

LatinRow row_of(const Words& words) {
    LatinRow row;
    for (const auto& word : words) {
        if (row.letters.size() >= kMaxLatinRow) break;
        row.starts.push_back(static_cast<std::uint8_t>(row.letters.size()));
        for (const char32_t c : word) row.letters += static_cast<char>(c);
    }
    return row;
}

LatinLattice::LatinLattice(const LatinRow& row, bool surname_first) : row_(row), surname_first_(surname_first) {
    row_.letters.resize(std::min(row_.letters.size(), kMaxLatinRow));
    is_start_.assign(size() + 1, false);
    for (const auto start : row_.starts) {
        if (start < size()) is_start_[start] = true;
    }
    edges_.resize(size() + 1);
    for (std::size_t position = 0; position < size(); ++position) read_syllables(position);
    if (surname_first_ && size() > 0) read_surnames();
    for (auto& edges : edges_) keep_cheapest(edges);
    measure_remaining();
}

Cost LatinLattice::boundary_cost(std::size_t begin, std::size_t end) const {
    Cost cost = 0;
    for (auto i = begin + 1; i < end; ++i) cost = static_cast<Cost>(cost + (is_start_[i] ? kAcrossWords : 0));
    return cost;
}

bool LatinLattice::is_initial(std::size_t position) const {
    constexpr std::string_view kLatinVowels = "aeiou";
    auto begin = position, end = position + 1;
    while (begin > 0 && !is_start_[begin]) --begin;
    while (end < size() && !is_start_[end]) ++end;
    const auto word = std::string_view(row_.letters).substr(begin, end - begin);
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (word.size() > 2 || !std::all_of(word.begin(), word.end(), is_letter)) return false;
    return word.size() == 1 || word.find_first_of(kLatinVowels) == word.npos;
}

bool LatinLattice::is_all_initials() const {
    // One initial alone is the beginning of a name like any other.
    if (row_.starts.size() < 2 || size() < row_.starts[1] + 2U) return false;
    for (std::size_t i = row_.starts[1]; i < size(); ++i) {
        if (!is_initial(i)) return false;
    }
    return true;
}

void LatinLattice::read_syllables(std::size_t position) {
    const std::string_view letters = row_.letters;
    auto& out = edges_[position];
    const char first = letters[position];
    // Digits and letters stand for themselves too: "Soundtrack 2" may be 사운드트랙 2, and titles hold "OST".
    out.push_back({static_cast<char16_t>(first), static_cast<std::uint8_t>(position + 1), 0});
    for_each_at(files().initials, letters, position, [&](const Filed& initial) {
        const auto at_vowel = position + initial.text.size();
        for_each_at(files().vowels, letters, at_vowel, [&](const Filed& vowel) {
            const auto at_final = at_vowel + vowel.text.size();
            const auto so_far = initial.cost + vowel.cost + context_cost(initial.jamo, initial.text, vowel.jamo, vowel.text);
            if (so_far > kMaxSyllableCost || at_final == position) return;
            for_each_at(files().finals, letters, at_final, [&](const Filed& final) {
                const auto end = at_final + final.text.size();
                const auto by_letters = so_far + final.cost + closing_cost(vowel.jamo, vowel.text, final.text);
                if (by_letters > kMaxSyllableCost) return;
                const auto unit = compose({initial.jamo, vowel.jamo, final.jamo});
                const auto cost = customary_cost(static_cast<char16_t>(unit), letters.substr(position, end - position),
                                                 static_cast<Cost>(std::max(0, by_letters + custom_cost(static_cast<char16_t>(unit), vowel.text))));
                out.push_back({static_cast<char16_t>(unit), static_cast<std::uint8_t>(end), static_cast<Cost>(cost + boundary_cost(position, end))});
            });
        });
    });
}

void LatinLattice::read_surnames() {
    auto& out = edges_[0];
    const auto in_word = [this](std::size_t end) { return static_cast<Cost>(row_.starts.size() > 1 && end < size() && !is_start_[end] ? kSurnameInWord : 0); };
    for (auto& edge : out) {
        if (is_syllable(edge.unit) && !surname_spellings(edge.unit).empty()) edge.cost = static_cast<Cost>(edge.cost + kUncustomary);
    }
    for (auto& edge : out) edge.cost = static_cast<Cost>(edge.cost + in_word(edge.end));
    for (const auto surname : customary_surnames()) {
        for (const auto& way : surname_spellings(surname)) {
            if (std::string_view(row_.letters).starts_with(way.text)) {
                out.push_back({surname, static_cast<std::uint8_t>(way.text.size()), static_cast<Cost>(way.cost + boundary_cost(0, way.text.size()) + in_word(way.text.size()))});
            }
        }
    }
}

void LatinLattice::measure_remaining() {
    remaining_.assign(size() + 1, kNoWay);
    remaining_[size()] = 0;
    measure(remaining_);
    remaining_open_.assign(size() + 1, kNoWay);
    for (auto i = size() < kLongestSyllable ? 0 : size() + 1 - kLongestSyllable; i <= size(); ++i) remaining_open_[i] = 0;
    measure(remaining_open_);
}

void LatinLattice::measure(std::vector<Cost>& remaining) const {
    for (auto position = size(); position-- > 0;) {
        for (const auto& edge : edges_[position]) {
            if (remaining[edge.end] == kNoWay) continue;
            remaining[position] = std::min<Cost>(remaining[position], static_cast<Cost>(edge.cost + remaining[edge.end]));
        }
    }
}

}  // namespace bt::names
