#include "names/tables.h"

#include <algorithm>

#include "base/text.h"
#include "names/breves.h"
#include "names/chinese.h"
#include "names/consonants.h"
#include "names/hangul.h"
#include "names/kana.h"
#include "names/korean_names.h"
#include "names/latin_lattice.h"
#include "names/name_order.h"
#include "names/numbering.h"
#include "names/romanise.h"
#include "names/scripts.h"
#include "names/spelled_letters.h"
#include "names/sureness.h"

namespace bt::names {
namespace {

constexpr std::size_t kReadingsOfName = 6;

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

class Filing {
public:
    Filing(NameKind kind, const std::vector<Entry>& entries) : kind_(kind), entries_(entries) {}

    void add(std::uint32_t entry, std::uint16_t name) {
        place_ = {entry, name, entries_[entry].popularity};
        const auto& text = entries_[entry].names[name];
        const auto words = fold(text);
        add(text, words);
        if (is_person()) {
            for (const auto& part : parts_around_brackets(text)) add(part, fold(part));
        } else if (const auto numbered = plainly_numbered(words); numbered != words) {
            add(text, numbered);
        }
    }
    Tables finish() {
        out_.texts.finish();
        out_.sounds.finish();
        out_.syllables = SyllableTrie(std::move(whole_));
        out_.given = SyllableTrie(std::move(given_));
        return std::move(out_);
    }

private:
    bool is_person() const { return kind_ == NameKind::Person; }
    void add_whole(std::u16string units, Cost cost) { whole_.push_back({std::move(units), {place_.entry, place_.name, cost}, place_.popularity}); }
    void add_sound(const Words& sound) { out_.sounds.add(sound, place_.entry, place_.name); }

    void add(std::string_view text, const Words& words) {
        const auto letters = join(words);
        if (auto units = units_of(letters); !units.empty()) {
            const bool is_hangul = std::all_of(letters.begin(), letters.end(), is_syllable);
            add_korean(letters, std::move(units));
            // The trie finds them; a person's Hangul needs no second place.
            if (is_person() && is_hangul) return;
        } else if (is_latin_row(words)) {
            add_latin(text, words, letters);
        }
        for (const auto& said : letters_said(text, false)) add_whole(units_of(said), kLettersSaid);
        // Chinese characters as Koreans read them: 성룡 is 成龍.
        for (const auto& reading : korean_readings(letters)) {
            if (auto read = units_of(reading); read.size() > 1) add_whole(std::move(read), kReadBack);
        }
        for (const auto& sound : chinese_sounds(words)) add_sound(sound);
        if (is_person()) {
            for (const auto& family : chinese_families(words)) add_sound(family);
        }
        if (const auto romaji = romaji_words(words); !romaji.empty()) add_sound(romaji);
        out_.texts.add(words, place_.entry, place_.name);
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

    void add_latin(std::string_view text, const Words& words, const std::u32string& letters) {
        add_sound({is_person() ? foreign_sound(letters) : consonants(letters)});
        if (!is_person() || words.size() < 2) return;
        const auto read = fold(without_breves(text));
        for (const bool is_turned : {false, true}) {
            for (auto& reading : read_latin_name(LatinLattice(row_of(is_turned ? last_word_first(read) : read), true), kReadingsOfName)) {
                add_whole(std::move(reading.units), static_cast<Cost>(kReadBack + reading.cost / 2 + (is_turned ? kOtherOrder : 0)));
            }
        }
    }

    struct Place {
        std::uint32_t entry = 0;
        std::uint16_t name = 0;
        std::uint32_t popularity = 0;
    };
    const NameKind kind_;
    const std::vector<Entry>& entries_;
    Tables out_;
    Place place_;
    std::vector<SyllableTrie::Key> whole_, given_;
};

}  // namespace

Tables file_entries(NameKind kind, const std::vector<Entry>& entries) {
    Filing filing(kind, entries);
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        const auto count = static_cast<std::uint16_t>(std::min<std::size_t>(entries[i].names.size(), UINT16_MAX));
        for (std::uint16_t n = 0; n < count; ++n) filing.add(i, n);
    }
    return filing.finish();
}

}  // namespace bt::names
