// Three indexes work together. `texts_` knows names by their letters. `syllables_` knows them by Korean syllables: those of Hangul names
// as they are, those of Latin names by their likeliest readings, so that two romanisations of one name meet in the same syllables.
// `sounds_` knows titles by their consonants, where loan words meet ("Soundtrack" and 사운드트랙).
#include "names/index.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "names/chinese.h"
#include "names/consonants.h"
#include "names/hangul.h"
#include "names/kana.h"
#include "names/keyboard.h"
#include "names/korean_names.h"
#include "names/numbering.h"
#include "names/romanise.h"

namespace bt::names {
namespace {

constexpr Cost kGivenAlone = 35;        // "sae-rok" without the family name
constexpr Cost kSpoken = 3;             // a title by its sounds
constexpr Cost kReadBack = 10;          // a Latin name's Hangul is only guessed
constexpr Cost kOtherOrder = 12;        // family name last
constexpr Cost kTurned = 30;            // joined and family name last: the cut is guessed too
constexpr Cost kChinese = 50;           // the same syllables in some system of Chinese
constexpr Cost kOtherFamily = 65;       // a Chinese family name as other regions say it
constexpr Cost kSoundsLike = 85;        // dearer readings are as doubtful as a typing error
constexpr Cost kLikely = 60;            // dearer ones leave room for doubt
constexpr Cost kPlain = 30;             // cheaper ones are a whole name in a usual spelling
constexpr std::size_t kEnough = 5;      // hits at a glance
constexpr std::size_t kReadings = 6;
constexpr std::size_t kMaxUnits = 40;   // of a name or title in the trie

bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool is_korean(char32_t c) { return is_syllable(c) || lone_initial(c).has_value(); }

bool is_latin_row(const Words& words) {
    return std::all_of(words.begin(), words.end(), [](const auto& word) { return std::all_of(word.begin(), word.end(), is_latin); });
}
bool has_korean(std::u32string_view text) { return std::any_of(text.begin(), text.end(), is_korean); }

LatinRow row_of(const Words& words) {
    LatinRow row;
    for (const auto& word : words) {
        if (row.letters.size() >= kMaxLatinRow) break;
        row.starts.push_back(static_cast<std::uint8_t>(row.letters.size()));
        for (const char32_t c : word) row.letters += static_cast<char>(c);
    }
    return row;
}

/// The units of a Korean name; empty when it holds characters the trie has no use for, or no syllable.
std::u16string units_of(std::u32string_view text) {
    std::u16string units;
    bool has_syllable = false;
    for (const char32_t c : text) {
        if (!is_syllable(c) && !is_latin(c)) return {};
        has_syllable = has_syllable || is_syllable(c);
        units += static_cast<char16_t>(c);
    }
    if (units.size() > kMaxUnits) units.resize(kMaxUnits);
    return has_syllable ? units : std::u16string{};
}

/// "IU (이지은)" is "IU" as well as "이지은". Nothing without brackets.
std::vector<std::string_view> parts_around_brackets(std::string_view name) {
    const auto open = name.find('('), close = name.find(')', open == name.npos ? 0 : open);
    if (open == name.npos || close == name.npos) return {};
    std::vector<std::string_view> parts;
    for (const auto part : {name.substr(0, open), name.substr(open + 1, close - open - 1)}) {
        if (!trim(part).empty()) parts.push_back(part);
    }
    return parts;
}

/// How a foreign name sounds in Hangul: its consonants, marked so that Korean names of the same consonants are left alone.
std::u32string foreign_sound(std::u32string_view letters) { return U'*' + consonants(letters); }

Words last_word_first(Words words) {
    std::rotate(words.begin(), words.end() - 1, words.end());
    return words;
}

}  // namespace

std::string_view to_string(Match match) {
    switch (match) {
        case Match::Exact: return "exact";
        case Match::Prefix: return "prefix";
        case Match::Sound: return "sound";
        case Match::Typo: return "typo";
    }
    return "";
}

/// Files names under everything they may be asked for by.
class Index::Builder {
public:
    explicit Builder(Index& index) : index_(index) {}

    void add(std::uint32_t entry, std::uint16_t name) {
        place_ = {entry, name, index_.entries_[entry].popularity};
        const auto& text = index_.entries_[entry].names[name];
        const auto words = fold(text);
        add(words);
        if (is_person()) {
            for (const auto& part : parts_around_brackets(text)) add(fold(part));
        } else if (const auto numbered = plainly_numbered(words); numbered != words) {
            add(numbered);
        }
    }
    void finish() {
        index_.texts_.finish();
        index_.sounds_.finish();
        index_.syllables_ = SyllableTrie(std::move(whole_));
        index_.given_ = SyllableTrie(std::move(given_));
    }

private:
    bool is_person() const { return index_.kind_ == NameKind::Person; }
    void add_whole(std::u16string units, Cost cost) { whole_.push_back({std::move(units), {place_.entry, place_.name, cost}, place_.popularity}); }
    void add_sound(const Words& sound) { index_.sounds_.add(sound, place_.entry, place_.name); }

    void add(const Words& words) {
        const auto letters = join(words);
        if (auto units = units_of(letters); !units.empty()) {
            add_korean(letters, std::move(units));
            // The trie finds them; a person's Hangul needs no second place.
            if (is_person()) return;
        } else if (is_latin_row(words)) {
            add_latin(words, letters);
        }
        // Chinese characters as Koreans read them: 성룡 is 成龍.
        for (const auto& reading : korean_readings(letters)) {
            if (auto read = units_of(reading); read.size() > 1) add_whole(std::move(read), kReadBack);
        }
        for (const auto& sound : chinese_sounds(words)) add_sound(sound);
        if (is_person()) {
            for (const auto& family : chinese_families(words)) add_sound(family);
        }
        if (const auto romaji = romaji_words(words); !romaji.empty()) add_sound(romaji);
        index_.texts_.add(words, place_.entry, place_.name);
    }

    void add_korean(const std::u32string& letters, std::u16string units) {
        if (is_person() && units.size() == 3) given_.push_back({units.substr(1), {place_.entry, place_.name, kGivenAlone}, place_.popularity});
        if (!is_person()) {
            // Titles are romanised as they are spoken: 국립 is "gungnip". Names are not.
            if (auto spoken = units_of(pronounced(letters)); spoken != units) add_whole(std::move(spoken), kSpoken);
        }
        add_whole(std::move(units), 0);
        add_sound({consonants(letters)});
    }

    void add_latin(const Words& words, const std::u32string& letters) {
        add_sound({is_person() ? foreign_sound(letters) : consonants(letters)});
        if (!is_person() || words.size() < 2) return;
        for (const bool is_turned : {false, true}) {
            for (auto& reading : read_latin_name(LatinLattice(row_of(is_turned ? last_word_first(words) : words), true), kReadings)) {
                add_whole(std::move(reading.units), static_cast<Cost>(kReadBack + reading.cost / 2 + (is_turned ? kOtherOrder : 0)));
            }
        }
    }

    struct Place {
        std::uint32_t entry = 0;
        std::uint16_t name = 0;
        std::uint32_t popularity = 0;
    };
    Index& index_;
    Place place_;
    std::vector<SyllableTrie::Key> whole_, given_;
};

Index::Index(NameKind kind, std::vector<Entry> entries) : kind_(kind), entries_(std::move(entries)) {
    Builder builder(*this);
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
        const auto count = static_cast<std::uint16_t>(std::min<std::size_t>(entries_[i].names.size(), UINT16_MAX));
        for (std::uint16_t n = 0; n < count; ++n) builder.add(i, n);
    }
    builder.finish();
}

std::size_t Index::bytes() const {
    std::size_t sum = texts_.bytes() + sounds_.bytes() + syllables_.bytes() + given_.bytes() + entries_.capacity() * sizeof(Entry);
    for (const auto& entry : entries_) {
        sum += entry.names.capacity() * sizeof(std::string);
        for (const auto& name : entry.names) sum += name.capacity() > 15 ? name.capacity() + 1 : 0;
    }
    return sum;
}

/// One query on its way through the indexes, the surest first; later steps are taken only while there is room or doubt.
class Index::Search {
public:
    Search(const Index& index, std::size_t limit) : index_(index), limit_(limit) {}

    std::vector<Hit> run(std::string_view query) {
        const auto words = fold(query);
        if (words.empty()) return {};
        if (index_.kind_ == NameKind::Title) {
            if (const auto numbered = plainly_numbered(words); numbered != words) find(query, numbered);
        }
        find(query, words);
        return ranked();
    }

private:
    void find(std::string_view query, const Words& words) {
        const auto letters = join(words);
        find_texts(index_.texts_, words, false);
        if (words.size() > 1) find_turned_text(words);
        if (has_korean(letters)) find_korean(words);
        else if (is_latin_row(words)) find_latin(query, words);
        else find_characters(letters);
        find_sounds(words, letters);
        if (found_.size() < limit_ && !is_sure()) find_texts(index_.texts_, words, true);
        if (!is_sure()) find_other_keyboard(query, words);
        if (found_.empty()) find_consonants(letters);
    }

    static constexpr std::uint32_t order(const Hit& hit) { return static_cast<std::uint32_t>(hit.match) << 16 | hit.cost; }

    void take(Hit hit) {
        const auto [place, is_new] = found_.try_emplace(hit.entry, hit);
        if (!is_new && order(hit) < order(place->second)) place->second = hit;
        best_ = std::min(best_, order(hit));
    }
    static constexpr std::uint32_t sound(Cost cost) { return order({.match = Match::Sound, .cost = cost}); }
    bool is_sure() const { return best_ < sound(kLikely); }
    /// Nothing more doubtful needs to be looked for.
    bool is_settled() const { return is_sure() && (found_.size() >= kEnough || best_ < sound(kPlain)); }

    void find_texts(const TextIndex& texts, const Words& words, bool allow_slips) {
        for (const auto& hit : texts.search(words, limit_, allow_slips)) {
            using enum TextHit::How;
            switch (hit.how) {
                case Whole: take({hit.entry, hit.name, Match::Exact, 0}); break;
                case EachWord: take({hit.entry, hit.name, Match::Exact, 1}); break;
                case Prefix: take({hit.entry, hit.name, Match::Prefix, 0}); break;
                case Slips: take({hit.entry, hit.name, Match::Typo, static_cast<Cost>(hit.slips * kSlipCost)}); break;
            }
        }
    }

    /// "saerok geum" is "Geum Sae-rok": the last word comes first, and the rest is joined otherwise.
    void find_turned_text(const Words& words) {
        for (const auto& hit : index_.texts_.search({join(last_word_first(words))}, limit_, false)) {
            if (hit.how == TextHit::How::Whole) take({hit.entry, hit.name, Match::Exact, 2});
        }
    }

    // ---- Hangul, whole or half typed

    static Match korean_match(const TrieHit& hit, bool is_alone) {
        if (hit.has_slip) return Match::Typo;
        // The key is a guess, or letters of the same sound were taken for one another.
        if ((hit.stored_cost > 0 && !is_alone) || (!hit.is_exact && hit.cost >= kSoundAlikeCost)) return Match::Sound;
        return hit.is_whole && hit.is_exact && !is_alone ? Match::Exact : Match::Prefix;
    }

    void take_korean(const std::vector<TrieHit>& hits, Cost extra, bool is_alone) {
        for (const auto& hit : hits) {
            take({hit.entry, hit.name, korean_match(hit, is_alone), static_cast<Cost>(hit.cost + extra)});
        }
    }

    void find_korean(const Words& words) {
        const auto typed = join(words);
        TrieLimits limits{.hits = limit_ * 2};
        take_korean(search_trie(index_.syllables_, typed, limits), 0, false);
        take_korean(search_trie(index_.given_, typed, limits), 0, true);
        if (words.size() > 1) take_korean(search_trie(index_.syllables_, join(last_word_first(words)), limits), kOtherOrder, false);
        // 금샐 on the way to 금새로...: the last consonant may begin the next syllable.
        if (is_syllable(typed.back())) {
            auto syllable = decompose(typed.back());
            if (const auto split = split_final(syllable.final)) {
                auto onward = typed;
                syllable.final = split->rest;
                onward.back() = compose(syllable);
                onward += static_cast<char32_t>(0x1100 + split->initial);
                take_korean(search_trie(index_.syllables_, onward, limits), 3, false);
            }
        }
        // Of initial consonants alone any would do.
        if (is_sure() || std::count_if(typed.begin(), typed.end(), is_syllable) < 2) return;
        limits.allow_slip = true;
        limits.max_steps = 3'000;
        take_korean(search_trie(index_.syllables_, typed, limits), 0, false);
    }

    /// 宋慧敎 is 송혜교.
    void find_characters(std::u32string_view letters) {
        if (letters.size() < 2) return;
        for (const auto& reading : korean_readings(letters)) {
            for (const auto& hit : search_trie(index_.syllables_, reading, {.hits = limit_, .allow_prefix = false})) {
                take({hit.entry, hit.name, Match::Sound, static_cast<Cost>(hit.cost + kReadBack)});
            }
        }
    }

    // ---- Latin letters for Korean sounds

    void take_latin(const std::vector<TrieHit>& hits, Cost extra) {
        for (const auto& hit : hits) {
            const auto cost = static_cast<Cost>(hit.cost + extra);
            take({hit.entry, hit.name, hit.has_slip || cost > kSoundsLike ? Match::Typo : Match::Sound, cost});
        }
    }

    struct Order {
        LatinLattice lattice;
        Cost cost;
    };

    /// The orders a name may be meant in. A hyphen tells the given name, and so where the family name must be.
    std::vector<Order> orders(std::string_view query, const Words& words) const {
        const bool has_surname = index_.kind_ == NameKind::Person;
        std::vector<Order> out;
        const auto pieces = split(trim(query), ' ');
        const bool given_first = pieces.size() > 1 && fold(pieces.front()).size() > 1;
        const bool given_last = pieces.size() > 1 && fold(pieces.back()).size() > 1;
        out.push_back({LatinLattice(row_of(words), has_surname), given_first && !given_last ? kOtherOrder : Cost{0}});
        if (has_surname && words.size() > 1 && !given_last) {
            out.push_back({LatinLattice(row_of(last_word_first(words)), has_surname), given_first ? Cost{0} : kOtherOrder});
        }
        return out;
    }

    void find_latin(std::string_view query, const Words& words) {
        if (index_.syllables_.node(SyllableTrie::kRoot).child_count == 0) return;
        const auto ways = orders(query, words);
        const TrieLimits whole{.hits = limit_ * 2, .max_steps = 3'000, .allow_prefix = false};
        for (const auto& way : ways) take_latin(search_trie(index_.syllables_, way.lattice, whole), way.cost);
        if (index_.kind_ == NameKind::Person && words.size() == 1 && found_.size() < kEnough) find_turned(words.front());
        if (found_.size() < limit_) {
            TrieLimits open = whole;
            open.allow_prefix = true;
            open.max_steps = 1'500;
            for (const auto& way : ways) take_latin(search_trie(index_.syllables_, way.lattice, open), way.cost);
        }
        if (found_.size() < limit_ || !is_sure()) {
            const LatinLattice given(row_of(words), false);
            take_latin(search_trie(index_.given_, given, whole), 0);
        }
        if (!is_settled()) find_slipped(ways);
    }

    /// "saerokkeum": tries every place where the family name may begin.
    void find_turned(const std::u32string& word) {
        constexpr std::size_t kLongestTurned = 24, kLongestSurname = 6;
        if (word.size() < 4 || word.size() > kLongestTurned) return;
        const TrieLimits limits{.hits = limit_, .max_steps = 400, .allow_prefix = false};
        for (std::size_t size = 1; size <= kLongestSurname && size + 2 < word.size(); ++size) {
            const Words turned{word.substr(word.size() - size), word.substr(0, word.size() - size)};
            take_latin(search_trie(index_.syllables_, LatinLattice(row_of(turned), true), limits), kTurned);
        }
    }

    void find_slipped(const std::vector<Order>& ways) {
        if (ways.front().lattice.size() < 4) return;
        TrieLimits limits{.hits = limit_ * 2, .max_cost = 220, .max_steps = 6'000, .allow_slip = true, .allow_prefix = false};
        for (const auto& way : ways) take_latin(search_trie(index_.syllables_, way.lattice, limits), way.cost);
        // Swaps across the edge of a syllable: within one, the walk has found them already.
        limits = {.hits = limit_, .max_cost = 60, .max_steps = 300, .allow_prefix = false};
        for (const auto& way : ways) {
            auto row = way.lattice.row();
            if (row.letters.size() > 24) continue;
            for (std::size_t i = 0; i + 1 < row.letters.size(); ++i) {
                if (row.letters[i] == row.letters[i + 1]) continue;
                std::swap(row.letters[i], row.letters[i + 1]);
                take_slips(search_trie(index_.syllables_, LatinLattice(row, way.lattice.has_surname()), limits), static_cast<Cost>(way.cost + kSlipCost));
                std::swap(row.letters[i], row.letters[i + 1]);
            }
        }
    }
    void take_slips(const std::vector<TrieHit>& hits, Cost extra) {
        for (const auto& hit : hits) take({hit.entry, hit.name, Match::Typo, static_cast<Cost>(hit.cost + extra)});
    }

    // ---- other sounds, other keyboards

    void find_sounds(const Words& words, std::u32string_view letters) {
        const auto take_sounds = [&](const Words& sound, std::size_t least) {
            if (sound.empty() || join(sound).size() < least) return;
            for (const auto& hit : index_.sounds_.search(sound, limit_, false)) {
                if (hit.how != TextHit::How::Prefix) take({hit.entry, hit.name, Match::Sound, 50});
            }
        };
        if (index_.kind_ == NameKind::Title) take_sounds({consonants(letters)}, 4);
        else if (std::all_of(letters.begin(), letters.end(), is_syllable)) take_sounds({foreign_sound(letters)}, 5);
        take_sounds(romaji_words(words), 3);
        const auto take_chinese = [&](const Words& sound, Cost cost) {
            for (const auto& hit : index_.sounds_.search(sound, limit_, false)) {
                take({hit.entry, hit.name, Match::Sound, static_cast<Cost>(cost + (hit.how == TextHit::How::Prefix ? kPrefixCost : 0))});
            }
        };
        for (const auto& sound : chinese_sounds(words)) take_chinese(sound, kChinese);
        if (index_.kind_ == NameKind::Person) {
            for (const auto& family : chinese_families(words)) take_chinese(family, kOtherFamily);
        }
    }

    /// When all else fails: the same consonants, whatever the vowels.
    void find_consonants(std::u32string_view letters) {
        const auto sound = consonants(letters);
        if (sound.size() < 3) return;
        for (const auto& hit : index_.sounds_.search({sound}, limit_, false)) {
            if (hit.how != TextHit::How::Prefix) take({hit.entry, hit.name, Match::Typo, 2 * kSlipCost});
        }
    }

    void find_other_keyboard(std::string_view query, const Words& words) {
        if (is_latin_row(words)) {
            if (const auto korean = as_korean_keys(query.substr(0, kMaxFolded)); korean && korean->size() > 1) {
                take_korean(search_trie(index_.syllables_, join(fold(to_utf8(*korean))), {.hits = limit_}), 5, false);
            }
        } else if (const auto latin = as_latin_keys(to_utf32(query.substr(0, kMaxFolded)))) {
            const auto typed = fold(*latin);
            if (typed.empty()) return;
            find_texts(index_.texts_, typed, false);
            if (is_latin_row(typed)) {
                for (const auto& way : orders(*latin, typed)) take_latin(search_trie(index_.syllables_, way.lattice, {.hits = limit_, .max_cost = 60, .allow_prefix = false}), way.cost);
            }
        }
    }

    /// Better known entries are worth a small doubt, at most as much as one unusual letter; and of names that sound alike the one that
    /// more people bear is likelier.
    int doubt(const Hit& hit) const {
        const auto& entry = index_.entries_[hit.entry];
        const int known = std::min(10, 2 * static_cast<int>(std::bit_width(entry.popularity)));
        if (index_.kind_ != NameKind::Person || hit.match < Match::Sound) return -known;
        return rarity_of(units_of(join(fold(entry.names[hit.name])))) / 10 - known;
    }

    std::vector<Hit> ranked() const {
        std::vector<Hit> hits;
        hits.reserve(found_.size());
        const bool is_spelled_so = best_ < sound(0);
        for (const auto& [entry, hit] : found_) {
            // Beside what is written as it was typed nobody wants guesses.
            if (!is_spelled_so || order(hit) < sound(kLikely)) hits.push_back(hit);
        }
        const auto rank = [this](const Hit& hit) {
            const auto& entry = index_.entries_[hit.entry];
            return std::tuple(hit.match, static_cast<int>(hit.cost) + doubt(hit), ~entry.popularity, entry.id);
        };
        const auto kept = std::min(limit_, hits.size());
        std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(kept), hits.end(), [&](const Hit& a, const Hit& b) { return rank(a) < rank(b); });
        hits.resize(kept);
        return hits;
    }

    const Index& index_;
    const std::size_t limit_;
    std::unordered_map<std::uint32_t, Hit> found_;
    std::uint32_t best_ = UINT32_MAX;
};

std::vector<Hit> Index::search(std::string_view query, std::size_t limit) const {
    return Search(*this, std::clamp<std::size_t>(limit, 1, kMostHits)).run(query.substr(0, 4 * kMaxFolded));
}

}  // namespace bt::names
