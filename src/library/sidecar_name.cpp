#include "library/sidecar_name.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <vector>

#include "base/text.h"
#include "library/number_words.h"
#include "library/series_name.h"
#include "library/text.h"
#include "media/index/language.h"

namespace bt::library {
namespace {

using domain::ArtworkKind;

struct ArtworkWord {
    std::string_view word;
    ArtworkKind kind;
    int rank;
    bool numbered;  ///< may be followed by a number
};
constexpr ArtworkWord kArtworkWords[] = {
    {"poster", ArtworkKind::Poster, 0, false},      {"folder", ArtworkKind::Poster, 1, false},   {"cover", ArtworkKind::Poster, 2, false},
    {"default", ArtworkKind::Poster, 3, false},     {"show", ArtworkKind::Poster, 4, false},     {"fanart", ArtworkKind::Backdrop, 0, true},
    {"background", ArtworkKind::Backdrop, 1, true}, {"art", ArtworkKind::Backdrop, 2, true},     {"backdrop", ArtworkKind::Backdrop, 3, true},
    {"banner", ArtworkKind::Banner, 0, false},      {"logo", ArtworkKind::Logo, 0, false},       {"clearlogo", ArtworkKind::Logo, 1, false},
    {"landscape", ArtworkKind::Landscape, 0, false}, {"thumb", ArtworkKind::Landscape, 1, false}, {"clearart", ArtworkKind::ClearArt, 0, false},
    {"disc", ArtworkKind::Disc, 0, false},          {"cdart", ArtworkKind::Disc, 1, false},      {"discart", ArtworkKind::Disc, 2, false},
};
// All plain names of backdrops stand before all numbered ones: fanart, background, ..., fanart-1, backdrop1, ...
constexpr int kNumberedRank = 10;

std::optional<ArtworkName> read_plain_artwork(std::string_view lower) {
    for (const auto& [word, kind, rank, numbered] : kArtworkWords) {
        if (lower == word) return ArtworkName{.kind = kind, .rank = rank};
        if (!numbered || !lower.starts_with(word)) continue;
        auto at = word.size();
        if (lower[at] == '-' && at + 1 < lower.size()) ++at;
        if (const auto number = digits_at(lower, at, 3); number && number->end == lower.size())
            return ArtworkName{.kind = kind, .rank = kNumberedRank * (1 + number->value) + rank};
    }
    return std::nullopt;
}

struct LanguageName {
    std::string_view name, tag;
};
constexpr LanguageName kLanguageNames[] = {
    {"korean", "ko"}, {"한국어", "ko"}, {"한글", "ko"}, {"국문", "ko"}, {"english", "en"}, {"영어", "en"}, {"영문", "en"}, {"japanese", "ja"},
    {"日本語", "ja"}, {"일본어", "ja"}, {"일어", "ja"}, {"chinese", "zh"}, {"중국어", "zh"}, {"中文", "zh"}, {"simplified", "zh-Hans"},
    {"traditional", "zh-Hant"}, {"chs", "zh-Hans"}, {"cht", "zh-Hant"}, {"简体", "zh-Hans"}, {"繁體", "zh-Hant"}, {"french", "fr"},
    {"français", "fr"}, {"german", "de"}, {"deutsch", "de"}, {"spanish", "es"}, {"español", "es"}, {"castellano", "es"},
    {"portuguese", "pt"}, {"português", "pt"}, {"brazilian", "pt-BR"}, {"italian", "it"}, {"italiano", "it"}, {"russian", "ru"},
    {"русский", "ru"}, {"dutch", "nl"}, {"nederlands", "nl"}, {"polish", "pl"}, {"polski", "pl"}, {"turkish", "tr"}, {"arabic", "ar"},
    {"hebrew", "he"}, {"hindi", "hi"}, {"thai", "th"}, {"vietnamese", "vi"}, {"indonesian", "id"}, {"malay", "ms"}, {"swedish", "sv"},
    {"norwegian", "no"}, {"danish", "da"}, {"finnish", "fi"}, {"czech", "cs"}, {"hungarian", "hu"}, {"greek", "el"}, {"romanian", "ro"},
    {"ukrainian", "uk"}, {"tagalog", "tl"}, {"filipino", "fil"}, {"mongolian", "mn"}, {"cantonese", "yue"}, {"mandarin", "cmn"},
    {"fil", "fil"}, {"yue", "yue"}, {"cmn", "cmn"},
};
// ISO 639-1, each code with the space before it.
constexpr std::string_view kTwoLetterCodes =
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff "
    "fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku "
    "kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
    "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo "
    "wa wo xh yi yo za zh zu";

/// What ends a phrase behind the stem. A dot ends one, as it does for other servers, and so does a bracket: "[ko]" is a phrase.
bool ends_phrase(char c) { return c == '.' || c == '[' || c == ']' || c == '(' || c == ')' || c == ','; }
bool ends_track_word(char c) { return c == ' '; }

/// The pieces of `text` between characters that `ends`, without the '-', '_' and blanks around them: these stay inside tags such as "zh-Hant".
std::vector<std::string_view> pieces_of(std::string_view text, bool (&ends)(char)) {
    const auto is_edge = [](char c) { return c == '-' || c == '_' || c == ' '; };
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < text.size();) {
        while (i < text.size() && ends(text[i])) ++i;
        std::size_t end = i;
        while (end < text.size() && !ends(text[end])) ++end;
        std::string_view piece = text.substr(i, end - i);
        while (!piece.empty() && is_edge(piece.front())) piece.remove_prefix(1);
        while (!piece.empty() && is_edge(piece.back())) piece.remove_suffix(1);
        if (!piece.empty()) pieces.push_back(piece);
        i = end;
    }
    return pieces;
}

/// "Korean" of "2_Korean": the second track.
std::string_view without_track_number(std::string_view word) {
    const auto number = digits_at(word, 0, 2);
    return number && number->end + 1 < word.size() && word[number->end] == '_' ? word.substr(number->end + 1) : word;
}

/// Words between two dots or in one bracket: "Director Notes", "English SDH", "ko".
struct Phrase {
    std::optional<std::string> language;
    std::string title;  ///< without the words that are flags or the language
    std::string whole;
    bool says_hi = false;
};

/// "zh-Hans" rather than the "zh" of "Simplified Chinese", in either order.
bool is_more_exact(std::string_view tag, const std::optional<std::string>& than) { return !than || tag.starts_with(*than + "-"); }

void append_word(std::string& title, std::string_view word) {
    if (!title.empty()) title += ' ';
    title += word;
}

bool read_flag(std::string_view lower, TrackName& out) {
    if (lower == "default") out.is_default = true;
    else if (lower == "forced" || lower == "foreign") out.is_forced = true;
    else if (lower == "sdh" || lower == "cc") out.is_hearing_impaired = true;
    else return false;
    return true;
}

/// A code of two or three letters is a word of the title where other words of one stand beside it: "My Love" is not Burmese.
bool are_all_codes(const std::vector<std::string_view>& words) {
    TrackName unused;
    return std::ranges::all_of(words, [&](std::string_view word) {
        return read_flag(ascii_lower(word), unused) || read_language(without_track_number(word));
    });
}

bool is_short_code(std::string_view word) { return word.size() <= 3; }

Phrase read_phrase(std::string_view text, TrackName& flags) {
    Phrase out{.language = {}, .title = {}, .whole = {}};
    const auto words = pieces_of(text, ends_track_word);
    const bool may_be_codes = are_all_codes(words);
    for (const auto word : words) {
        append_word(out.whole, word);
        const std::string lower = ascii_lower(word);
        if (read_flag(lower, flags)) continue;
        const bool is_word = is_short_code(word) && !may_be_codes;
        if (!is_word && lower == "hi") out.says_hi = true;
        else if (auto read = is_word ? std::nullopt : read_language(without_track_number(word)); !read) append_word(out.title, word);
        else if (is_more_exact(*read, out.language)) out.language = std::move(read);
        else if (!out.language->starts_with(*read + "-")) append_word(out.title, word);
    }
    return out;
}

std::string strip_leading_separators(std::string text) {
    const auto first = std::ranges::find_if_not(text, is_separator);
    return {first, text.end()};
}

}  // namespace

std::optional<ArtworkName> read_artwork_name(std::string_view raw_stem) {
    const std::string lower = lower_in_place(nfc(raw_stem));
    if (auto plain = read_plain_artwork(lower)) return plain;
    if (!lower.starts_with("season")) return std::nullopt;
    std::string_view rest = std::string_view(lower).substr(6);
    ArtworkName out;
    if (rest.starts_with("-specials")) {
        out.season = 0;
        rest.remove_prefix(9);
    } else if (rest.starts_with("-all")) {
        out.for_all_seasons = true;
        rest.remove_prefix(4);
    } else {
        const auto at = skip_separators(rest, 0, 1);
        const auto number = digits_at(rest, at);
        if (!number) return std::nullopt;
        out.season = number->value;
        rest.remove_prefix(number->end);
    }
    if (rest.empty()) {  // Plex's "Season01.jpg"; after Kodi's "season01-poster"
        out.rank = 5;
        return out;
    }
    if (rest[0] != '-') return std::nullopt;
    const auto kind = read_plain_artwork(rest.substr(1));
    if (!kind) return std::nullopt;
    out.kind = kind->kind;
    out.rank = kind->rank;
    return out;
}

std::optional<std::string> read_language(std::string_view raw_word) {
    std::string word = lower_in_place(raw_word);
    std::ranges::replace(word, '_', '-');
    const auto* const named = std::ranges::find(kLanguageNames, std::string_view(word), &LanguageName::name);
    if (named != std::end(kLanguageNames)) return std::string(named->tag);
    const auto hyphen = word.find('-');
    const std::string primary = word.substr(0, hyphen);
    std::string language;
    if (primary.size() == 2) {
        if (kTwoLetterCodes.find(' ' + primary) == std::string_view::npos) return std::nullopt;
    } else if (primary.size() == 3) {
        // Only codes that stand for a language of two letters: "the" and "end" are words.
        if (media::language_from_iso_639_2(primary).size() != 2) return std::nullopt;
    } else {
        return std::nullopt;
    }
    language = media::language_from_bcp_47(word);
    if (language == "und") return std::nullopt;
    return language;
}

TrackName read_track_name(std::string_view behind_the_stem) {
    TrackName out;
    bool says_hi = false;
    std::vector<Phrase> phrases;
    const std::string text = nfc(behind_the_stem);
    for (const auto piece : pieces_of(text, ends_phrase)) {
        phrases.push_back(read_phrase(piece, out));
        says_hi = says_hi || phrases.back().says_hi;
    }
    // A title stands before the language: of "The English Lesson.ko" the last word counts.
    const auto last = std::find_if(phrases.rbegin(), phrases.rend(), [](const Phrase& phrase) { return phrase.language.has_value(); });
    const Phrase* const named = last == phrases.rend() ? nullptr : &*last;
    for (const auto& phrase : phrases) {
        const auto& words = phrase.language && &phrase != named ? phrase.whole : phrase.title;
        if (!words.empty()) append_word(out.title, words);
    }
    // "hi" beside a language is "hearing impaired"; alone it is Hindi.
    if (says_hi && named) out.is_hearing_impaired = true;
    out.language = named ? *named->language : says_hi ? "hi" : "und";
    return out;
}

std::optional<std::string> behind_stem(std::string_view raw_stem, std::string_view raw_video) {
    const std::string own = nfc(raw_stem);
    const std::string lower = lower_in_place(own);
    const std::string video = lower_in_place(nfc(raw_video));
    if (video.empty() || !lower.starts_with(video)) return std::nullopt;
    if (lower.size() > video.size() && !is_separator(lower[video.size()]) && !ends_phrase(lower[video.size()])) return std::nullopt;
    return own.substr(video.size());
}

bool is_subtitle_folder(std::string_view name) {
    static const std::set<std::string, std::less<>> kNames = {"subs", "sub", "subtitles", "subtitle", "자막"};
    return kNames.contains(lower_in_place(nfc(name)));
}

bool is_soundtrack_folder(std::string_view raw_name, std::string_view series_title) {
    static constexpr std::array kWords = {
        std::string_view("originalsoundtracks"), std::string_view("originalsoundtrack"), std::string_view("soundtracks"),
        std::string_view("soundtrack"), std::string_view("music"), std::string_view("ost"), std::string_view("음악"),
        std::string_view("오리지널사운드트랙"), std::string_view("사운드트랙"), std::string_view("サウンドトラック")};
    static constexpr std::array kPieces = {std::string_view("part"), std::string_view("pt"), std::string_view("vol"),
                                           std::string_view("volume"), std::string_view("special"), std::string_view("album"),
                                           std::string_view("complete"), std::string_view("score")};
    const std::string name = nfc(raw_name);
    std::string_view rest = name;
    // The title goes first, unless it is itself the word: "Soundtrack" below the series Soundtrack is its album.
    if (const auto behind = skip_title(name, series_title); behind > 0 && !title_key(rest.substr(behind)).empty()) rest.remove_prefix(behind);
    rest = rest.substr(0, std::min(rest.find('['), rest.find('(')));
    const std::string key = title_key(rest);
    for (const auto word : kWords) {
        if (!key.starts_with(word)) continue;
        std::string_view tail = std::string_view(key).substr(word.size());
        for (const auto piece : kPieces)
            if (tail.starts_with(piece)) {
                tail.remove_prefix(piece.size());
                break;
            }
        if (std::ranges::all_of(tail, is_digit)) return true;
    }
    return false;
}

std::optional<int> read_disc_folder(std::string_view name) {
    const std::string lower = lower_in_place(nfc(name));
    for (const std::string_view word : {"cd", "disc", "disk"}) {
        if (!lower.starts_with(word)) continue;
        const auto number = digits_at(lower, skip_separators(lower, word.size(), 1), 2);
        if (number && number->end == lower.size()) return number->value;
    }
    return std::nullopt;
}

SongName read_song_name(std::string_view raw_stem) {
    const std::string name = nfc(raw_stem);
    SongName out;
    std::string_view rest = name;
    auto number = digits_at(rest, 0, 3);
    if (number && number->end < rest.size() && (rest[number->end] == '-' || rest[number->end] == '.')) {
        // "1-03 Rain": disc and number touch; "03 - Rain" has spaces.
        const auto second = digits_at(rest, number->end + 1, 3);
        if (second && number->value <= 20 && second->end - second->begin >= 2) {
            out.disc = number->value;
            number = second;
        }
    }
    if (number && number->end < rest.size() && (is_separator(rest[number->end]) || rest[number->end] == ')')) {
        out.number = number->value;
        rest = rest.substr(number->end + (rest[number->end] == ')' ? 1 : 0));
    } else if (number && number->end == rest.size()) {
        out.number = number->value;
        rest = {};
    } else {
        out.disc.reset();
    }
    const std::string text = strip_leading_separators(std::string(rest));
    if (const auto dash = text.find(" - "); dash != std::string::npos && dash > 0) {
        out.artist = clean_title(std::string_view(text).substr(0, dash));
        out.title = clean_title(std::string_view(text).substr(dash + 3));
    } else {
        out.title = clean_title(text);
    }
    if (out.title.empty()) out.title = name;
    return out;
}

}  // namespace bt::library
