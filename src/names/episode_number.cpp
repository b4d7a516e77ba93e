// Read from the end: the number and whatever says that it counts episodes, then a season, and what is left is the title.
#include "names/episode_number.h"

#include <algorithm>
#include <iterator>

#include "names/fold.h"

namespace bt::names {
namespace {

constexpr std::size_t kMostDigits = 4;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

constexpr std::u32string_view kEpisodeWords[] = {U"episode", U"episodes", U"ep", U"eps", U"e", U"에피소드", U"에피", U"제", U"第", U"folge", U"episodio", U"capitulo"};
constexpr std::u32string_view kSeasonWords[] = {U"season", U"s", U"시즌", U"staffel", U"temporada", U"saison"};
// Behind the number: 2화, 제2회, 第2話, 第2集.
constexpr std::u32string_view kEpisodeCounters[] = {U"화", U"회", U"話", U"话", U"回", U"集"};
constexpr std::u32string_view kSeasonCounters[] = {U"기", U"期", U"季"};

template <std::size_t N>
bool is_one_of(std::u32string_view word, const std::u32string_view (&list)[N]) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::optional<int> number_of(std::u32string_view digits) {
    if (digits.empty() || digits.size() > kMostDigits || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    int number = 0;
    for (const char32_t c : digits) number = number * 10 + static_cast<int>(c - U'0');
    return number;
}

/// Cuts a number with its word or counter from the end of `words`: "episode 2", "ep2", "2 화", "제2화", "도깨비2화". Without either, nothing.
template <std::size_t W, std::size_t C>
std::optional<int> cut_counted(Words& words, const std::u32string_view (&before)[W], const std::u32string_view (&behind)[C]) {
    if (words.empty()) return std::nullopt;
    auto left = words;
    bool is_counted = false;
    if (left.size() > 1 && is_one_of(left.back(), behind)) {
        left.pop_back();
        is_counted = true;
    } else if (left.back().size() > 1 && is_one_of(std::u32string_view(left.back()).substr(left.back().size() - 1), behind)) {
        left.back().pop_back();
        is_counted = true;
    }
    auto& word = left.back();
    const auto first = static_cast<std::size_t>(std::find_if_not(word.rbegin(), word.rend(), is_digit).base() - word.begin());
    const auto number = number_of(std::u32string_view(word).substr(first));
    if (!number) return std::nullopt;
    word.resize(first);
    if (is_one_of(word, before)) {
        word.clear();
        is_counted = true;
    }
    if (word.empty()) {
        left.pop_back();
        // "episode 2"; and "제 2화", where the counter has said it already.
        if (!left.empty() && first == 0 && is_one_of(left.back(), before)) {
            left.pop_back();
            is_counted = true;
        }
    } else if (first != 0 && is_counted && word.size() > 1 && (word.back() == U'제' || word.back() == U'第')) {
        word.pop_back();
    }
    if (!is_counted) return std::nullopt;
    words = std::move(left);
    return number;
}

/// "s1e2", "s01ep02", "1x02" as the last word.
std::optional<EpisodeAsked> cut_both(Words& words) {
    if (words.empty()) return std::nullopt;
    std::u32string_view word = words.back();
    const auto split_at = [&](std::u32string_view between, std::u32string_view season_mark) -> std::optional<EpisodeAsked> {
        const auto at = word.find(between, season_mark.size() + 1);
        if (!word.starts_with(season_mark) || at == word.npos) return std::nullopt;
        const auto season = number_of(word.substr(season_mark.size(), at - season_mark.size())), number = number_of(word.substr(at + between.size()));
        if (!season || !number) return std::nullopt;
        return EpisodeAsked{.title = {}, .season = season, .number = *number};
    };
    for (const auto& [between, mark] : {std::pair{U"ep", U"s"}, std::pair{U"e", U"s"}, std::pair{U"x", U""}}) {
        if (auto both = split_at(between, mark)) {
            words.pop_back();
            return both;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<EpisodeAsked> episode_asked(std::string_view query) {
    auto words = fold(query);
    auto asked = cut_both(words);
    if (!asked) {
        const auto number = cut_counted(words, kEpisodeWords, kEpisodeCounters);
        if (!number) return std::nullopt;
        asked = EpisodeAsked{.title = {}, .season = {}, .number = *number};
        if (words.size() > 1 || (!words.empty() && words.front().size() > 2)) asked->season = cut_counted(words, kSeasonWords, kSeasonCounters);
    }
    for (const auto& word : words) asked->title += (asked->title.empty() ? "" : " ") + to_utf8(word);
    return asked->title.empty() ? std::nullopt : asked;
}

}  // namespace bt::names
