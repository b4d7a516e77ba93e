#include "names/search.h"

#include <algorithm>

#include "names/breves.h"
#include "names/chinese.h"
#include "names/consonants.h"
#include "names/hangul.h"
#include "names/kana.h"
#include "names/keyboard.h"
#include "names/name_order.h"
#include "names/numbering.h"
#include "names/scripts.h"
#include "names/spelled_letters.h"
#include "names/sureness.h"

namespace bt::names {
namespace {

Match korean_match(const TrieHit& hit, bool is_alone) {
    if (hit.has_slip) return Match::Typo;
    // The key is a guess, or letters of the same sound were taken for one another.
    if ((hit.stored_cost > 0 && !is_alone) || (!hit.is_exact && hit.cost >= kSoundAlikeCost)) return Match::Sound;
    return hit.is_whole && hit.is_exact && !is_alone ? Match::Exact : Match::Prefix;
}

}  // namespace

std::vector<Hit> Search::run(std::string_view query) {
    const auto words = fold(query);
    if (words.empty()) return {};
    if (kind_ == NameKind::Title) {
        if (const auto numbered = plainly_numbered(words); numbered != words) find(query, numbered);
    }
    find(query, words);
    return found_.ranked(kind_, entries_, limit_);
}

void Search::find(std::string_view query, const Words& words) {
    const auto letters = join(words);
    find_texts(words, false);
    if (words.size() > 1) find_turned_text(words);
    if (has_korean(letters)) find_korean(words);
    else if (is_latin_row(words)) find_latin(query, words);
    else find_characters(letters);
    find_letters_said(query);
    find_sounds(words, letters);
    if (found_.size() < limit_ && !found_.is_sure()) find_texts(words, true);
    if (!found_.is_sure()) find_other_keyboard(query, words);
    if (found_.is_empty()) find_consonants(letters);
}

void Search::find_texts(const Words& words, bool allow_slips) {
    for (const auto& hit : tables_.texts.search(words, limit_, allow_slips)) {
        using enum TextHit::How;
        switch (hit.how) {
            case Whole: found_.take({hit.entry, hit.name, Match::Exact, 0}); break;
            case EachWord: found_.take({hit.entry, hit.name, Match::Exact, 1}); break;
            case Prefix: found_.take({hit.entry, hit.name, Match::Prefix, 0}); break;
            case Slips: found_.take({hit.entry, hit.name, Match::Typo, static_cast<Cost>(hit.slips * kSlipCost)}); break;
        }
    }
}

/// "saerok geum" is "Geum Sae-rok": the last word comes first, and the rest is joined otherwise.
void Search::find_turned_text(const Words& words) {
    for (const auto& hit : tables_.texts.search({join(last_word_first(words))}, limit_, false)) {
        if (hit.how == TextHit::How::Whole) found_.take({hit.entry, hit.name, Match::Exact, 2});
    }
}

void Search::take_korean(const std::vector<TrieHit>& hits, Cost extra, bool is_alone) {
    for (const auto& hit : hits) {
        found_.take({hit.entry, hit.name, korean_match(hit, is_alone), static_cast<Cost>(hit.cost + extra)});
    }
}

void Search::find_korean(const Words& words) {
    const auto typed = join(words);
    TrieLimits limits{.hits = limit_ * 2};
    take_korean(search_trie(tables_.syllables, typed, limits), 0, false);
    take_korean(search_trie(tables_.given, typed, limits), 0, true);
    if (words.size() > 1) take_korean(search_trie(tables_.syllables, join(last_word_first(words)), limits), kOtherOrder, false);
    // 금샐 on the way to 금새로...: the last consonant may begin the next syllable.
    if (is_syllable(typed.back())) {
        auto syllable = decompose(typed.back());
        if (const auto split = split_final(syllable.final)) {
            auto onward = typed;
            syllable.final = split->rest;
            onward.back() = compose(syllable);
            onward += static_cast<char32_t>(0x1100 + split->initial);
            take_korean(search_trie(tables_.syllables, onward, limits), 3, false);
        }
    }
    // Of initial consonants alone any would do.
    if (found_.is_sure() || std::count_if(typed.begin(), typed.end(), is_syllable) < 2) return;
    limits.allow_slip = true;
    limits.max_steps = 3'000;
    take_korean(search_trie(tables_.syllables, typed, limits), 0, false);
}

/// 宋慧敎 is 송혜교.
void Search::find_characters(std::u32string_view letters) {
    if (letters.size() < 2) return;
    for (const auto& reading : korean_readings(letters)) {
        for (const auto& hit : search_trie(tables_.syllables, reading, {.hits = limit_, .allow_prefix = false})) {
            found_.take({hit.entry, hit.name, Match::Sound, static_cast<Cost>(hit.cost + kReadBack)});
        }
    }
}

void Search::take_latin(const std::vector<TrieHit>& hits, Cost extra) {
    for (const auto& hit : hits) {
        const auto cost = static_cast<Cost>(hit.cost + extra);
        found_.take({hit.entry, hit.name, hit.has_slip || cost > kSoundsLike ? Match::Typo : Match::Sound, cost});
    }
}

/// "IU" is 아이유, and "bts" 비티에스.
void Search::find_letters_said(std::string_view query) {
    for (const auto& said : letters_said(query.substr(0, kMaxFolded), true)) {
        for (const auto& hit : search_trie(tables_.syllables, said, {.hits = limit_, .max_cost = 0, .allow_prefix = false})) {
            found_.take({hit.entry, hit.name, Match::Sound, static_cast<Cost>(hit.cost + kLettersSaid)});
        }
    }
}

std::vector<Search::Way> Search::ways_to_read(std::string_view query, const Words& words) const {
    std::vector<Way> out;
    if (kind_ == NameKind::Title) {
        out.push_back({LatinLattice(row_of(words), false), 0});
    } else {
        for (const auto& order : name_orders(query, words)) out.push_back({LatinLattice(row_of(order.words), true), order.cost});
    }
    return out;
}

void Search::find_latin(std::string_view query, const Words& words) {
    if (tables_.syllables.node(SyllableTrie::kRoot).child_count == 0) return;
    if (const auto plain = without_breves(query); plain != query) return find_latin(plain, fold(plain));
    const auto ways = ways_to_read(query, words);
    const TrieLimits whole{.hits = limit_ * 2, .max_steps = 3'000, .allow_prefix = false};
    for (const auto& way : ways) take_latin(search_trie(tables_.syllables, way.lattice, whole), way.cost);
    if (kind_ == NameKind::Person && words.size() == 1 && !found_.is_enough()) find_turned(words.front());
    if (found_.size() < limit_) {
        TrieLimits open = whole;
        open.allow_prefix = true;
        open.max_steps = 1'500;
        for (const auto& way : ways) take_latin(search_trie(tables_.syllables, way.lattice, open), way.cost);
    }
    if (found_.size() < limit_ || !found_.is_sure()) {
        const LatinLattice given(row_of(words), false);
        take_latin(search_trie(tables_.given, given, whole), 0);
    }
    if (kind_ == NameKind::Person && words.size() > 1 && !found_.is_sure()) {
        TrieLimits initials = whole;
        initials.allow_initials = true;
        for (const auto& way : ways) {
            if (way.lattice.is_all_initials()) take_latin(search_trie(tables_.syllables, way.lattice, initials), way.cost);
        }
    }
    if (!found_.is_settled()) find_slipped(ways);
}

/// "saerokkeum": tries every place where the family name may begin.
void Search::find_turned(const std::u32string& word) {
    constexpr std::size_t kLongestTurned = 24, kLongestSurname = 6;
    if (word.size() < 4 || word.size() > kLongestTurned) return;
    const TrieLimits limits{.hits = limit_, .max_steps = 400, .allow_prefix = false};
    for (std::size_t size = 1; size <= kLongestSurname && size + 2 < word.size(); ++size) {
        const Words turned{word.substr(word.size() - size), word.substr(0, word.size() - size)};
        take_latin(search_trie(tables_.syllables, LatinLattice(row_of(turned), true), limits), kTurned);
    }
}

void Search::find_slipped(const std::vector<Way>& ways) {
    if (ways.front().lattice.size() < 4) return;
    TrieLimits limits{.hits = limit_ * 2, .max_cost = 220, .max_steps = 30'000, .allow_slip = true, .allow_prefix = false};
    for (const auto& way : ways) take_latin(search_trie(tables_.syllables, way.lattice, limits), way.cost);
    // Swaps across the edge of a syllable: within one, the walk has found them already.
    limits = {.hits = limit_, .max_cost = 60, .max_steps = 300, .allow_prefix = false};
    for (const auto& way : ways) {
        auto row = way.lattice.row();
        if (row.letters.size() > 24) continue;
        for (std::size_t i = 0; i + 1 < row.letters.size(); ++i) {
            if (row.letters[i] == row.letters[i + 1]) continue;
            std::swap(row.letters[i], row.letters[i + 1]);
            for (const auto& hit : search_trie(tables_.syllables, LatinLattice(row, way.lattice.has_surname()), limits)) {
                found_.take({hit.entry, hit.name, Match::Typo, static_cast<Cost>(hit.cost + way.cost + kSlipCost)});
            }
            std::swap(row.letters[i], row.letters[i + 1]);
        }
    }
}

void Search::find_sounds(const Words& words, std::u32string_view letters) {
    const auto take_sounds = [&](const Words& sound, std::size_t least) {
        if (sound.empty() || join(sound).size() < least) return;
        for (const auto& hit : tables_.sounds.search(sound, limit_, false)) {
            if (hit.how != TextHit::How::Prefix) found_.take({hit.entry, hit.name, Match::Sound, 50});
        }
    };
    if (kind_ == NameKind::Title) take_sounds({consonants(letters)}, 4);
    else if (std::all_of(letters.begin(), letters.end(), is_syllable)) take_sounds({foreign_sound(letters)}, 5);
    take_sounds(romaji_words(words), 3);
    const auto take_chinese = [&](const Words& sound, Cost cost) {
        for (const auto& hit : tables_.sounds.search(sound, limit_, false)) {
            found_.take({hit.entry, hit.name, Match::Sound, static_cast<Cost>(cost + (hit.how == TextHit::How::Prefix ? kPrefixCost : 0))});
        }
    };
    for (const auto& sound : chinese_sounds(words)) take_chinese(sound, kChinese);
    if (kind_ == NameKind::Person) {
        for (const auto& family : chinese_families(words)) take_chinese(family, kOtherFamily);
    }
}

/// When all else fails: the same consonants, whatever the vowels.
void Search::find_consonants(std::u32string_view letters) {
    const auto sound = consonants(letters);
    if (sound.size() < 3) return;
    for (const auto& hit : tables_.sounds.search({sound}, limit_, false)) {
        if (hit.how != TextHit::How::Prefix) found_.take({hit.entry, hit.name, Match::Typo, 2 * kSlipCost});
    }
}

void Search::find_other_keyboard(std::string_view query, const Words& words) {
    if (is_latin_row(words)) {
        if (const auto korean = as_korean_keys(query.substr(0, kMaxFolded)); korean && korean->size() > 1) {
            take_korean(search_trie(tables_.syllables, join(fold(to_utf8(*korean))), {.hits = limit_}), 5, false);
        }
    } else if (const auto latin = as_latin_keys(to_utf32(query.substr(0, kMaxFolded)))) {
        const auto typed = fold(*latin);
        if (typed.empty()) return;
        find_texts(typed, false);
        if (is_latin_row(typed)) {
            for (const auto& way : ways_to_read(*latin, typed)) take_latin(search_trie(tables_.syllables, way.lattice, {.hits = limit_, .max_cost = 60, .allow_prefix = false}), way.cost);
        }
    }
}

}  // namespace bt::names
