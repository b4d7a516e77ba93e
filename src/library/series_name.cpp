#include "library/series_name.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "library/number_words.h"
#include "library/text.h"

namespace bt::library {
namespace {

struct Bracket {
    char open, close;
};
constexpr std::array kBrackets = {Bracket{'[', ']'}, Bracket{'(', ')'}, Bracket{'{', '}'}};
constexpr std::array kProviders = {std::string_view("tmdb"), std::string_view("tvdb"), std::string_view("imdb")};
constexpr std::size_t kMaxIdBytes = 32;

const std::set<std::string, std::less<>> kSpecials = {"specials", "special", "스페셜", "특별편", "스페셜편", "특집", "sp", "ova"};

/// "tmdbid-93405" is {"tmdb", "93405"}.
std::optional<std::pair<std::string, std::string>> read_id_tag(std::string_view inside) {
    const std::string lower = ascii_lower(trim(inside));
    for (const auto provider : kProviders) {
        if (!lower.starts_with(provider)) continue;
        std::string_view rest = std::string_view(lower).substr(provider.size());
        if (rest.starts_with("id")) rest.remove_prefix(2);
        if (rest.empty() || (rest[0] != '-' && rest[0] != '=' && rest[0] != ':')) return std::nullopt;
        rest = trim(rest.substr(1));
        if (rest.empty() || rest.size() > kMaxIdBytes || !std::ranges::all_of(rest, is_ascii_word)) return std::nullopt;
        return std::pair{std::string(provider), std::string(rest)};
    }
    return std::nullopt;
}

/// Cuts a year in brackets, or one that ends the title behind a separator in a dotted name, and returns it.
std::optional<int> take_year(std::string& name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] != '(' && name[i] != '[') continue;
        const auto year = year_at(name, i + 1);
        if (!year || year->end >= name.size() || (name[year->end] != ')' && name[year->end] != ']')) continue;
        // What follows the year is release talk or a tag; the title stands before it.
        if (trim(std::string_view(name).substr(0, i)).empty()) name.erase(0, year->end + 1);
        else name.erase(i);
        return year->value;
    }
    return std::nullopt;
}

std::optional<int> take_dotted_year(std::string& name) {
    if (name.find(' ') != std::string::npos) return std::nullopt;
    while (!name.empty() && is_separator(name.back())) name.pop_back();
    const auto dot = name.find_last_of("._");
    if (dot == std::string::npos || dot == 0) return std::nullopt;
    const auto year = year_at(name, dot + 1);
    if (!year || year->end != name.size()) return std::nullopt;
    name.erase(dot);
    return year->value;
}

/// Leading "[Group]" and every later bracket that is left: neither is part of a title.
std::string without_brackets(std::string_view name) {
    std::string out;
    char waiting_for = 0;
    for (const char c : name) {
        if (waiting_for != 0) {
            if (c == waiting_for) waiting_for = 0;
            continue;
        }
        if (c == '[' || c == '{') waiting_for = c == '[' ? ']' : '}';
        else out += c;
    }
    return waiting_for == 0 && !clean_title(out).empty() ? out : std::string(name);
}

/// Cuts the brackets that hold release talk, and true when there were any: "[1080p]" says nothing of the title, but a year may stand behind it.
bool take_bracketed_release_talk(std::string& name) {
    bool was_there = false;
    for (std::size_t i = 0; i < name.size();) {
        const auto bracket = std::ranges::find(kBrackets, name[i], &Bracket::open);
        const auto end = bracket == kBrackets.end() ? std::string::npos : name.find(bracket->close, i);
        const std::string inside = end == std::string::npos ? std::string() : lower_in_place(std::string_view(name).substr(i + 1, end - i - 1));
        if (find_release_talk(inside) == inside.size()) {
            ++i;
            continue;
        }
        name.erase(i, end - i + 1);
        was_there = true;
    }
    return was_there;
}

/// "Show [1080p WEB" without its end: what opens before the talk goes with it.
void erase_from(std::string& name, std::size_t position) {
    name.erase(position);
    while (!name.empty() && (name.back() == ' ' || std::ranges::find(kBrackets, name.back(), &Bracket::open) != kBrackets.end())) name.pop_back();
}

}  // namespace

domain::ProviderIds take_id_tags(std::string& name) {
    domain::ProviderIds ids;
    for (std::size_t i = 0; i < name.size();) {
        const auto bracket = std::ranges::find(kBrackets, name[i], &Bracket::open);
        const auto end = bracket == kBrackets.end() ? std::string::npos : name.find(bracket->close, i);
        const auto tag = end == std::string::npos ? std::nullopt : read_id_tag(std::string_view(name).substr(i + 1, end - i - 1));
        if (!tag) {
            ++i;
            continue;
        }
        ids.insert(*tag);
        name.erase(i, end - i + 1);
    }
    return ids;
}

SeriesName read_series_name(std::string_view folder_name) {
    SeriesName out;
    std::string name = nfc(folder_name);
    out.ids = take_id_tags(name);
    const bool had_release_brackets = take_bracketed_release_talk(name);
    std::string lower = lower_in_place(name);
    // "Rain.in.Seoul.S02.1080p.WEB-DL": a season of a series in a folder of its own.
    const auto release = find_release_talk(lower);
    const auto lower_size = lower.size();
    if (release > 0 && release < lower_size) erase_from(name, release);
    lower.resize(name.size());
    const bool is_release = had_release_brackets || release < lower_size || name.find(' ') == std::string::npos;
    // A name written for people keeps its "시즌 2": other servers show such a folder as a series of its own.
    if (const auto season = find_season(lower);
        is_release && season && season->begin > 0 && is_separator(lower[season->begin - 1])) {
        out.season = season->value;
        name.erase(season->begin);
    }
    out.year = take_year(name);
    if (!out.year) out.year = take_dotted_year(name);
    out.title = clean_title(without_brackets(name));
    if (out.title.empty()) out.title = clean_title(nfc(folder_name));
    return out;
}

bool is_bare_number(std::string_view name) {
    const auto number = digits_at(name, 0);
    return number && number->end == name.size();
}

std::optional<int> read_season_folder(std::string_view raw_name, std::string_view series_title, SeasonForm form) {
    std::string name = nfc(raw_name);
    take_id_tags(name);
    const auto behind_title = skip_title(name, series_title);
    std::string rest = lower_in_place(trim(std::string_view(name).substr(behind_title)));
    while (!rest.empty() && is_separator(rest.front())) rest.erase(0, 1);
    while (!rest.empty() && is_separator(rest.back())) rest.pop_back();
    if (rest.empty()) return std::nullopt;
    if (kSpecials.contains(rest)) return 0;
    if (is_bare_number(rest)) return digits_at(rest, 0)->value;
    const auto at_front = season_at(rest, 0);
    if (at_front) {
        // Behind the season a title or a year may stand: "Season 1 (2021)", "Season 2 - The Return"; not an episode ("s01e02").
        const auto next = at_front->end < rest.size() ? rest[at_front->end] : ' ';
        if (is_separator(next) || next == '(' || next == '[' || next == ':') return at_front->value;
        return std::nullopt;
    }
    if (form == SeasonForm::Whole) return std::nullopt;
    const auto inside = find_season(rest);
    if (!inside || !ends_word(rest, inside->end)) return std::nullopt;
    return inside->value;
}

std::optional<domain::Instalment> read_instalment(std::string_view raw_title) {
    const std::string title = nfc(trim(raw_title));
    const auto hash = title.rfind('#');
    if (hash == std::string::npos || hash < 2 || title[hash - 1] != ' ') return std::nullopt;
    const auto number = digits_at(title, hash + 1, 2);
    if (!number || number->end != title.size() || number->value == 0) return std::nullopt;
    return domain::Instalment{.anthology = std::string(trim(std::string_view(title).substr(0, hash))),
                              .number = number->value, .source = domain::Source::FileName};
}

}  // namespace bt::library
