#include "library/number_words.h"

#include <array>

#include "library/text.h"

namespace bt::library {
namespace {

// "Season" as libraries write it; lower case, NFC. The longer of two that begin alike stands first.
constexpr std::array kSeasonWords = {
    std::string_view("season"), std::string_view("series"), std::string_view("staffel"), std::string_view("saison"),
    std::string_view("temporada"), std::string_view("stagione"), std::string_view("seizoen"), std::string_view("säsong"),
    std::string_view("sæson"), std::string_view("sesong"), std::string_view("kausi"), std::string_view("sezonul"),
    std::string_view("sezon"), std::string_view("sezóna"), std::string_view("série"), std::string_view("évad"),
    std::string_view("сезон"), std::string_view("시즌"), std::string_view("シーズン"), std::string_view("季"),
};
// Only behind the number: "2기", "第2期".
constexpr std::array kSeasonEndings = {std::string_view("기"), std::string_view("期"), std::string_view("季")};
constexpr std::array kOrdinalEndings = {std::string_view("st"), std::string_view("nd"), std::string_view("rd"), std::string_view("th"),
                                        std::string_view("ª"), std::string_view("º"), std::string_view("."), std::string_view("-й"),
                                        std::string_view("e"), std::string_view("ème")};

// Words that no title needs. Those that could be a word of one ("web", "korean") count only in names that use dots for spaces.
constexpr std::array kReleaseWords = {
    std::string_view("web-dl"), std::string_view("webdl"), std::string_view("web-rip"), std::string_view("webrip"),
    std::string_view("hdtv"), std::string_view("bluray"), std::string_view("blu-ray"), std::string_view("bdrip"),
    std::string_view("brrip"), std::string_view("bdremux"), std::string_view("dvdrip"), std::string_view("hdrip"),
    std::string_view("x264"), std::string_view("x265"), std::string_view("h264"), std::string_view("h265"),
    std::string_view("h.264"), std::string_view("h.265"), std::string_view("hevc"), std::string_view("xvid"),
    std::string_view("10bit"), std::string_view("hdr10"), std::string_view("2160p"), std::string_view("ddp5"),
};
constexpr std::array kDottedReleaseWords = {
    std::string_view("web"), std::string_view("nf"), std::string_view("amzn"), std::string_view("dsnp"),
    std::string_view("proper"), std::string_view("repack"), std::string_view("korean"), std::string_view("internal"),
    std::string_view("complete"), std::string_view("multi"), std::string_view("uhd"), std::string_view("remux"),
};

std::optional<std::size_t> skip_any(std::string_view text, std::size_t position, const auto& words) {
    for (const auto word : words)
        if (text.substr(position).starts_with(word)) return position + word.size();
    return std::nullopt;
}

bool is_latin_word_at(std::string_view lower, std::size_t position) {
    return position < lower.size() && is_ascii_word(lower[position]);
}

/// "2nd season", "2. staffel", "2기", "제2시즌", "第2季": the number first.
std::optional<NumberAt> season_with_number_first(std::string_view lower, std::size_t position) {
    std::size_t at = position;
    for (const std::string_view opener : {"제", "第"})
        if (lower.substr(at).starts_with(opener)) {
            at = skip_separators(lower, at + opener.size(), 1);
            break;
        }
    const auto number = digits_at(lower, at);
    if (!number) return std::nullopt;
    if (const auto end = skip_any(lower, number->end, kSeasonEndings)) {
        // "2기" ends a word; "1기동대" does not.
        if (const auto next = code_point_at(lower, *end).value; next >= 0xAC00 && next <= 0xD7A3) return std::nullopt;
        return NumberAt{number->value, position, *end};
    }
    const auto ordinal = skip_any(lower, number->end, kOrdinalEndings);
    for (const std::size_t from : {ordinal.value_or(number->end), number->end}) {
        const auto word = skip_any(lower, skip_separators(lower, from, 2), kSeasonWords);
        if (!word || is_latin_word_at(lower, *word)) continue;
        // "1 season 2": the word belongs to the number behind it.
        if (!ordinal && digits_at(lower, skip_separators(lower, *word, 2))) continue;
        return NumberAt{number->value, position, *word};
    }
    return std::nullopt;
}

bool is_resolution(std::string_view lower, std::size_t position) {
    std::size_t end = position;
    while (end < lower.size() && is_digit(lower[end])) ++end;
    const auto count = end - position;
    return count >= 3 && count <= 4 && end < lower.size() && (lower[end] == 'p' || lower[end] == 'i') && ends_word(lower, end + 1);
}

/// "1920x1080".
bool is_picture_size(std::string_view lower, std::size_t position) {
    const auto width = digits_at(lower, position);
    if (!width || !is_no_season(width->value) || width->end >= lower.size() || lower[width->end] != 'x') return false;
    const auto height = digits_at(lower, width->end + 1);
    return height && height->end - height->begin >= 3 && ends_word(lower, height->end);
}

}  // namespace

bool is_no_season(int number) { return (number >= 200 && number < 1928) || number > 2500; }

std::optional<NumberAt> digits_at(std::string_view text, std::size_t position, std::size_t most) {
    std::size_t end = position;
    int value = 0;
    while (end < text.size() && is_digit(text[end])) {
        if (end - position == most) return std::nullopt;
        value = value * 10 + (text[end] - '0');
        ++end;
    }
    if (end == position) return std::nullopt;
    return NumberAt{value, position, end};
}

std::size_t skip_separators(std::string_view text, std::size_t position, std::size_t most) {
    for (std::size_t i = 0; i < most && position < text.size() && is_separator(text[position]); ++i) ++position;
    return position;
}

bool starts_word(std::string_view text, std::size_t position) { return position == 0 || !is_ascii_word(text[position - 1]); }
bool ends_word(std::string_view text, std::size_t position) { return position >= text.size() || !is_ascii_word(text[position]); }

std::optional<NumberAt> season_at(std::string_view lower, std::size_t position) {
    if (!starts_word(lower, position)) return std::nullopt;
    if (const auto word = skip_any(lower, position, kSeasonWords)) {
        const auto number = digits_at(lower, skip_separators(lower, *word, 3));
        if (number && ends_word(lower, number->end)) return NumberAt{number->value, position, number->end};
    }
    if (lower.substr(position).starts_with('s')) {
        const auto number = digits_at(lower, position + 1);
        // "s01e02" and "s01xe02" are a season too, seen from the front.
        if (number && (ends_word(lower, number->end) || lower[number->end] == 'e' || lower[number->end] == 'x'))
            return NumberAt{number->value, position, number->end};
    }
    return season_with_number_first(lower, position);
}

std::optional<NumberAt> find_season(std::string_view lower) {
    for (std::size_t i = 0; i < lower.size(); ++i)
        if (const auto found = season_at(lower, i)) return found;
    return std::nullopt;
}

std::optional<NumberAt> year_at(std::string_view text, std::size_t position) {
    if (!starts_word(text, position)) return std::nullopt;
    const auto number = digits_at(text, position);
    if (!number || number->end - number->begin != 4 || !ends_word(text, number->end)) return std::nullopt;
    if (number->value < 1900 || number->value > 2099) return std::nullopt;
    return number;
}

std::size_t find_release_talk(std::string_view lower) {
    const bool dotted = lower.find(' ') == std::string_view::npos;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (!starts_word(lower, i)) continue;
        if (is_resolution(lower, i) || is_picture_size(lower, i)) return i;
        if (const auto end = skip_any(lower, i, kReleaseWords); end && (ends_word(lower, *end) || is_digit(lower[*end]))) return i;
        if (!dotted || i == 0) continue;
        if (const auto end = skip_any(lower, i, kDottedReleaseWords); end && ends_word(lower, *end)) return i;
    }
    return lower.size();
}

bool is_resolution_suffix(std::string_view text, std::size_t position) {
    return position < text.size() && (text[position] == 'p' || text[position] == 'i') && ends_word(text, position + 1);
}

bool has_version_mark(std::string_view lower, std::size_t position) {
    return position + 1 < lower.size() && lower[position] == 'v' && is_digit(lower[position + 1]) && ends_word(lower, position + 2);
}

}  // namespace bt::library
