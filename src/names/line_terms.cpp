#include "names/line_terms.h"

#include <utf8proc.h>

#include <algorithm>

#include "names/fold.h"
#include "names/hangul.h"

namespace bt::names {
namespace {

constexpr std::size_t kMostLineBytes = 2'000;  // longer lines are found by their beginning
constexpr std::size_t kMostQueryBytes = 240;

/// Characters of which a pair makes a term: Hangul with its letters, Han, kana.
bool is_paired(char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || is_syllable(c) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

void append_letters(std::string& out, char32_t c) {
    if (!is_syllable(c)) {
        out += to_utf8(std::u32string(1, c));
        return;
    }
    const auto s = decompose(c);
    std::u32string letters{static_cast<char32_t>(0x1100 + s.initial), static_cast<char32_t>(0x1161 + s.vowel)};
    if (s.final != 0) letters += static_cast<char32_t>(0x11A7 + s.final);
    out += to_utf8(letters);
}

std::string pair_term(std::u32string_view characters) {
    std::string term;
    for (const char32_t c : characters) append_letters(term, c);
    return term;
}

/// Text cut where the kind of characters changes: paired ones run over spaces, others end with their word.
std::vector<std::u32string> runs_of(const Words& words) {
    std::vector<std::u32string> runs;
    bool is_open = false;  // the last run is of paired characters and may go on
    for (const auto& word : words) {
        for (std::size_t i = 0; i < word.size(); ++i) {
            const bool paired = is_paired(word[i]);
            const bool goes_on = paired ? is_open : i > 0 && !is_open;
            if (!goes_on) runs.emplace_back();
            runs.back() += word[i];
            is_open = paired;
        }
    }
    return runs;
}

/// `is_last`: nothing follows in the query, so the character that ends the run need not end it in the text.
void append_terms(const std::u32string& run, bool is_last, std::vector<std::string>& out) {
    if (!is_paired(run.front())) {
        out.push_back(to_utf8(run));
        return;
    }
    for (std::size_t i = 0; i + 1 < run.size(); ++i) out.push_back(pair_term(std::u32string_view(run).substr(i, 2)));
    if (!is_last || run.size() == 1) out.push_back(pair_term(std::u32string_view(run).substr(run.size() - 1)));
}

std::vector<std::string> terms_of(const Words& words, bool is_query) {
    std::vector<std::string> terms;
    const auto runs = runs_of(words);
    for (std::size_t i = 0; i < runs.size(); ++i) append_terms(runs[i], is_query && i + 1 == runs.size(), terms);
    return terms;
}

bool is_long_enough(const Words& words) {
    const auto letters = join(words);
    const auto paired = std::count_if(letters.begin(), letters.end(), is_paired);
    return paired >= 2 || letters.size() >= 3;
}

/// 금샐 on the way to 금새로: the last consonant may begin the next syllable.
std::optional<Words> with_moved_final(const Words& words) {
    const char32_t last = words.back().back();
    if (!is_syllable(last)) return std::nullopt;
    auto syllable = decompose(last);
    const auto split = split_final(syllable.final);
    if (!split) return std::nullopt;
    auto moved = words;
    syllable.final = split->rest;
    moved.back().back() = compose(syllable);
    moved.back() += static_cast<char32_t>(0x1100 + split->initial);
    return moved;
}

void add_alternatives(const Words& words, LineQuery& query) {
    // One after the other, as they are said.
    query.alternatives.push_back({{terms_of(words, true), true}});
    if (words.size() < 2) return;
    // Or each somewhere in the line.
    std::vector<LinePhrase> apart;
    for (std::size_t i = 0; i < words.size(); ++i) apart.push_back({terms_of({words[i]}, true), i + 1 == words.size() || is_paired(words[i].front())});
    query.alternatives.push_back(std::move(apart));
}

/// Letters as they are compared, each with the place in the text it comes from.
struct FoldedText {
    std::u32string letters;
    std::vector<std::size_t> begins, ends;
};

FoldedText fold_with_places(std::string_view text) {
    FoldedText out;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t c = 0;
        const auto size = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c);
        const auto step = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 1));
        for (const char32_t letter : join(fold(text.substr(at, step)))) {
            std::u32string parts(1, letter);
            if (is_syllable(letter)) parts = to_utf32(pair_term(std::u32string_view(&letter, 1)));
            for (const char32_t part : parts) {
                out.letters += part;
                out.begins.push_back(at);
                out.ends.push_back(at + step);
            }
        }
        at += step;
    }
    return out;
}

std::u32string in_letters(const std::u32string& folded) { return to_utf32(pair_term(folded)); }

/// Where `wanted` stands in the text, rather at the beginning of a word.
std::size_t place_of(const FoldedText& text, std::u32string_view wanted) {
    const auto begins_word = [&](std::size_t at) { return at == 0 || text.begins[at] > text.ends[at - 1]; };
    const auto first = text.letters.find(wanted);
    for (auto at = first; at != std::u32string::npos; at = text.letters.find(wanted, at + 1)) {
        if (begins_word(at)) return at;
    }
    return first;
}

}  // namespace

std::string line_terms(std::string_view text) {
    std::string out;
    // fold() looks at so many characters only: a long line goes through it in pieces, cut at spaces.
    text = text.substr(0, kMostLineBytes);
    Words words;
    while (!text.empty()) {
        auto size = std::min(text.size(), kMaxFolded / 2);
        if (size < text.size()) {
            constexpr std::size_t kLongestWord = 60;
            const auto space = text.substr(size, kLongestWord).find(' ');
            if (space != std::string_view::npos) size += space;
            while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;  // never inside a character
        }
        for (auto& word : fold(text.substr(0, size))) words.push_back(std::move(word));
        text.remove_prefix(size);
    }
    for (const auto& term : terms_of(words, false)) out.append(out.empty() ? "" : " ").append(term);
    return out;
}

LineQuery read_line_query(std::string_view query) {
    const auto words = fold(query.substr(0, kMostQueryBytes));
    LineQuery out;
    if (words.empty() || !is_long_enough(words)) return out;
    add_alternatives(words, out);
    if (const auto moved = with_moved_final(words)) add_alternatives(*moved, out);
    return out;
}

LineMatch find_in_line(std::string_view text, std::string_view query) {
    const auto words = fold(query.substr(0, kMostQueryBytes));
    if (words.empty()) return {};
    const auto folded = fold_with_places(text);
    const auto is_word_edge = [&](std::size_t at) { return at == 0 || at == folded.letters.size() || folded.begins[at] > folded.ends[at - 1]; };
    const auto stretch = [&](std::size_t at, std::size_t size) { return std::string(text.substr(folded.begins[at], folded.ends[at + size - 1] - folded.begins[at])); };
    const auto whole = in_letters(join(words));
    if (const auto at = place_of(folded, whole); at != std::u32string::npos) {
        return {stretch(at, whole.size()), is_word_edge(at) && is_word_edge(at + whole.size())};
    }
    for (const auto& moved : {words, with_moved_final(words).value_or(words)}) {
        const auto letters = in_letters(join(moved));
        if (const auto at = place_of(folded, letters); at != std::u32string::npos) return {stretch(at, letters.size()), false};
        const auto first = in_letters(moved.front());
        if (const auto at = place_of(folded, first); at != std::u32string::npos) return {stretch(at, first.size()), false};
    }
    return {std::string(text), false};
}

}  // namespace bt::names
