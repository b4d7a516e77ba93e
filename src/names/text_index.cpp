#include "names/text_index.h"

#include <algorithm>

#include <tuple>

namespace bt::names {
namespace {

/// Walks a sorted list and reports every row within `budget` slips of the pattern (insert, delete, replace, swap: optimal string
/// alignment). Rows share beginnings, so each row's table is continued from where it parts from the one before, and a beginning that
/// is already too far off is skipped with everything that has it.
template <class List, class Report>
void near_rows(const List& list, std::string_view pattern, unsigned budget, Report report) {
    constexpr std::size_t kLongest = 48;
    if (pattern.size() > kLongest) return;
    const auto width = pattern.size() + 1;
    std::vector<std::uint8_t> table((kLongest + 4) * width);
    for (std::size_t i = 0; i < width; ++i) table[i] = static_cast<std::uint8_t>(i);
    std::string_view before;
    std::size_t valid = 0;  // rows of the table that hold for `before`
    for (std::size_t row = 0; row < list.size();) {
        const std::string_view text = list.text(row);
        if (text.size() > pattern.size() + budget || text.size() > kLongest) {
            // Its beginning may still be shared by shorter rows later: only this row is passed over.
            ++row;
            continue;
        }
        std::size_t shared = 0;
        while (shared < valid && shared < before.size() && shared < text.size() && before[shared] == text[shared]) ++shared;
        std::size_t depth = shared;
        bool is_lost = false;
        for (; depth < text.size(); ++depth) {
            auto* here = &table[(depth + 1) * width];
            const auto* up = here - width;
            here[0] = static_cast<std::uint8_t>(depth + 1);
            std::uint8_t least = here[0];
            for (std::size_t i = 1; i < width; ++i) {
                const bool same = text[depth] == pattern[i - 1];
                auto best = std::min({up[i - 1] + (same ? 0 : 1), up[i] + 1, here[i - 1] + 1});
                if (depth > 0 && i > 1 && text[depth] == pattern[i - 2] && text[depth - 1] == pattern[i - 1]) best = std::min(best, (here - 2 * width)[i - 2] + 1);
                here[i] = static_cast<std::uint8_t>(best);
                least = std::min(least, here[i]);
            }
            // A swap may still lower the next row by looking two back: one more is allowed for.
            if (least > budget + 1) {
                is_lost = true;
                ++depth;
                break;
            }
        }
        before = text;
        valid = depth;
        if (is_lost) {
            row = std::max(row + 1, list.range(text.substr(0, depth)).second);
            continue;
        }
        const auto slips = table[text.size() * width + pattern.size()];
        if (slips <= budget) report(row, slips);
        ++row;
    }
}

}  // namespace

void TextIndex::List::finish() {
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (i > 0 && rows_[i].first == rows_[i - 1].first) {
            places_.push_back(rows_[i].second);
            place_ends_.back() = static_cast<std::uint32_t>(places_.size());
            continue;
        }
        texts_ += rows_[i].first;
        text_ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
        places_.push_back(rows_[i].second);
        place_ends_.push_back(static_cast<std::uint32_t>(places_.size()));
    }
    rows_ = {};
    texts_.shrink_to_fit();
    places_.shrink_to_fit();
    text_ends_.shrink_to_fit();
    place_ends_.shrink_to_fit();
}

std::string_view TextIndex::List::text(std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : text_ends_[row - 1];
    return std::string_view(texts_).substr(begin, text_ends_[row] - begin);
}

std::pair<std::size_t, std::size_t> TextIndex::List::range(std::string_view prefix) const {
    const auto search = [&](auto is_before) {
        std::size_t low = 0, high = size();
        while (low < high) {
            const auto middle = (low + high) / 2;
            if (is_before(text(middle))) low = middle + 1;
            else high = middle;
        }
        return low;
    };
    return {search([&](std::string_view t) { return t < prefix; }), search([&](std::string_view t) { return t.substr(0, prefix.size()) <= prefix; })};
}

std::size_t TextIndex::List::bytes() const {
    return texts_.capacity() + (text_ends_.capacity() + place_ends_.capacity()) * sizeof(std::uint32_t) + places_.capacity() * sizeof(Place);
}

void TextIndex::add(const Words& words, std::uint32_t entry, std::uint16_t name) {
    if (words.empty()) return;
    const Place place{entry, name, static_cast<std::uint16_t>(words.size())};
    wholes_.add(to_utf8(join(words)), place);
    for (const auto& word : words) words_.add(to_utf8(word), place);
}

void TextIndex::finish() {
    wholes_.finish();
    words_.finish();
}

std::size_t TextIndex::bytes() const { return wholes_.bytes() + words_.bytes(); }

std::vector<TextHit> TextIndex::search(const Words& query, std::size_t limit, bool allow_slips) const {
    std::vector<TextHit> out;
    if (query.empty() || wholes_.size() == 0) return out;
    std::vector<std::string> words;
    for (const auto& word : query) words.push_back(to_utf8(word));
    const auto whole = to_utf8(join(query));
    search_whole(whole, 0, limit, out);
    search_words(words, false, limit, out);
    if (allow_slips && out.size() < limit) {
        search_whole(whole, slip_budget(whole.size()), limit, out);
        search_words(words, true, limit, out);
    }
    return out;
}

void TextIndex::search_whole(std::string_view whole, unsigned budget, std::size_t limit, std::vector<TextHit>& out) const {
    const auto take = [&](std::size_t row, TextHit::How how, std::uint8_t slips) {
        for (const auto* place = wholes_.begin(row); place != wholes_.end(row); ++place) out.push_back({place->entry, place->name, how, slips});
    };
    if (budget > 0) {
        near_rows(wholes_, whole, budget, [&](std::size_t row, std::uint8_t slips) { take(row, TextHit::How::Slips, slips); });
        return;
    }
    const auto [first, last] = wholes_.range(whole);
    for (auto row = first; row < last && row < first + 8 * limit; ++row) {
        take(row, wholes_.text(row).size() == whole.size() ? TextHit::How::Whole : TextHit::How::Prefix, 0);
    }
}

std::vector<TextIndex::Match> TextIndex::places_of(std::string_view word, bool may_go_on, unsigned budget) const {
    constexpr std::size_t kMostPlaces = 50'000;  // a single letter begins a large part of all words
    std::vector<Match> out;
    const auto take = [&](std::size_t row, std::uint8_t slips, bool is_prefix) {
        for (const auto* place = words_.begin(row); place != words_.end(row) && out.size() < kMostPlaces; ++place) out.push_back({*place, slips, is_prefix});
    };
    const auto [first, last] = words_.range(word);
    for (auto row = first; row < last && out.size() < kMostPlaces; ++row) {
        const bool is_prefix = words_.text(row).size() != word.size();
        if (is_prefix && !may_go_on) break;
        take(row, 0, is_prefix);
    }
    if (budget > 0) near_rows(words_, word, budget, [&](std::size_t row, std::uint8_t slips) { if (slips > 0) take(row, slips, false); });
    std::stable_sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return std::tie(a.place, a.slips, a.is_prefix) < std::tie(b.place, b.slips, b.is_prefix); });
    out.erase(std::unique(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.place == b.place; }), out.end());
    return out;
}

void TextIndex::search_words(const std::vector<std::string>& words, bool allow_slips, std::size_t limit, std::vector<TextHit>& out) const {
    constexpr std::size_t kMostWords = 12;
    if (words.size() > kMostWords) return;
    std::vector<Match> common;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_last = i + 1 == words.size();
        auto found = places_of(words[i], is_last, allow_slips ? slip_budget(words[i].size()) : 0);
        if (i > 0) {
            std::vector<Match> both;
            for (auto a = common.begin(), b = found.begin(); a != common.end() && b != found.end();) {
                if (a->place < b->place) ++a;
                else if (b->place < a->place) ++b;
                else both.push_back({a->place, static_cast<std::uint8_t>(a->slips + b->slips), b->is_prefix}), ++a, ++b;
            }
            found = std::move(both);
        }
        common = std::move(found);
        if (common.empty()) return;
    }
    std::size_t taken = 0;
    for (const auto& match : common) {
        if (allow_slips && match.slips == 0) continue;
        const bool is_all = match.place.word_count == words.size() && !match.is_prefix;
        const auto how = match.slips > 0 ? TextHit::How::Slips : is_all ? TextHit::How::EachWord : TextHit::How::Prefix;
        out.push_back({match.place.entry, match.place.name, how, match.slips});
        if (++taken >= 64 * limit) return;
    }
}

}  // namespace bt::names
